import type { TimeLeft } from './format';
import type { Translate } from './messages';

/** An amount of time in the two units that say most of it. */
export function timeWords({ days, hours, minutes }: Omit<TimeLeft, 'late'>, t: Translate): string {
  if (days > 0) return t('due.daysHours', { days, hours });
  return hours > 0 ? t('due.hoursMinutes', { hours, minutes }) : t('due.minutes', { minutes });
}
