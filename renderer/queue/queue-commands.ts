import type { Command } from '../commands/command';
import type { MessageKey } from '../ui/messages';
import { moveBy, useQueue } from './queue-state';
import { askNow, mayAsk } from './supply';

/** Rows that a page key moves by. */
const PAGE_ROWS = 15;

/** The commands of the queue. */
export function queueCommands(isShown: () => boolean, open: (itemId: string) => void): readonly Command[] {
  const when = (): boolean => isShown() && useQueue.getState().activeId !== null;
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void): Command =>
    ({ id: `queue.${id}`, label, group: 'queue', keys, when, run, ...(id === 'open' ? {} : { repeats: true }) });
  return [
    command('open', 'command.open', ['Enter'], () => {
      const { activeId } = useQueue.getState();
      if (activeId !== null) open(activeId);
    }),
    command('down', 'command.down', ['ArrowDown'], () => moveBy(1)),
    command('up', 'command.up', ['ArrowUp'], () => moveBy(-1)),
    command('pageDown', 'command.pageDown', ['PageDown'], () => moveBy(PAGE_ROWS)),
    command('pageUp', 'command.pageUp', ['PageUp'], () => moveBy(-PAGE_ROWS)),
    command('first', 'command.first', ['Home'], () => moveBy(Number.NEGATIVE_INFINITY)),
    command('last', 'command.last', ['End'], () => moveBy(Number.POSITIVE_INFINITY)),
    { id: 'queue.getNext', label: 'command.getNext', group: 'queue', keys: ['N'], when: () => isShown() && mayAsk(), run: askNow },
  ];
}
