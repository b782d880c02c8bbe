import type { Weekday } from '../../shared/domain/floor/shift';

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Days as they are typed: `mon-fri`, `sat,sun`, `fri-mon`, `all`; null where that is none. */
export function readWeekdays(text: string): readonly Weekday[] | null {
  if (text.trim().toLowerCase() === 'all') return WEEK;
  const parts = text.toLowerCase().split(',').map((part) => daysOf(part.trim()));
  if (parts.some((days) => days === null)) return null;
  return [...new Set(parts.flatMap((days) => days ?? []))].sort((a, b) => a - b);
}

function daysOf(part: string): readonly Weekday[] | null {
  const [first, last, ...more] = part.split('-').map((name) => NAMES.findIndex((each) => each === name.trim()));
  if (first === undefined || first < 0 || more.length > 0 || (last !== undefined && last < 0)) return null;
  const count = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, i) => WEEK[(first + i) % 7] ?? 1);
}

/** The same as they are printed: days in a row as a span. */
export function weekdaysText(days: readonly Weekday[]): string {
  const spans: Weekday[][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else spans.push([day]);
  }
  return spans.map((span) => [...new Set([span[0], span.at(-1)])].map((day) => NAMES[(day ?? 1) - 1]).join('-')).join(',');
}
