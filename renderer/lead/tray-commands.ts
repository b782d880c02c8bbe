import type { Verdict } from '../../shared/domain/mutations/judge';
import type { Command } from '../commands/command';
import type { MessageKey } from '../ui/messages';
import { judgeFocused, mayJudge } from './judge-entry';
import { openFocused } from './open-kept';
import { activeRow, moveInTray, toggleDifferences, useTray } from './tray-state';

/** Rows that a page key moves by. */
const PAGE_ROWS = 12;

/** The commands of the tray of kept work. */
export function trayCommands(isShown: () => boolean, leadId: () => string): readonly Command[] {
  const hasRow = (): boolean => isShown() && activeRow() !== null;
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void, more: Partial<Command> = {}): Command =>
    ({ id: `tray.${id}`, label, group: 'tray', keys, when: hasRow, run, ...more });
  const verdict = (id: string, label: MessageKey, keys: readonly string[], what: Verdict): Command =>
    command(id, label, keys, () => void judgeFocused(leadId(), what), {
      when: () => {
        const row = isShown() ? activeRow() : null;
        return row !== null && mayJudge(row, what);
      },
    });
  const isOpened = (): boolean => isShown() && useTray.getState().opened?.fields != null;
  const moving = { repeats: true } as const;
  return [
    command('open', 'command.openKept', ['Enter'], () => void openFocused()),
    verdict('promote', 'command.promote', ['P'], 'promote'),
    verdict('secondKey', 'command.secondKey', ['S'], 'secondKey'),
    verdict('close', 'command.closeKept', ['C'], 'close'),
    command('differences', 'command.differences', ['D'], toggleDifferences, { when: isOpened }),
    command('down', 'command.down', ['ArrowDown'], () => moveInTray(1), moving),
    command('up', 'command.up', ['ArrowUp'], () => moveInTray(-1), moving),
    command('pageDown', 'command.pageDown', ['PageDown'], () => moveInTray(PAGE_ROWS), moving),
    command('pageUp', 'command.pageUp', ['PageUp'], () => moveInTray(-PAGE_ROWS), moving),
    command('first', 'command.first', ['Home'], () => moveInTray(Number.NEGATIVE_INFINITY), moving),
    command('last', 'command.last', ['End'], () => moveInTray(Number.POSITIVE_INFINITY), moving),
  ];
}
