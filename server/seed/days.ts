import type { Random } from './random';

/** A day of the calendar; `month` is counted from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** Any day of these years. */
export function drawDay(random: Random, fromYear: number, toYear: number): Day {
  return dayAfter({ year: random.whole(fromYear, toYear), month: 1, date: 1 }, random.whole(0, 364));
}

export function dayAfter({ year, month, date }: Day, days: number): Day {
  const later = new Date(Date.UTC(year, month - 1, date + days));
  return { year: later.getUTCFullYear(), month: later.getUTCMonth() + 1, date: later.getUTCDate() };
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf({ year, month, date }: Day): number {
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7;
}

/** As it is stored: `YYYY-MM-DD`. */
export function isoDay({ year, month, date }: Day): string {
  return `${year}-${twoDigits(month)}-${twoDigits(date)}`;
}

/** Day first with this sign between, the year in four digits. */
export function printedDay({ year, month, date }: Day, sign: string): string {
  return `${twoDigits(date)}${sign}${twoDigits(month)}${sign}${year}`;
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
