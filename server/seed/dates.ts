import type { Random } from './random';

/** A moment on a shop's clock; no time zone, as on a receipt. */
export interface TillTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

export type DateStyle = 'DD/MM/YYYY' | 'DD MMM YYYY' | 'YYYY-MM-DD' | 'DD-MM-YY' | 'DD.MM.YYYY' | 'DD/MM/YY' | 'MMM DD, YYYY';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment within opening hours of some day from 2017 to 2024. */
export function drawTime(random: Random): TillTime {
  return { year: random.whole(2017, 2024), month: random.whole(1, 12), day: random.whole(1, 28), hour: random.whole(7, 21), minute: random.whole(0, 59) };
}

/** The date as that till prints it. */
export function formatDate(time: TillTime, style: DateStyle): string {
  const name = months[time.month - 1] ?? '';
  const parts: Record<string, string> = {
    YYYY: String(time.year), MMM: style === 'DD MMM YYYY' ? name.toUpperCase() : name, MM: twoDigits(time.month), DD: twoDigits(time.day), YY: twoDigits(time.year % 100),
  };
  return style.replace(/YYYY|MMM|MM|DD|YY/g, (part) => parts[part] ?? part);
}

/** The time of day in 24 or 12 hours. */
export function formatTime(time: TillTime, twelveHours: boolean): string {
  if (!twelveHours) return `${twoDigits(time.hour)}:${twoDigits(time.minute)}`;
  return `${time.hour % 12 === 0 ? 12 : time.hour % 12}:${twoDigits(time.minute)} ${time.hour < 12 ? 'AM' : 'PM'}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
