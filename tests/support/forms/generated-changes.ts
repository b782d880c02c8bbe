import fc from 'fast-check';
import { cellAddress, cellPlace } from '../../../shared/forms/address';
import type { FormPlan } from '../../../shared/forms/form-plan';
import type { Keyings } from '../../../shared/forms/workings';

/** A change as a hand makes one; `at` picks among what the entry has at that moment. */
export type Change =
  | Readonly<{ kind: 'value'; at: number; value: number }>
  | Readonly<{ kind: 'flag'; at: number }>
  | Readonly<{ kind: 'addRow' | 'removeRow' | 'copyRow'; rows: number; row: number }>;

const place = fc.nat({ max: 997 });

export const generatedChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('value' as const), at: place, value: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flag' as const), at: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('addRow' as const, 'removeRow' as const, 'copyRow' as const), rows: place, row: place }) },
);

const VALUES: Readonly<Record<string, readonly string[]>> = {
  decimal: ['', '0.00', '1.00', '-1.50', '2.00', '0.50'], yesNo: ['', 'yes', 'no'], date: ['', '2026-01-01', '2026-02-03'], text: ['', 'a', 'b'],
};

/** The entry after a change, with the ids of what differs as `Workings.update` takes them. */
export type Changed = Readonly<{ keyings: Keyings; changed: readonly string[] }>;

export function afterChange(plan: FormPlan, keyings: Keyings, change: Change): Changed {
  return change.kind === 'value' || change.kind === 'flag' ? inBox(plan, keyings, change) : inRows(plan, keyings, change);
}

function inBox(plan: FormPlan, keyings: Keyings, change: Extract<Change, { kind: 'value' | 'flag' }>): Changed {
  const addresses = [...plan.slots].flatMap(([id, { rows }]) =>
    rows === null ? [id] : Array.from({ length: keyings.rowCounts[rows.id] ?? 0 }, (_, row) => cellAddress(rows.id, row, id)));
  const address = addresses[change.at % addresses.length] ?? '';
  if (change.kind === 'flag') {
    const { [address]: standing, ...others } = keyings.flags;
    return { keyings: { ...keyings, flags: standing === undefined ? { ...others, [address]: 'illegible' } : others }, changed: [address] };
  }
  const values = VALUES[plan.slots.get(cellPlace(address)?.columnId ?? address)?.field.kind ?? ''] ?? [''];
  return { keyings: { ...keyings, values: { ...keyings.values, [address]: values[change.value % values.length] ?? '' } }, changed: [address] };
}

function inRows(plan: FormPlan, keyings: Keyings, { kind, rows, row }: Extract<Change, { row: number }>): Changed {
  const ids = [...plan.rows.keys()];
  const rowsId = ids[rows % ids.length] ?? '';
  const count = keyings.rowCounts[rowsId] ?? 0;
  const at = kind === 'addRow' ? row % (count + 1) : row % Math.max(1, count);
  const isFull = count >= (plan.rows.get(rowsId)?.most ?? 0);
  if ((kind === 'removeRow' && count === 0) || (kind === 'copyRow' && count === 0) || (kind !== 'removeRow' && isFull)) return { keyings, changed: [] };
  const moved = (index: number): readonly number[] => {
    if (kind === 'addRow') return [index >= at ? index + 1 : index];
    if (kind === 'copyRow') return index === at ? [index, index + 1] : [index > at ? index + 1 : index];
    return index === at ? [] : [index > at ? index - 1 : index];
  };
  const shift = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).flatMap(([address, each]) => {
    const cell = cellPlace(address);
    return cell?.rowsId === rowsId ? moved(cell.row).map((to) => [cellAddress(rowsId, to, cell.columnId), each]) : [[address, each]];
  }));
  const rowCounts = { ...keyings.rowCounts, [rowsId]: kind === 'removeRow' ? count - 1 : count + 1 };
  return { keyings: { values: shift(keyings.values), flags: shift(keyings.flags), rowCounts }, changed: [rowsId] };
}
