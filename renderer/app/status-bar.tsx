import { useMemo } from 'react';
import type { DeskStatus } from '../../shared/ipc/status';
import type { UpdateStatus } from '../../shared/ipc/update-status';
import type { Operator } from '../../shared/domain/operator';
import { useSaving } from '../entry/saving-state';
import { useSession } from '../session/session-state';
import { updateWords } from '../session/update-words';
import { useDesk } from '../store/desk-state';
import { settledCount } from '../store/queries';
import { useLive } from '../store/use-live';
import { clockTime, timeParts, wholeNumber } from '../ui/format';
import { useMessages } from '../ui/messages';
import { timeWords } from '../ui/time-words';

/** The truth about link, disk and sync; its words say whether the work is safe. */
export function StatusBar({ operator }: Readonly<{ operator: Operator | null }>) {
  const { t } = useMessages();
  const status = useDesk((s) => s.status);
  const description = useDesk((s) => s.description);
  if (status === null) return null;
  return (
    <footer className="status" aria-label={t('status.title')}>
      <span className={`status-link status-${status.link}`}><i aria-hidden="true" /> <b>{t(`link.${status.link}`)}</b>{status.failure !== null && status.failure !== 'unreachable' && ` · ${t(`failure.${status.failure}`, { seconds: 0 })}`}</span>
      {operator !== null && <Counts operator={operator} status={status} />}
      {operator !== null && <Saving />}
      {operator !== null && <Unsafe />}
      {operator !== null && <ResumeUnsaved />}
      {status.disk !== 'ok' && <span className="status-trouble" role="alert">{t(`disk.${status.disk}`)}</span>}
      {status.journalLost && <span className="status-trouble" role="alert">{t('status.journalLost')}</span>}
      {status.damagedRecords > 0 && <span className="status-trouble">{t('status.damaged', { count: status.damagedRecords })}</span>}
      {status.unreadRecords > 0 && <span className="status-trouble">{t('status.unread', { count: status.unreadRecords })}</span>}
      <Update update={status.update} />
      <WrongClock offsetMs={status.clockOffsetMs ?? 0} />
      <span className="status-space" />
      <span>{[operator?.name, description?.deskName, description?.siteName].filter(Boolean).join(' · ')}</span>
    </footer>
  );
}

/** Of updates, one calm line; it never takes the focus. */
function Update({ update }: Readonly<{ update: UpdateStatus }>) {
  const { t } = useMessages();
  const words = updateWords(update, t);
  // How far a transfer has come is not read out at every percent.
  return <span role="status" aria-live={update.kind === 'fetching' ? 'off' : 'polite'} className="status-update" title={words ?? undefined} data-testid="update-line">{words}</span>;
}

const MINUTE_MS = 60_000;

/** Nearer than this a clock is right enough for whoever reads deadlines in minutes. */
const WRONG_CLOCK_MS = 2 * MINUTE_MS;

function WrongClock({ offsetMs }: Readonly<{ offsetMs: number }>) {
  const { t } = useMessages();
  if (Math.abs(offsetMs) < WRONG_CLOCK_MS) return null;
  // To the nearest minute: the answer that told the centre's time was on its way for a moment.
  const amount = timeWords(timeParts(Math.round(offsetMs / MINUTE_MS) * MINUTE_MS), t);
  return <span className="status-notice">{t(offsetMs > 0 ? 'status.clockBehind' : 'status.clockAhead', { amount })}</span>;
}

function Counts({ operator, status }: Readonly<{ operator: Operator; status: DeskStatus }>) {
  const { t, language } = useMessages();
  const query = useMemo(() => settledCount(operator.id), [operator.id]);
  const settled = useLive(query) ?? 0;
  const lastSync = status.lastSyncAtUtc === null ? t('status.never') : clockTime(status.lastSyncAtUtc, language);
  return (
    <>
      <span data-testid="saved-here">{t('status.savedHere', { shown: wholeNumber(status.unsettledCount, language) })}</span>
      <span data-testid="settled">{t('status.settled', { shown: wholeNumber(settled, language) })}</span>
      <span>{t('status.lastSync', { time: lastSync })}</span>
      {status.documentsWanted > 0 && <span>{t('status.fetching', { count: status.documentsWanted })}</span>}
    </>
  );
}

/** What becomes of the entries that were just left; spoken by screen readers. */
function Saving() {
  const { t } = useMessages();
  const saving = useSaving((s) => s.saving);
  const lastSaved = useSaving((s) => s.lastSaved);
  const words = saving.length > 0
    ? t('status.saving', { names: saving.map((s) => s.source).join(', ') })
    : lastSaved === null ? '' : t('status.saved', { name: lastSaved.source });
  return <span role="status" data-testid="last-saved">{words}</span>;
}

/** The floor shows a pause that is over. */
function ResumeUnsaved() {
  const { t } = useMessages();
  const isUnsaved = useSession((s) => s.resumeUnsaved);
  return isUnsaved ? <span className="status-trouble" role="alert">{t('status.resumeUnsaved')}</span> : null;
}

/** Entries that are in memory alone: the operator must not close the station. */
function Unsafe() {
  const { t } = useMessages();
  const unsafe = useSaving((s) => s.unsafe);
  return unsafe.length === 0 ? null : <span className="status-trouble" role="alert">{t('status.unsafe', { names: unsafe.join(', ') })}</span>;
}
