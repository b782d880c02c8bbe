import type { Session } from '../../shared/domain/session';
import { keystrokesPerHour, signedOnMs } from '../../shared/domain/session-figures';
import { wholeNumber } from './format';
import { useMessages } from './messages';
import { amountWords } from './time-words';

/** A session in numbers. Operator and lead see this same picture of the same row. */
export function SessionFigures({ session }: Readonly<{ session: Session }>) {
  const { t, language } = useMessages();
  const number = (count: number): string => wholeNumber(count, language);
  const perHour = keystrokesPerHour(session);
  const onMs = signedOnMs(session);
  return (
    <dl className="figures session-figures" data-testid="session-figures">
      <Figure label={t('session.items')} value={number(session.items)} />
      <Figure label={t('session.keystrokes')} value={number(session.keystrokes)} />
      <Figure label={t('session.perHour')} value={perHour === null ? '–' : number(perHour)} />
      <Figure label={t('session.corrections')} value={number(session.corrections)} />
      <Figure label={t(session.end === null ? 'session.signedOnSoFar' : 'session.signedOn')} value={onMs === null ? '–' : amountWords(onMs, t)} />
      <Figure label={t('session.active')} value={amountWords(session.activeMs, t)} />
      <Figure label={t('session.pauses', { count: session.pauses, shown: number(session.pauses) })} value={amountWords(session.pausedMs, t)} />
      <Figure label={t('session.waiting')} value={amountWords(session.waitedMs, t)} />
      <Figure label={t('session.rejected')} value={number(session.rejected)} />
      <Figure label={t('session.kept')} value={number(session.kept)} />
      <Figure label={t('session.refused')} value={number(session.refused)} isBad={session.refused > 0} />
    </dl>
  );
}

function Figure({ value, label, isBad = false }: Readonly<{ value: string; label: string; isBad?: boolean }>) {
  return <div className={isBad ? 'figure figure-bad' : 'figure'}><dt>{label}</dt><dd>{value}</dd></div>;
}
