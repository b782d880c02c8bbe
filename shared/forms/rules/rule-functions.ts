import type { Environment } from '@marcbachmann/cel-js';
import { Decimal } from './decimal';

const DAY_MS = 24 * 60 * 60_000;

/** A rule that came upon an empty value: it cannot be worked out yet. */
export class NotYet extends Error {
  override name = 'NotYet';
}

/** Longer ones, and those of a huge exponent, would take the machine's time and room: they count as empty. */
const NUMBER_TEXT = /^-?\d{0,40}\.?\d{0,40}(?:e[+-]?\d{1,2})?$/i;

type Arithmetic = Readonly<Record<string, (a: Decimal, b: Decimal) => unknown>>;

const ARITHMETIC: Arithmetic = {
  '+': (a, b) => a.plus(b), '-': (a, b) => a.minus(b), '*': (a, b) => a.times(b), '/': (a, b) => a.dividedBy(b),
};

const COMPARISONS: Arithmetic = {
  '<': (a, b) => a.compare(b) < 0, '<=': (a, b) => a.compare(b) <= 0, '>': (a, b) => a.compare(b) > 0, '>=': (a, b) => a.compare(b) >= 0,
};

/** Both ways round; for `==` the library adds the other way itself. */
const MIXED = [['Decimal', 'Decimal'], ['Decimal', 'int'], ['int', 'Decimal']] as const;

/** Teaches an environment exact decimals and the functions of docs/forms.md. */
export function addDecimals(env: Environment): void {
  env.registerType('Decimal', { ctor: Decimal, fields: {} });
  for (const [left, right] of MIXED) {
    for (const [sign, work] of Object.entries(ARITHMETIC)) env.registerOperator(`${left} ${sign} ${right}: Decimal`, (a, b) => work(exact(a), exact(b)));
    for (const [sign, work] of Object.entries(COMPARISONS)) env.registerOperator(`${left} ${sign} ${right}: bool`, (a, b) => work(exact(a), exact(b)));
    if (left === 'Decimal') env.registerOperator(`${left} == ${right}: bool`, (a, b) => exact(a).compare(exact(b)) === 0);
  }
  env.registerOperator('-Decimal: Decimal', (a: unknown) => exact(a).negated());
}

export function addFunctions(env: Environment, lookUp: (list: string, code: string, column: string) => string): void {
  env.registerFunction('number(string): Decimal', (text: string) => exact(text));
  for (const type of ['Decimal', 'int'] as const) {
    env.registerFunction(`abs(${type}): Decimal`, (value: unknown) => exact(value).absolute());
    env.registerFunction(`round(${type}, int): Decimal`, (value: unknown, places: bigint) => exact(value).rounded(Number(places)));
  }
  for (const [left, right] of [...MIXED, ['int', 'int']] as const) {
    env.registerFunction(`least(${left}, ${right}): Decimal`, (a: unknown, b: unknown) => (exact(a).compare(exact(b)) <= 0 ? exact(a) : exact(b)));
    env.registerFunction(`greatest(${left}, ${right}): Decimal`, (a: unknown, b: unknown) => (exact(a).compare(exact(b)) >= 0 ? exact(a) : exact(b)));
  }
  // Empty cells of a column count for nothing.
  env.registerFunction('sum(list): Decimal', (list: Iterable<unknown>) =>
    [...list].filter((each) => each !== null).reduce((sum: Decimal, each) => sum.plus(exact(each)), Decimal.of(0)));
  env.registerFunction('daysBetween(string, string): Decimal', (from: string, to: string) => Decimal.of((dayMs(to) - dayMs(from)) / DAY_MS));
  env.registerFunction('addDays(string, int): string', (date: string, days: bigint) => isoDay(dayMs(date) + Number(days) * DAY_MS));
  env.registerFunction('addDays(string, Decimal): string', (date: string, days: Decimal) => isoDay(dayMs(date) + Number(days.text(0)) * DAY_MS));
  env.registerFunction('weekday(string): int', (date: string) => BigInt(new Date(dayMs(date)).getUTCDay() || 7));
  env.registerFunction('lookup(string, string, string): string', lookUp);
}

function exact(value: unknown): Decimal {
  if (value instanceof Decimal) return value;
  if (value === null || (typeof value === 'string' && !NUMBER_TEXT.test(value))) throw new NotYet();
  try {
    return Decimal.of(value as bigint | number | string);
  } catch {
    throw new NotYet();
  }
}

function dayMs(date: string): number {
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(ms)) throw new NotYet();
  return ms;
}

function isoDay(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new NotYet();
  return date.toISOString().slice(0, 10);
}
