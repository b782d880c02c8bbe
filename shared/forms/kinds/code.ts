import type { FieldOf } from '../field';
import { parsed } from '../parsed';
import type { ValueKind } from './value-kind';

/** A code of a list. Whether the list has it is for those to say who hold the list. */
export const codeKind: ValueKind<FieldOf<'code'>> = {
  read: (_field, keyed) => parsed(keyed),
  show: (_field, value) => value,
  problem: (_field, value) => (value === value.trim() ? null : 'wrongShape'),
  isFull: () => false,
  takes: () => true,
};
