import type { FieldOf } from '../field';
import { parsed, unfit } from '../parsed';
import type { ValueKind } from './value-kind';

type ChoiceField = FieldOf<'choice'>;

/** One of the options, by its code in capital or small letters. */
export const choiceKind: ValueKind<ChoiceField> = {
  read(field, keyed) {
    const code = codeOf(field, keyed);
    return code === undefined ? unfit('notAnOption') : parsed(code);
  },
  show: (_field, value) => value,
  problem: (field, value) => (field.options.some((option) => option.code === value) ? null : 'notAnOption'),
  isFull(field, keyed) {
    const beginning = keyed.toLowerCase();
    return codeOf(field, keyed) !== undefined && field.options.filter((option) => option.code.toLowerCase().startsWith(beginning)).length === 1;
  },
  takes: (field, sign) => field.options.some((option) => option.code.toLowerCase().includes(sign.toLowerCase())),
};

/** Codes that differ only in their letters' case are told apart as they stand. */
function codeOf({ options }: ChoiceField, keyed: string): string | undefined {
  const exact = options.find((option) => option.code === keyed);
  return (exact ?? options.find((option) => option.code.toLowerCase() === keyed.toLowerCase()))?.code;
}
