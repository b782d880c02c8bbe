import type { Entry, FieldFlag } from '../domain/entry';
import { cellAddress, type Address } from './address';
import type { Field } from './field';
import { partsInOrder } from './form';
import type { FormPlan } from './form-plan';

/** What one pass says of a field: its stored value, or a flag instead; null where that pass has no such row. */
export type Said = Readonly<{ value: string; flag: FieldFlag | null }>;

/** A field of two passes of the same item. Cells say which of their rows they are in, from 0. */
export type ComparedField = Readonly<{ address: Address; field: Field; rowsId: string | null; row: number | null; first: Said | null; second: Said | null; isSame: boolean }>;

/**
 * Two passes of one item field by field, in the form's order; of rows as many as the longer has.
 *
 * Stored values are canonical, so they are the same when their texts are. A flag differs from every value, also from an empty one.
 */
export function compareEntries(plan: Pick<FormPlan, 'form'>, first: Entry, second: Entry): readonly ComparedField[] {
  const compared = (address: Address, field: Field, at: Pick<ComparedField, 'rowsId' | 'row'>, has: readonly [boolean, boolean]): ComparedField => {
    const [one, other] = [has[0] ? saidIn(first, address) : null, has[1] ? saidIn(second, address) : null];
    return { address, field, ...at, first: one, second: other, isSame: one?.value === other?.value && one?.flag === other?.flag };
  };
  return partsInOrder(plan.form).flatMap((part) => {
    if (part.kind !== 'rows') return [compared(part.id, part, { rowsId: null, row: null }, [true, true])];
    const [ofFirst, ofSecond] = [first.rowCounts[part.id] ?? 0, second.rowCounts[part.id] ?? 0];
    return Array.from({ length: Math.max(ofFirst, ofSecond) }, (_, row) => row).flatMap((row) =>
      part.fields.map((field) => compared(cellAddress(part.id, row, field.id), field, { rowsId: part.id, row }, [row < ofFirst, row < ofSecond])));
  });
}

function saidIn({ values, flags }: Entry, address: Address): Said {
  return { value: values[address] ?? '', flag: flags[address] ?? null };
}
