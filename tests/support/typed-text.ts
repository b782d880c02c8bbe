import type { Field } from '../../shared/forms/field';
import { formatValue } from '../../shared/forms/kinds/field-kinds';

/** The fewest keys that a good operator presses for a stored value, with an English keyboard and the field's own rules. */
export function typedText(field: Field, stored: string): string {
  switch (field.kind) {
    case 'date':
      return typedDate(stored, field.order ?? 'dmy');
    case 'money':
    case 'decimal':
      return typedAmount(stored, field.keying?.decimalShift === true, field.decimals);
    case 'time':
      return stored.replaceAll(':', '').replace(/^0/, '');
    case 'duration':
      return typedDuration(stored);
    case 'yesNo':
      return stored.slice(0, 1);
    case 'phone':
      // A number of the field's own country is keyed as it is dialled there.
      return formatValue(field, stored, 'en').replaceAll(/[^\d+]/g, '');
    case 'text':
      return field.mask === undefined ? stored : withoutFixedSigns(stored, field.mask);
    case 'longText':
    case 'integer':
    case 'choice':
    case 'code':
    case 'identifier':
    case 'email':
      return stored;
    default:
      return unreachable(field);
  }
}

/** Two digits of the year where they mean it: 00–69 are this century. */
function typedDate(iso: string, order: 'dmy' | 'mdy' | 'ymd'): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const short = Number(year) >= 1970 && Number(year) <= 2069 ? year.slice(2) : year;
  if (order === 'ymd') return `${year}${month}${day}`;
  return order === 'dmy' ? `${day}${month}${short}` : `${month}${day}${short}`;
}

/** Zeros at the end need no key where the field has its number of decimals. */
function typedAmount(stored: string, isShifted: boolean, decimals: number | undefined): string {
  if (decimals === undefined) return stored;
  const [whole = '0', fraction = ''] = stored.split('.');
  if (!isShifted) return [whole, fraction.replace(/0+$/, '')].filter((part) => part !== '').join('.');
  const digits = `${whole}${fraction.padEnd(decimals, '0')}`.replace(/^(-?)0+(?=\d)/, '$1');
  const withPoint = /^0*$/.test(fraction) ? `${whole}.` : digits;
  return withPoint.length < digits.length ? withPoint : digits;
}

function typedDuration(stored: string): string {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(stored) ?? [];
  if (minutes === '0') return hours;
  return `${hours}${minutes.padStart(2, '0')}`;
}

function withoutFixedSigns(stored: string, mask: string): string {
  return Array.from(stored).filter((_, i) => /[9AX]/.test(mask[i] ?? '9')).join('');
}

function unreachable(value: never): never {
  throw new Error(`unknown field ${JSON.stringify(value)}`);
}
