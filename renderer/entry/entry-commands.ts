import type { FieldFlag } from '../../shared/domain/entry';
import type { Command } from '../commands/command';
import type { MessageKey } from '../ui/messages';
import { keepDraft, keepDraftSoon } from './draft-keeper';
import { toggleFlag, useEntry } from './entry-state';
import { focusedField, focusField, focusFirstEmpty, moveFocus } from './field-focus';
import { leaveEntry, type Opening } from './open-entry';
import { submitEntry } from './submit-entry';

export type EntryCommandParts = Readonly<{
  /** Whether the entry room is on screen. */
  isShown: () => boolean;
  operatorId: () => string;
  /** What to do when no next item was opened. */
  onLeft: (next: Opening) => void;
  retrySource: () => void;
}>;

/** The commands of the entry room. */
export function entryCommands({ isShown, operatorId, onLeft, retrySource }: EntryCommandParts): readonly Command[] {
  const when = (): boolean => isShown() && useEntry.getState().work !== null;
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void, repeats?: true): Command =>
    ({ id: `entry.${id}`, label, group: 'entry', keys, when, run, ...(repeats && { repeats }) });
  return [
    command('next', 'command.nextField', ['Enter', 'Tab'], () => leaveFieldTo(() => moveFocus(1)), true),
    command('back', 'command.previousField', ['Shift+Enter', 'Shift+Tab'], () => leaveFieldTo(() => moveFocus(-1)), true),
    command('firstEmpty', 'command.firstEmpty', ['Ctrl+End'], () => leaveFieldTo(focusFirstEmpty)),
    command('submit', 'command.submit', ['Ctrl+Enter'], () => submit(operatorId(), onLeft)),
    command('illegible', 'command.illegible', ['F2'], () => flag('illegible')),
    command('notPresent', 'command.notPresent', ['Shift+F2'], () => flag('notPresent')),
    {
      ...command('leave', 'command.toQueue', ['Escape'], () => void leaveEntry().then(() => onLeft('leftByHand'))),
      when: isShown,
    },
    command('retrySource', 'command.retrySource', ['Alt+L'], retrySource),
  ];
}

function leaveFieldTo(move: () => void): void {
  void keepDraft();
  move();
}

function flag(which: FieldFlag): void {
  const fieldId = focusedField();
  if (fieldId === undefined) return;
  toggleFlag(fieldId, which);
  keepDraftSoon();
  if (useEntry.getState().keyed.flags[fieldId] !== undefined) moveFocus(1);
}

function submit(operatorId: string, onLeft: (next: Opening) => void): void {
  const submission = submitEntry(operatorId);
  if (submission === null) return;
  if (submission.kind === 'problems') {
    focusField(submission.first);
    return;
  }
  void Promise.resolve(submission.next).then((next) => {
    if (next !== 'opened') onLeft(next);
  });
}
