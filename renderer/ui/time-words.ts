import { timeParts, type TimeLeft } from './format';
import type { Translate } from './messages';

/** An amount of time in the two units that say most of it. */
export function timeWords({ days, hours, minutes }: Omit<TimeLeft, 'late'>, t: Translate): string {
  if (days > 0) return t('due.daysHours', { days, hours });
  return hours > 0 ? t('due.hoursMinutes', { hours, minutes }) : t('due.minutes', { minutes });
}

/** A stretch of time; under a minute in seconds. */
export function amountWords(ms: number, t: Translate): string {
  return ms < 60_000 ? t('due.seconds', { seconds: Math.floor(ms / 1000) }) : timeWords(timeParts(ms), t);
}

/** How long somebody is to wait: never less than it is, in seconds up to two minutes. */
export function waitWords(waitMs: number, t: Translate): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return seconds < 120 ? t('wait.seconds', { count: seconds }) : t('wait.minutes', { count: Math.ceil(seconds / 60) });
}
