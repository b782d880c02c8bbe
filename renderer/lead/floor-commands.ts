import type { Command } from '../commands/command';
import { openPanel } from '../commands/panels';
import type { MessageKey } from '../ui/messages';
import { chooseAll, chooseNone, focusedOperator, leaveItems, listItems, moveBy, otherList, toggleChosen, useFloorFocus } from './floor-focus';
import { hasRows, useFloorDesk } from './floor-desk';
import { undo, undoable } from './move-work';

/** Rows that a page key moves by. */
const PAGE_ROWS = 15;

/** The commands of the floor. */
export function floorCommands(isShown: () => boolean, leadId: () => string): readonly Command[] {
  const isListed = (): boolean => isShown() && hasRows(useFloorDesk.getState().desk);
  const hasWork = (): boolean => isShown() && (useFloorDesk.getState().desk?.view.openCount ?? 0) > 0;
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void, more: Partial<Command> = {}): Command =>
    ({ id: `floor.${id}`, label, group: 'floor', keys, when: isListed, run, ...more });
  const moving = { repeats: true } as const;
  return [
    command('reassign', 'command.reassign', ['R'], () => openPanel('reassign'), { when: hasWork }),
    command('level', 'command.level', ['L'], () => openPanel('level'), { when: hasWork }),
    command('operator', 'command.operator', ['Enter'], () => openPanel('operator'), { when: () => isListed() && focusedOperator() !== null }),
    command('items', 'command.items', ['I'], listItems, { when: () => hasWork() && !isWithin() }),
    command('charts', 'command.charts', ['G'], () => openPanel('charts'), { when: isListed }),
    command('notes', 'command.notes', ['N'], () => openPanel('notes'), { when: isShown }),
    command('undo', 'command.undoMove', ['Ctrl+Z'], takeBack(leadId), { when: () => isShown() && undoable() !== null }),
    command('choose', 'command.choose', ['Space'], toggleChosen),
    command('chooseAll', 'command.chooseAll', ['Ctrl+A'], chooseAll),
    command('chooseNone', 'command.chooseNone', ['Escape'], chooseNone, { when: () => isListed() && isAnyChosen() }),
    command('leaveItems', 'command.leaveItems', ['Backspace', 'Escape'], leaveItems, { when: () => isListed() && isWithin() && !isAnyChosen() }),
    command('otherList', 'command.otherList', ['ArrowRight', 'ArrowLeft'], otherList, { when: () => isListed() && !isWithin() }),
    command('down', 'command.down', ['ArrowDown'], () => moveBy(1), moving),
    command('up', 'command.up', ['ArrowUp'], () => moveBy(-1), moving),
    command('pageDown', 'command.pageDown', ['PageDown'], () => moveBy(PAGE_ROWS), moving),
    command('pageUp', 'command.pageUp', ['PageUp'], () => moveBy(-PAGE_ROWS), moving),
    command('first', 'command.first', ['Home'], () => moveBy(Number.NEGATIVE_INFINITY), moving),
    command('last', 'command.last', ['End'], () => moveBy(Number.POSITIVE_INFINITY), moving),
  ];
}

function isWithin(): boolean {
  return useFloorFocus.getState().within !== null;
}

function isAnyChosen(): boolean {
  const { chosen } = useFloorFocus.getState();
  return isWithin() ? chosen.items.size > 0 : chosen.batches.size + chosen.operators.size > 0;
}

function takeBack(leadId: () => string): () => void {
  return () => {
    const gesture = undoable();
    if (gesture !== null) void undo(leadId(), gesture, useFloorDesk.getState().desk?.nowMs ?? 0);
  };
}
