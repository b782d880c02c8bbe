import type { Field } from '../field';
import { Decimal } from './decimal';
import type { RuleType, RuleValue } from './rule';

const MINUTES_AN_HOUR = 60;

/** What a field's value is to rules. */
export function ruleTypeOf(field: Field): RuleType {
  switch (field.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'time':
    case 'duration':
      return 'Decimal';
    case 'yesNo':
      return 'bool';
    case 'text':
    case 'longText':
    case 'date':
    case 'choice':
    case 'code':
    case 'identifier':
    case 'email':
    case 'phone':
      return 'string';
    default:
      return unreachable(field);
  }
}

/** A stored value as rules know it; null where there is none. */
export function ruleValueOf(field: Field, stored: string): RuleValue {
  if (stored === '') return null;
  switch (field.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
      return decimalIn(stored);
    case 'time':
      return minutesOfTime(stored);
    case 'duration':
      return minutesOfDuration(stored);
    case 'yesNo':
      return stored === 'yes';
    case 'text':
    case 'longText':
    case 'date':
    case 'choice':
    case 'code':
    case 'identifier':
    case 'email':
    case 'phone':
      return stored;
    default:
      return unreachable(field);
  }
}

/** What a rule gave, as its field stores it. */
export function storedValueOf(field: Field, value: RuleValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  switch (field.kind) {
    case 'integer':
      return value.text(0);
    case 'decimal':
    case 'money':
      return value.text(field.decimals);
    case 'time':
      return timeOf(value, field.seconds === true);
    case 'duration':
      return durationOf(value);
    case 'text':
    case 'longText':
    case 'date':
    case 'choice':
    case 'code':
    case 'identifier':
    case 'email':
    case 'phone':
    case 'yesNo':
      return value.text();
    default:
      return unreachable(field);
  }
}

function decimalIn(stored: string): Decimal | null {
  return /^-?\d+(\.\d*)?$/.test(stored) ? Decimal.of(stored.replace(/\.$/, '')) : null;
}

function minutesOfTime(stored: string): Decimal | null {
  const match = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(stored);
  if (match === null) return null;
  const minutes = Decimal.of(Number(match[1]) * MINUTES_AN_HOUR + Number(match[2]));
  return match[3] === undefined ? minutes : minutes.plus(Decimal.of(Number(match[3])).dividedBy(Decimal.of(MINUTES_AN_HOUR)));
}

function minutesOfDuration(stored: string): Decimal | null {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(stored);
  return match === null ? null : Decimal.of(Number(match[1] ?? 0) * MINUTES_AN_HOUR + Number(match[2] ?? 0));
}

function timeOf(minutes: Decimal, withSeconds: boolean): string {
  const seconds = Number(minutes.times(Decimal.of(MINUTES_AN_HOUR)).text(0));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % MINUTES_AN_HOUR, ...(withSeconds ? [seconds % MINUTES_AN_HOUR] : [])];
  // No time of day: it is said as what it is, and its own field refuses it.
  return seconds < 0 ? minutes.text() : parts.map((each) => String(each).padStart(2, '0')).join(':');
}

function durationOf(minutes: Decimal): string {
  const whole = Number(minutes.text(0));
  if (whole < 0) return minutes.text();
  const [hours, rest] = [Math.floor(whole / MINUTES_AN_HOUR), whole % MINUTES_AN_HOUR];
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}

function unreachable(value: never): never {
  throw new Error(`unknown field ${JSON.stringify(value)}`);
}
