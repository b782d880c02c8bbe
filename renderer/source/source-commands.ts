import type { Command } from '../commands/command';
import type { MessageKey } from '../ui/messages';
import { retrySource } from './source-retry';
import { fitPage, fitWidth, pan, rotate, turnPage, useSourceView, zoomBy } from './source-view';

/** Commands for looking at a source, wherever one is on screen. */
export function sourceCommands(isShown: () => boolean): readonly Command[] {
  const command = (id: string, label: MessageKey, keys: readonly string[], run: () => void, when = isShown): Command =>
    ({ id: `source.${id}`, label, group: 'source', keys, when, run, repeats: true });
  const hasPages = (): boolean => isShown() && useSourceView.getState().pageCount > 1;
  return [
    command('fitWidth', 'command.fitWidth', ['Alt+0'], fitWidth),
    command('fitPage', 'command.fitPage', ['Alt+9'], fitPage),
    command('zoomIn', 'command.zoomIn', ['Alt++'], () => zoomBy(1)),
    command('zoomOut', 'command.zoomOut', ['Alt+-'], () => zoomBy(-1)),
    command('rotate', 'command.rotate', ['Alt+R'], rotate),
    command('panLeft', 'command.panLeft', ['Alt+ArrowLeft'], () => pan(-1, 0)),
    command('panRight', 'command.panRight', ['Alt+ArrowRight'], () => pan(1, 0)),
    command('panUp', 'command.panUp', ['Alt+ArrowUp'], () => pan(0, -1)),
    command('panDown', 'command.panDown', ['Alt+ArrowDown'], () => pan(0, 1)),
    command('nextPage', 'command.nextPage', ['Alt+PageDown'], () => turnPage(1), hasPages),
    { id: 'source.retry', label: 'command.retrySource', group: 'source', keys: ['Alt+L'], when: isShown, run: retrySource },
    command('previousPage', 'command.previousPage', ['Alt+PageUp'], () => turnPage(-1), hasPages),
  ];
}
