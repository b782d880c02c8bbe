import { flushSync } from 'react-dom';
import type { FieldFlag } from '../../shared/domain/entry';
import type { RejectReason } from '../../shared/domain/reasons';
import { cellPlace } from '../../shared/forms/address';
import { GENERAL_REASONS } from '../../shared/forms/entry-check';
import { boxFor } from '../../shared/forms/keying/flow';
import { withoutRow, withRow, withRowCopied } from '../../shared/forms/keying/keyed';
import { addressAbove, dupText } from '../../shared/forms/keying/prefill';
import { fieldAt } from '../../shared/forms/read-text';
import type { Command } from '../commands/command';
import { openPanel } from '../commands/panels';
import type { MessageKey } from '../ui/messages';
import { isCodeHelpOpen, moveCodeChoice } from './code-help';
import { keepDraftSoon } from './draft-keeper';
import { change, keyText, overrideEdit, redo, toggleFlag, undo, useEntry, workingsNow } from './entry-state';
import { boxAt, focusBox, focusedBox, focusFirstEmpty } from './field-focus';
import { noteWentOn, useFocus } from './focus-state';
import { lastSubmitted } from './last-submitted';
import { focusRow, leaveBox, moveOn, moveToNeighbour, moveToRow } from './move-on';
import { isInNote, openNote } from './note-box';
import { leaveEntry, type Opening } from './open-entry';
import { submitEntry } from './submit-entry';

export type EntryCommandParts = Readonly<{
  /** Whether the entry room is on screen. */
  isShown: () => boolean;
  operatorId: () => string;
  /** What to do when no next item was opened. */
  onLeft: (next: Opening) => void;
}>;

/** The commands of the entry room. */
export function entryCommands({ isShown, operatorId, onLeft }: EntryCommandParts): readonly Command[] {
  const when = (): boolean => isShown() && useEntry.getState().work !== null;
  // While the note has the keys they are the note's own.
  const inForm = (): boolean => when() && !isInNote();
  const inRows = (): boolean => inForm() && cellPlace(focusedBox() ?? '') !== null;
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void, more: Partial<Command> = {}): Command =>
    ({ id: `entry.${id}`, label, group: 'entry', keys, when, run, ...more });
  const repeats = true as const;
  return [
    command('next', 'command.next', ['Enter'], onEnter, { repeats }),
    command('back', 'command.previousField', ['Shift+Enter', 'Shift+Tab'], () => moveToNeighbour(-1), { repeats }),
    command('nextField', 'command.nextField', ['Tab'], () => moveToNeighbour(1), { repeats }),
    command('choiceDown', 'command.choiceDown', ['ArrowDown'], () => moveCodeChoice(1), { repeats, when: () => when() && isCodeHelpOpen() }),
    command('choiceUp', 'command.choiceUp', ['ArrowUp'], () => moveCodeChoice(-1), { repeats, when: () => when() && isCodeHelpOpen() }),
    command('rowDown', 'command.rowDown', ['ArrowDown'], () => moveToRow(1), { repeats, when: () => inRows() && !isCodeHelpOpen() }),
    command('rowUp', 'command.rowUp', ['ArrowUp'], () => moveToRow(-1), { repeats, when: () => inRows() && !isCodeHelpOpen() }),
    command('newLine', 'command.newLine', ['Alt+Enter'], putLineEnd, { when: () => inForm() && isInLongText() }),
    command('submit', 'command.submit', ['Ctrl+Enter'], () => submit(operatorId(), onLeft)),
    command('dup', 'command.dup', ['F3'], dup, { when: inForm }),
    command('override', 'command.override', ['F4'], override, { when: inForm }),
    command('illegible', 'command.illegible', ['F2'], () => flag('illegible'), { when: inForm }),
    command('notPresent', 'command.notPresent', ['Shift+F2'], () => flag('notPresent'), { when: inForm }),
    command('clear', 'command.clear', ['Ctrl+Delete'], clear, { when: inForm }),
    command('undo', 'command.undo', ['Ctrl+Z'], () => takeStep(undo), { repeats, when: inForm }),
    command('redo', 'command.redo', ['Ctrl+Y', 'Ctrl+Shift+Z'], () => takeStep(redo), { repeats, when: inForm }),
    command('addRow', 'command.addRow', ['Ctrl+Insert'], () => editRow((rowsId, row) => [(keyed) => withRow(keyed, rowsId, row + 1), row + 1]), { when: inRows }),
    command('copyRow', 'command.copyRow', ['Ctrl+D'], () => editRow((rowsId, row) => [(keyed) => withRowCopied(keyed, rowsId, row), row + 1]), { when: inRows }),
    command('removeRow', 'command.removeRow', ['Ctrl+Backspace'], () => editRow((rowsId, row) => [(keyed) => withoutRow(keyed, rowsId, row), row]), { when: inRows }),
    command('hold', 'command.hold', ['F8'], () => openPanel('hold')),
    command('reject', 'command.reject', ['F9'], () => openPanel('reject')),
    command('note', 'command.note', ['Ctrl+M'], openNote),
    command('firstEmpty', 'command.firstEmpty', ['Ctrl+End'], () => leaveTo(focusFirstEmpty)),
    {
      ...command('leave', 'command.toQueue', ['Escape'], () => void leaveEntry().then(() => onLeft('leftByHand'))),
      when: isShown,
    },
  ];
}

