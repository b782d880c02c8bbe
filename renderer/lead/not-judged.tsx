import { useMemo } from 'react';
import { noticesOf } from '../store/queries';
import { useLive } from '../store/use-live';
import { useCentreNowMs } from '../ui/centre-clock';
import { clockTime } from '../ui/format';
import { useMessages } from '../ui/messages';

/** What is older belongs to another shift. */
const SHOWN_FOR_MS = 10 * 60 * 60_000;
const SHOWN_AT_MOST = 3;

/** Says of which kept entries the centre had moved on before this lead's verdict reached it, and why it was not carried out. */
export function NotJudgedWords({ leadId }: Readonly<{ leadId: string }>) {
  const { t, language } = useMessages();
  const query = useMemo(() => noticesOf(leadId), [leadId]);
  const notices = useLive(query) ?? [];
  const nowMs = useCentreNowMs();
  const recent = notices.filter(({ outcome, receivedAtUtc }) => outcome.kind === 'notJudged' && nowMs - Date.parse(receivedAtUtc) < SHOWN_FOR_MS);
  if (recent.length === 0) return null;
  return (
    <section className="gestures" aria-label={t('tray.notJudged')}>
      <ul aria-live="polite">
        {recent.slice(0, SHOWN_AT_MOST).map(({ mutationId, source, receivedAtUtc, outcome }) => outcome.kind === 'notJudged' && (
          <li key={mutationId} className="gesture-stayed" data-testid="not-judged">{clockTime(receivedAtUtc, language)} {t('tray.notCarriedOut', { name: source ?? '', reason: t(`notJudged.${outcome.reason}`) })}</li>
        ))}
      </ul>
    </section>
  );
}
