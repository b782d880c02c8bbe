import type { FieldOf } from '../field';
import { parsed, unfit, type Parsed, type Problem } from '../parsed';
import type { Language } from '../words';
import { outOfBounds } from './number-bounds';
import { DECIMAL_SIGN, decimalText, readNumeral, takesNumberSign, type Numeral } from './numeral';
import type { ValueKind } from './value-kind';

type AmountField = FieldOf<'decimal' | 'money'>;

const CANONICAL = /^-?(?<whole>0|[1-9]\d*)(?:\.(?<fraction>\d+))?$/;
const MOST_WHOLE_DIGITS = 18;
const MOST_DECIMALS = 10;
/** What `decimalShift` shifts by where the form does not say how many decimals there are. */
const CENTS = 2;

/** Decimal numbers. They never pass through a floating-point number. */
export const decimalKind: ValueKind<FieldOf<'decimal'>> = {
  read: (field, keyed, language) => readAmount(field, keyed, language, 'bare'),
  show: showAmount,
  problem: (field, value) => problemOfAmount(field, value, 'notANumber'),
  isFull: () => false,
  takes: (_field, sign) => takesNumberSign(sign),
};

/** Amounts: decimal numbers with a currency sign or code before or after, which is dropped. */
export const moneyKind: ValueKind<FieldOf<'money'>> = {
  read: (field, keyed, language) => readAmount(field, keyed, language, 'withCurrency'),
  show: showAmount,
  problem: (field, value) => problemOfAmount(field, value, 'notAnAmount'),
  isFull: () => false,
  takes: (_field, sign) => takesNumberSign(sign) || /[A-Za-z\p{Sc}]/u.test(sign),
};

function readAmount(field: AmountField, keyed: string, language: Language, dress: 'bare' | 'withCurrency'): Parsed {
  const read = readNumeral(keyed, language, dress);
  if (!read.ok) return unfit(read.problem);
  const numeral = isShifted(field) ? shifted(read.numeral, field.decimals ?? CENTS) : read.numeral;
  if (field.decimals === undefined) return parsed(decimalText(numeral));
  return parsed(decimalText({ ...numeral, fraction: (numeral.fraction ?? '').padEnd(field.decimals, '0') }));
}

/** Digits without a decimal sign mean the smallest unit; with one they stand as they are. */
function shifted(numeral: Numeral, places: number): Numeral {
  if (numeral.fraction !== undefined || places === 0) return numeral;
  const digits = numeral.whole.padStart(places, '0');
  return { ...numeral, whole: digits.slice(0, -places), fraction: digits.slice(-places) };
}

function isShifted(field: AmountField): boolean {
  return field.keying?.decimalShift === true;
}

/** Without thousands signs, so that it can be held against the source sign by sign. A shifted one always shows its decimal sign. */
function showAmount(field: AmountField, value: string, language: Language): string {
  if (!CANONICAL.test(value)) return value;
  const needsSign = isShifted(field) && !value.includes('.') && field.decimals !== 0;
  return value.replace('.', DECIMAL_SIGN[language]) + (needsSign ? DECIMAL_SIGN[language] : '');
}

function problemOfAmount(field: AmountField, value: string, notOne: Problem): Problem | null {
  const groups = CANONICAL.exec(value)?.groups;
  if (groups === undefined || /^-[0.]+$/.test(value)) return notOne;
  const decimals = groups['fraction']?.length ?? 0;
  if ((groups['whole'] ?? '').length > MOST_WHOLE_DIGITS) return 'tooLarge';
  if (decimals > (field.decimals ?? MOST_DECIMALS)) return 'tooManyDecimals';
  if (field.decimals !== undefined && decimals < field.decimals) return notOne;
  return outOfBounds(field, value);
}