/** An Enter right after a box went on by itself was meant for that box. */
function onEnter(): void {
  if (isInNote()) {
    focusBox(focusedBox());
    return;
  }
  if (useFocus.getState().wentOnFrom !== null) {
    noteWentOn(null);
    return;
  }
  moveOn();
}

function isInLongText(): boolean {
  const { work } = useEntry.getState();
  const address = focusedBox();
  return work !== null && address !== null && fieldAt(work.plan, address).kind === 'longText';
}

function putLineEnd(): void {
  const address = focusedBox();
  const box = address === null ? undefined : boxAt(address);
  if (box === undefined) return;
  box.setRangeText('\n', box.selectionStart ?? 0, box.selectionEnd ?? 0, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function leaveTo(move: () => void): void {
  const from = focusedBox();
  if (from !== null) leaveBox(from);
  move();
}

function dup(): void {
  const address = focusedBox();
  const { work, keyed } = useEntry.getState();
  if (address === null || work === null) return;
  const text = dupText(keyed, { address, above: addressAbove(work.plan, address) }, lastSubmitted(work.item.formHash));
  if (text === '') return;
  keyText(address, text);
  moveOn();
}

/** The reason for the first edit here that asks for one; the same key again gives the next reason, and behind the last takes it back. */
function override(): void {
  const address = focusedBox();
  const { derived, keyed, work } = useEntry.getState();
  if (address === null || work === null) return;
  leaveBox(address);
  const workings = workingsNow();
  const asking = workings.findings.filter(({ edit, trouble }) => edit.severity === 'soft' && trouble === null);
  const soft = (box: string) => asking.filter(({ at }) => boxFor(workings, at) === box);
  const [finding] = soft(address).toSorted((a, b) => Number(keyed.overrides[a.key] !== undefined) - Number(keyed.overrides[b.key] !== undefined));
  if (finding === undefined) {
    focusBox(derived.boxes.find((at) => soft(at).some(({ key }) => keyed.overrides[key] === undefined)) ?? null);
    return;
  }
  const codes = (work.plan.form.reasons ?? GENERAL_REASONS).map(({ code }) => code);
  const given = keyed.overrides[finding.key];
  overrideEdit(finding.key, given === undefined ? (codes[0] ?? null) : (codes[codes.indexOf(given) + 1] ?? null), address);
  keepDraftSoon();
}

function clear(): void {
  const address = focusedBox();
  if (address === null) return;
  keyText(address, '');
  keepDraftSoon();
  focusBox(address);
}

function takeStep(step: typeof undo): void {
  const at = flushSync(step);
  keepDraftSoon();
  // The box that the step was in may have gone with its row.
  focusBox(at !== null && useEntry.getState().derived.boxes.includes(at) ? at : focusedBox());
}

type RowEdit = readonly [edit: Parameters<typeof change>[0], focus: number];

/** Changes rows at the one that has the focus; a table keeps at least one, and takes no more than its form says. */
function editRow(make: (rowsId: string, row: number) => RowEdit): void {
  const address = focusedBox();
  const place = cellPlace(address ?? '');
  const { work } = useEntry.getState();
  if (address === null || place === null || work === null) return;
  leaveBox(address);
  const [edit, row] = make(place.rowsId, place.row);
  const after = edit(useEntry.getState().keyed).rowCounts[place.rowsId] ?? 0;
  if (after < 1 || after > (work.plan.rows.get(place.rowsId)?.most ?? 0)) return;
  flushSync(() => change(edit, address, [place.rowsId]));
  keepDraftSoon();
  focusRow(place.rowsId, row);
}

function flag(which: FieldFlag): void {
  const address = focusedBox();
  if (address === null) return;
  toggleFlag(address, which);
  keepDraftSoon();
  if (useEntry.getState().keyed.flags[address] !== undefined) moveOn();
}

/** Submits the entry; with a reason, sends its item back. */
export function submit(operatorId: string, onLeft: (next: Opening) => void, rejectedFor?: RejectReason): void {
  const submission = submitEntry(operatorId, rejectedFor);
  if (submission === null) return;
  if (submission.kind === 'problems') {
    focusBox(submission.first);
    return;
  }
  void Promise.resolve(submission.next).then((next) => {
    if (next !== 'opened') onLeft(next);
  });
}
