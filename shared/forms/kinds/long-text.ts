import type { FieldOf } from '../field';
import { parsed } from '../parsed';
import type { ValueKind } from './value-kind';

/** Several lines, which end in a line feed however they were pasted. */
export const longTextKind: ValueKind<FieldOf<'longText'>> = {
  read: (_field, keyed) => parsed(keyed.replaceAll(/\r\n?/g, '\n')),
  show: (_field, value) => value,
  problem(field, value) {
    if (value !== value.trim() || value.includes('\r')) return 'wrongShape';
    return value.length > field.maxLength ? 'tooLong' : null;
  },
  isFull: (field, keyed) => keyed.replaceAll(/\r\n?/g, '\n').length >= field.maxLength,
  takes: () => true,
};
