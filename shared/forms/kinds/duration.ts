import Big from 'big.js';
import type { FieldOf } from '../field';
import { parsed, unfit, type Parsed, type Problem } from '../parsed';
import type { Language } from '../words';
import { DECIMAL_SIGN } from './numeral';
import type { ValueKind } from './value-kind';

type DurationField = FieldOf<'duration'>;

const CANONICAL = /^PT(?!$)(?:([1-9]\d*)H)?(?:(0|[1-9]|[1-5]\d)M)?$/;
const MOST_HOURS = 9999;

/** Hours and minutes with both told apart: `8:30`, `830`, `8h30`, `8 h 30 min`. */
const CLOCKED: readonly RegExp[] = [/^(\d{1,4}) ?: ?([0-5]\d)$/, /^(\d{1,4})([0-5]\d)$/, /^(\d{1,4}) ?[ht] ?([0-5]?\d) ?(?:m|min)?$/];
/** `8`, `800h`, or with decimals in the language's sign. */
const HOURS: Readonly<Record<Language, RegExp>> = { en: hours('en'), it: hours('it'), nb: hours('nb') };
const MINUTES = /^(\d{1,4}) ?(?:m|min)$/;

function hours(language: Language): RegExp {
  return new RegExp(String.raw`^(\d{0,4}[${DECIMAL_SIGN[language]}]\d{1,4}|\d{1,4}(?= ?[ht])|\d{1,2}) ?[ht]?$`);
}

/** Lengths of time in hours and whole minutes. */
export const durationKind: ValueKind<DurationField> = {
  read: (_field, keyed, language) => readDuration(keyed, language),
  show: showDuration,
  problem: problemOfDuration,
  isFull: (field, keyed) => isWholeDuration(field, keyed.toLowerCase()),
  takes: (_field, sign) => /[\d:.,\shtmin]/i.test(sign),
};

function readDuration(text: string, language: Language): Parsed {
  const keyed = text.toLowerCase().replaceAll(/\s+/g, ' ');
  for (const shape of CLOCKED) {
    const match = shape.exec(keyed);
    if (match !== null) return parsed(isoDuration(Number(match[1]) * 60 + Number(match[2])));
  }
  const minutes = MINUTES.exec(keyed)?.[1];
  if (minutes !== undefined) return parsed(isoDuration(Number(minutes)));
  const decimal = HOURS[language].exec(keyed)?.[1];
  if (decimal !== undefined) return ofHours(decimal.replace(',', '.'));
  return unfit(/\d[.,]\d/.test(keyed) && !keyed.includes(DECIMAL_SIGN[language]) ? 'otherDecimalSign' : 'notADuration');
}

/** Hours that end inside a minute are not rounded: what is stored is what was keyed. */
function ofHours(decimal: string): Parsed {
  const minutes = new Big(decimal.startsWith('.') ? `0${decimal}` : decimal).times(60);
  return minutes.round(0, Big.roundDown).eq(minutes) ? parsed(isoDuration(minutes.toNumber())) : unfit('notWholeMinutes');
}

function isoDuration(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${whole > 0 ? `${whole}H` : ''}${rest > 0 || whole === 0 ? `${rest}M` : ''}`;
}

function partsOf(value: string): readonly [hours: number, minutes: number] | undefined {
  const match = CANONICAL.exec(value);
  if (match === null) return undefined;
  const parts = [Number(match[1] ?? 0), Number(match[2] ?? 0)] as const;
  return isoDuration(parts[0] * 60 + parts[1]) === value ? parts : undefined;
}

function problemOfDuration(field: DurationField, value: string): Problem | null {
  const parts = partsOf(value);
  if (parts === undefined) return 'notADuration';
  const most = field.maxHours ?? MOST_HOURS;
  return parts[0] > most || (parts[0] === most && parts[1] > 0 && field.maxHours !== undefined) ? 'tooLarge' : null;
}

function showDuration(_field: DurationField, value: string): string {
  const parts = partsOf(value);
  return parts === undefined ? value : `${parts[0]}:${String(parts[1]).padStart(2, '0')}`;
}

function isWholeDuration(field: DurationField, keyed: string): boolean {
  const most = String(field.maxHours ?? MOST_HOURS).length + 2;
  return (/^\d+$/.test(keyed) && keyed.length >= most) || /^\d{1,4} ?(?::|[ht] ?)\d{2}$|^\d{1,4} ?(?:[ht] ?\d{1,2} ?)?m(?:in)?$/.test(keyed);
}
