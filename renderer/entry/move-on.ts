import { flushSync } from 'react-dom';
import type { Address } from '../../shared/forms/address';
import { cellPlace, cellAddress } from '../../shared/forms/address';
import { cellBeside, neighbour, onwardFrom } from '../../shared/forms/keying/flow';
import { withoutRow } from '../../shared/forms/keying/keyed';
import { comesByItself, withNewRow } from '../../shared/forms/keying/prefill';
import { fieldAt } from '../../shared/forms/read-text';
import { chooseCode } from './code-help';
import { keepDraft } from './draft-keeper';
import { follow, settleBox, useEntry, workingsNow } from './entry-state';
import { focusBox, focusedBox } from './field-focus';
import { lastSubmitted } from './last-submitted';

/** Leaves the box for the next one that has to be keyed, through tables row by row. */
export function moveOn(): void {
  const from = focusedBox();
  if (from === null) return;
  chooseCode(from);
  leaveBox(from);
  const { work, keyed } = useEntry.getState();
  if (work === null) return;
  const onward = onwardFrom(work.plan, keyed, workingsNow(), from);
  switch (onward.kind) {
    case 'box':
      focusBox(onward.address);
      return;
    case 'newRow':
      addRow(onward.rowsId);
      return;
    case 'leaveRows':
      leaveRows(onward.rowsId, onward.row, onward.address);
      return;
    case 'end':
      focusBox(from);
      return;
    default:
      unreachable(onward);
  }
}

/** To the box right before or behind, whatever stands in it. */
export function moveToNeighbour(by: 1 | -1): void {
  const from = focusedBox();
  if (from === null) return;
  leaveBox(from);
  focusBox(neighbour(workingsNow(), from, by) ?? from);
}

/** To the same column of the row above or below. */
export function moveToRow(by: 1 | -1): void {
  const from = focusedBox();
  if (from === null) return;
  leaveBox(from);
  focusBox(cellBeside(workingsNow(), from, by) ?? from);
}

/** Works out what follows from a box and keeps the draft. */
export function leaveBox(address: Address): void {
  // What is shown by it now has to be there before the focus can go to it.
  flushSync(() => settleBox(address));
  void keepDraft();
}

/** Adds a row at the end of a table and begins it. */
export function addRow(rowsId: string): void {
  const { work, keyed } = useEntry.getState();
  if (work === null) return;
  const row = keyed.rowCounts[rowsId] ?? 0;
  const before = lastSubmitted(work.item.formHash);
  flushSync(() => follow((now) => withNewRow(work.plan, now, rowsId, before), [rowsId]));
  focusRow(rowsId, row);
}

/** Focuses the first box of a row that has to be keyed; of the last row where there is no such row. */
export function focusRow(rowsId: string, row: number): void {
  const { work, derived, keyed } = useEntry.getState();
  const wanted = Math.min(row, (keyed.rowCounts[rowsId] ?? 1) - 1);
  const boxes = derived.boxes.filter((address) => address.startsWith(cellAddress(rowsId, wanted, '')));
  const first = boxes.find((address) => work !== null && ((keyed.texts[address] ?? '') === '' || !comesByItself(fieldAt(work.plan, address))));
  focusBox(first ?? boxes[0] ?? derived.boxes[0] ?? null);
}

/** The empty row goes, unless it is the only one. */
function leaveRows(rowsId: string, row: number, onward: Address | null): void {
  const least = 1;
  if ((useEntry.getState().keyed.rowCounts[rowsId] ?? 0) > least) {
    flushSync(() => follow((keyed) => withoutRow(keyed, rowsId, row), [rowsId]));
  }
  const { derived } = useEntry.getState();
  focusBox(onward ?? derived.boxes.findLast((address) => cellPlace(address)?.rowsId === rowsId) ?? derived.boxes.at(-1) ?? null);
}

function unreachable(value: never): never {
  throw new Error(`unknown way on ${JSON.stringify(value)}`);
}
