import type { FieldOf } from '../field';
import { parsed, unfit, type Parsed, type Problem } from '../parsed';
import type { Language } from '../words';
import { monthOfName } from './month-names';
import type { ValueKind } from './value-kind';

type DateField = FieldOf<'date'>;
type Order = NonNullable<DateField['order']>;
type Part = 'd' | 'm' | 'y';
type Reading = Readonly<{ pattern: RegExp; parts: readonly Part[] }>;

/** Years outside this are taken for a slip of the finger. */
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2099;

const BETWEEN_NUMBERS = String.raw` ?[/\-. ] ?`;
const AROUND_NAME = String.raw` ?[/\-. ,]? ?`;
const NAME = String.raw`([a-z]{3,9})\.?`;
const SHORT = String.raw`(\d{1,2})`;
const YEAR = String.raw`(\d{4}|\d{2})`;

const DAY_NAMED: Reading = reading('dmy', SHORT, AROUND_NAME, NAME, AROUND_NAME, YEAR);
const NAMED_FIRST: Reading = reading('mdy', NAME, AROUND_NAME, SHORT, String.raw` ?[/\-. ,] ?`, YEAR);
const YEAR_NAMED: Reading = reading('ymd', String.raw`(\d{4})`, AROUND_NAME, NAME, AROUND_NAME, SHORT);
const SHORT_YEAR_NAMED: Reading = reading('ymd', String.raw`(\d{2})`, AROUND_NAME, NAME, AROUND_NAME, String.raw`(\d{2})`);
const YEAR_FIRST: Reading = reading('ymd', String.raw`(\d{4})`, BETWEEN_NUMBERS, SHORT, BETWEEN_NUMBERS, SHORT);
const EIGHT_YEAR_FIRST: Reading = reading('ymd', String.raw`(\d{4})`, '', String.raw`(\d{2})`, '', String.raw`(\d{2})`);

/** Tried in this order; the first that gives a real day is taken, so the field's own order beats year first. */
const READINGS: Readonly<Record<Order, readonly Reading[]>> = {
  dmy: [...yearLast('dmy'), YEAR_FIRST, EIGHT_YEAR_FIRST, DAY_NAMED, NAMED_FIRST, YEAR_NAMED],
  mdy: [...yearLast('mdy'), YEAR_FIRST, EIGHT_YEAR_FIRST, DAY_NAMED, NAMED_FIRST, YEAR_NAMED],
  ymd: [
    reading('ymd', YEAR, BETWEEN_NUMBERS, SHORT, BETWEEN_NUMBERS, SHORT), reading('ymd', YEAR, '', String.raw`(\d{2})`, '', String.raw`(\d{2})`),
    SHORT_YEAR_NAMED, DAY_NAMED, NAMED_FIRST, YEAR_NAMED,
  ],
};

function yearLast(order: 'dmy' | 'mdy'): readonly Reading[] {
  return [
    reading(order, SHORT, BETWEEN_NUMBERS, SHORT, BETWEEN_NUMBERS, YEAR), reading(order, String.raw`(\d{2})`, '', String.raw`(\d{2})`, '', YEAR),
  ];
}

function reading(order: Order, ...pieces: readonly string[]): Reading {
  return { pattern: new RegExp(`^${pieces.join('')}$`), parts: order.split('') as Part[] };
}

/** Shapes of dates in digits that end with their last sign, if their year does. */
const YEAR_AT_END = /^(?:\d{4}|\d{1,2}[/\-. ]\d{1,2}[/\-. ])(\d{4}|\d{2})$/;
const YEAR_THEN_DAY = /^(\d{2})(?:\d{4}|[/\-. ]\d{1,2}[/\-. ]\d{2})$/;
const FULL_YEAR_THEN_DAY = /^(\d{4})[/\-. ]\d{1,2}[/\-. ]\d{2}$/;

/** Days of the calendar from 1900 to 2099. */
export const dateKind: ValueKind<DateField> = {
  read: (field, keyed) => readDate(keyed, orderOf(field)),
  show: showDate,
  problem: problemOfDate,
  isFull: (field, keyed) => isWholeDate(keyed, orderOf(field)),
  takes: (_field, sign) => /[\d/\-.,\sA-Za-z]/.test(sign),
};

function orderOf(field: DateField): Order {
  return field.order ?? 'dmy';
}

/**
 * Reads a date as operators key it and gives `YYYY-MM-DD`.
 *
 * Separators `/ - .`, space or none; years of 2 digits (00–69 are 20xx, 70–99 are 19xx) or 4; month names in the three
 * languages; also year first when the year has 4 digits. `noSuchDay` when it has the shape of a date but the calendar
 * has no such day.
 */
function readDate(text: string, order: Order): Parsed {
  const keyed = text.toLowerCase().replaceAll(/\s+/g, ' ');
  let shaped = false;
  for (const { pattern, parts } of READINGS[order]) {
    const match = pattern.exec(keyed);
    if (match === null) continue;
    shaped = true;
    const iso = isoOf(match.slice(1), parts);
    if (iso !== undefined) return parsed(iso);
  }
  return unfit(shaped ? 'noSuchDay' : 'notADate');
}

function isoOf(found: readonly string[], parts: Reading['parts']): string | undefined {
  const part = (which: Part): string => found[parts.indexOf(which)] ?? '';
  const month = /^\d+$/.test(part('m')) ? Number(part('m')) : monthOfName(part('m'));
  return month === undefined ? undefined : isoDay(fullYear(part('y')), month, Number(part('d')));
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year <= 69 ? 2000 + year : 1900 + year;
}

function isoDay(year: number, month: number, day: number): string | undefined {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function problemOfDate({ earliest, latest }: DateField, value: string): Problem | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return 'notADate';
  if (isoDay(Number(match[1]), Number(match[2]), Number(match[3])) === undefined) return 'noSuchDay';
  if (earliest !== undefined && value < earliest) return 'tooEarly';
  return latest !== undefined && value > latest ? 'tooLate' : null;
}

function showDate(field: DateField, value: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return value;
  const [, year, month, day] = match;
  const order = orderOf(field);
  if (order === 'ymd') return value;
  return (order === 'dmy' ? [day, month, year] : [month, day, year]).join(language === 'nb' ? '.' : '/');
}

/**
 * Whether no further sign can follow a date in digits.
 *
 * A year of two digits ends it as well, if it makes a real day, unless it is 19 or 20: those can go on to a year of four.
 */
function isWholeDate(keyed: string, order: Order): boolean {
  if (/^\d{8}$/.test(keyed)) return true;
  const yearDigits = order === 'ymd' ? YEAR_THEN_DAY : YEAR_AT_END;
  const year = yearDigits.exec(keyed)?.[1] ?? FULL_YEAR_THEN_DAY.exec(keyed)?.[1];
  if (year === undefined || !readDate(keyed, order).ok) return false;
  const separated = /\D/.test(keyed);
  return year.length === 4 || (order === 'ymd' && separated) || (year !== '19' && year !== '20');
}
