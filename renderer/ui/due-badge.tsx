import { useCentreNowMs } from './centre-clock';
import { dayAndTime, timeLeft } from './format';
import { timeWords } from './time-words';
import { useMessages } from './messages';

/** Nearer than this a deadline is shown as pressing. */
const PRESSING_HOURS = 2;

/** A deadline as the time that is left, with the day itself as its title. Kept up to date by itself. Brief under a heading that says what it is. */
export function DueBadge({ dueAtUtc, isBrief = false }: Readonly<{ dueAtUtc: string; isBrief?: boolean }>) {
  const { t, language } = useMessages();
  const left = timeLeft(dueAtUtc, useCentreNowMs());
  const pressing = left.late || (left.days === 0 && left.hours < PRESSING_HOURS);
  const amount = timeWords(left, t);
  const state = left.late ? 'late' : pressing ? 'pressing' : 'calm';
  return (
    <span className={`badge badge-${state}`} title={dayAndTime(dueAtUtc, language)}>
      <span className={isBrief ? 'visually-hidden' : undefined}>{left.late ? t('due.late', { amount }) : t('due.in', { amount })}</span>
      {isBrief && <span aria-hidden="true">{left.late ? `−${amount}` : amount}</span>}
    </span>
  );
}
