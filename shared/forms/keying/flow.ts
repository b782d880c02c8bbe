import { cellAddress, cellPlace, type Address } from '../address';
import type { FormPlan } from '../form-plan';
import { fieldAt } from '../read-text';
import type { Workings } from '../workings';
import { isBlankRow, type Keyed } from './keyed';
import { comesByItself, isPrefilled } from './prefill';

/** Where the keys go from a box: to another one, into a row that is to be added, or nowhere as the form ends. */
export type Onward =
  | Readonly<{ kind: 'box'; address: Address }>
  | Readonly<{ kind: 'newRow'; rowsId: string }>
  /** The row was left empty: it goes, and the keys go on behind its table. */
  | Readonly<{ kind: 'leaveRows'; rowsId: string; row: number; address: Address | null }>
  | Readonly<{ kind: 'end' }>;

/** The boxes that can be keyed now, in the order of the form. */
export function boxesOf(workings: Workings): readonly Address[] {
  return workings.addresses().filter((address) => !workings.isHidden(address) && !workings.isComputed(address));
}

/**
 * Where Enter goes: over what came by itself and over what a skip rule passes, and row by row through a table, which
 * grows at its end and is left by an empty row.
 */
export function onwardFrom(plan: FormPlan, keyed: Keyed, workings: Workings, from: Address): Onward {
  const boxes = boxesOf(workings);
  const place = cellPlace(from);
  const skipped = skipTarget(plan, keyed, workings, from, boxes);
  if (skipped !== null) return { kind: 'box', address: skipped };
  if (place !== null && isLeaving(plan, keyed, workings, place, from)) {
    return { kind: 'leaveRows', rowsId: place.rowsId, row: place.row, address: firstBehind(plan, keyed, boxes, boxes.findLastIndex((each) => cellPlace(each)?.rowsId === place.rowsId)) };
  }
  const next = firstBehind(plan, keyed, boxes, boxes.indexOf(from), place?.rowsId);
  if (place !== null && cellPlace(next ?? '')?.rowsId !== place.rowsId && canGrow(plan, keyed, place.rowsId)) return { kind: 'newRow', rowsId: place.rowsId };
  const beyond = next ?? firstBehind(plan, keyed, boxes, boxes.indexOf(from));
  return beyond === null ? { kind: 'end' } : { kind: 'box', address: beyond };
}

/** Where the keys for one box on or back go: every box in its turn; null at the ends. */
export function neighbour(workings: Workings, from: Address, by: 1 | -1): Address | null {
  const boxes = boxesOf(workings);
  return boxes[boxes.indexOf(from) + by] ?? null;
}

/** The box that the keys begin in. */
export function firstBox(plan: FormPlan, keyed: Keyed, workings: Workings): Address | null {
  const boxes = boxesOf(workings);
  return firstBehind(plan, keyed, boxes, -1) ?? boxes[0] ?? null;
}

/**
 * The box from which something is mended or accepted that is said at an address: that box itself, or for what is worked
 * out the one before it, of the same row where there is one.
 */
export function boxFor(workings: Workings, address: Address): Address | null {
  const boxes = boxesOf(workings);
  if (boxes.includes(address)) return address;
  const all = workings.addresses();
  const before = all.slice(0, all.indexOf(address)).filter((each) => boxes.includes(each));
  const row = cellPlace(address);
  const inRow = boxes.filter((each) => row !== null && each.startsWith(cellAddress(row.rowsId, row.row, '')));
  return before.findLast((each) => row === null || inRow.includes(each)) ?? inRow[0] ?? before.at(-1) ?? boxes[0] ?? null;
}

/** The same column one row up or down; null at the ends and outside of rows. */
export function cellBeside(workings: Workings, from: Address, by: 1 | -1): Address | null {
  const place = cellPlace(from);
  const address = place === null ? '' : cellAddress(place.rowsId, place.row + by, place.columnId);
  return boxesOf(workings).includes(address) ? address : null;
}

/** The first box behind an index that has to be looked at; with `withinRows` only within that table. */
function firstBehind(plan: FormPlan, { texts }: Keyed, boxes: readonly Address[], index: number, withinRows?: string): Address | null {
  const found = boxes.slice(index + 1).find((address) => (texts[address] ?? '').trim() === '' || !comesByItself(fieldAt(plan, address)));
  if (found === undefined || (withinRows !== undefined && cellPlace(found)?.rowsId !== withinRows)) return null;
  return found;
}

function canGrow(plan: FormPlan, { rowCounts }: Keyed, rowsId: string): boolean {
  return (rowCounts[rowsId] ?? 0) < (plan.rows.get(rowsId)?.most ?? 0);
}

/** Enter in the first box of an empty last row ends the table: the first that nothing comes into by itself. */
function isLeaving(plan: FormPlan, keyed: Keyed, workings: Workings, { rowsId, row }: Readonly<{ rowsId: string; row: number }>, from: Address): boolean {
  const isLast = row === (keyed.rowCounts[rowsId] ?? 0) - 1;
  const first = boxesOf(workings).find((address) => {
    const place = cellPlace(address);
    return place?.rowsId === rowsId && place.row === row && !isPrefilled(fieldAt(plan, address));
  });
  return isLast && first === from && isBlankRow(plan, keyed, rowsId, row);
}

function skipTarget(plan: FormPlan, keyed: Keyed, workings: Workings, from: Address, boxes: readonly Address[]): Address | null {
  const place = cellPlace(from);
  const skip = plan.skips.get(place?.columnId ?? from)?.find(({ rule }) => workings.holds(rule, place?.row ?? null));
  if (skip === undefined) return null;
  const inRow = place === null ? null : cellAddress(place.rowsId, place.row, skip.to);
  const field = boxes.find((address) => address === inRow || address === skip.to);
  return field ?? firstBehind(plan, keyed, boxes, boxes.findIndex((address) => cellPlace(address)?.rowsId === skip.to) - 1, skip.to);
}
