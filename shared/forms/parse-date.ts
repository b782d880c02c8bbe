import { parsed, unfit, type Parsed } from './parsed';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const FULL_MONTHS = [
  'january', 'february', 'march', 'april', 'may', 'june',
  'july', 'august', 'september', 'october', 'november', 'december',
] as const;

const SEPARATOR = String.raw`\s*[/\-. ,]?\s*`;
const NAMED = String.raw`([a-z]{3,9})\.?`;

/** Years outside this are taken for a slip of the finger. */
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2099;

type Reading = Readonly<{ pattern: RegExp; order: readonly ('d' | 'm' | 'y')[] }>;

/** Tried in this order; the first that gives a real day is taken, so day first beats year first. */
const READINGS: readonly Reading[] = [
  { pattern: /^(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})$/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{4})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{1,2})$/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{2})(\d{2})(\d{4}|\d{2})$/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{4})(\d{2})(\d{2})$/, order: ['y', 'm', 'd'] },
  { pattern: new RegExp(`^(\\d{1,2})${SEPARATOR}${NAMED}${SEPARATOR}(\\d{4}|\\d{2})$`), order: ['d', 'm', 'y'] },
  { pattern: new RegExp(`^${NAMED}${SEPARATOR}(\\d{1,2})\\s*[/\\-. ,]\\s*(\\d{4}|\\d{2})$`), order: ['m', 'd', 'y'] },
  { pattern: new RegExp(`^(\\d{4})${SEPARATOR}${NAMED}${SEPARATOR}(\\d{1,2})$`), order: ['y', 'm', 'd'] },
];

/**
 * Reads a date as operators key it and gives `YYYY-MM-DD`.
 *
 * Day first; separators `/ - .`, space or none; years of 2 digits (00–69 are 20xx, 70–99 are 19xx) or 4
 * (1900–2099); English month names, short or full; also year first when the year has 4 digits.
 * `noSuchDay` when it has the shape of a date but the calendar has no such day.
 */
export function parseDate(text: string): Parsed {
  const keyed = text.trim().toLowerCase();
  let shaped = false;
  for (const { pattern, order } of READINGS) {
    const match = pattern.exec(keyed);
    if (match === null) continue;
    shaped = true;
    const iso = isoOf(match.slice(1), order);
    if (iso !== undefined) return parsed(iso);
  }
  return unfit(shaped ? 'noSuchDay' : 'notADate');
}

function isoOf(parts: readonly string[], order: Reading['order']): string | undefined {
  const part = (which: 'd' | 'm' | 'y'): string => parts[order.indexOf(which)] ?? '';
  const year = fullYear(part('y'));
  const month = monthNumber(part('m'));
  const day = Number(part('d'));
  if (month === undefined || year < EARLIEST_YEAR || year > LATEST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year <= 69 ? 2000 + year : 1900 + year;
}

function monthNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const short = MONTHS.findIndex((m) => m === text || (m === 'sep' && text === 'sept'));
  const index = short >= 0 ? short : FULL_MONTHS.findIndex((m) => m === text);
  return index >= 0 ? index + 1 : undefined;
}
