import type { FieldOf } from '../field';
import { parsed, unfit } from '../parsed';
import { outOfBounds } from './number-bounds';
import { decimalText, readNumeral, takesNumberSign } from './numeral';
import type { ValueKind } from './value-kind';

const CANONICAL = /^(?:0|-?[1-9]\d*)$/;
const MOST_DIGITS = 18;

/** Whole numbers, kept without leading zeros and thousands signs. */
export const integerKind: ValueKind<FieldOf<'integer'>> = {
  read(_field, keyed, language) {
    const read = readNumeral(keyed, language, 'bare');
    if (!read.ok) return unfit(read.problem);
    return read.numeral.fraction ? unfit('tooManyDecimals') : parsed(decimalText(read.numeral));
  },
  show: (_field, value) => value,
  problem(field, value) {
    if (!CANONICAL.test(value)) return 'notANumber';
    const digits = value.replace('-', '').length;
    if (digits > MOST_DIGITS) return 'tooLarge';
    return digits > (field.maxDigits ?? MOST_DIGITS) ? 'tooLong' : outOfBounds(field, value);
  },
  isFull: (field, keyed) => field.maxDigits !== undefined && keyed.replaceAll(/\D/g, '').length >= field.maxDigits,
  takes: (_field, sign) => takesNumberSign(sign),
};
