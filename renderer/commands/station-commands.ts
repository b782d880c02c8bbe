import type { Command } from './command';
import { openPanel } from './panels';

/** The commands that show commands. */
export const panelCommands: readonly Command[] = [
  { id: 'station.palette', label: 'command.palette', group: 'station', keys: ['Ctrl+K'], when: () => true, run: () => openPanel('palette') },
  { id: 'station.help', label: 'command.help', group: 'station', keys: ['F1'], when: () => true, run: () => openPanel('help') },
  { id: 'station.keys', label: 'command.keys', group: 'station', keys: ['Ctrl+,'], when: () => true, run: () => openPanel('keys') },
  { id: 'station.selfCheck', label: 'command.selfCheck', group: 'station', keys: ['Ctrl+F1'], when: () => true, run: () => openPanel('selfCheck') },
  { id: 'station.menu', label: 'command.menu', group: 'station', keys: ['F10'], when: () => true, run: () => openPanel('menu') },
];
