import type { Command } from './command';
import { startKeys } from './key-profile';

let commands: readonly Command[] = [];

/** Sets the station's commands, once at start; a key or an id that two commands would answer to at once is a bug of ours. */
export function setCommands(all: readonly Command[]): void {
  const ids = new Set(all.map((c) => c.id));
  if (ids.size !== all.length) throw new Error('two commands share an id');
  commands = all;
  startKeys(all);
}

/** All commands, in the order of their groups. */
export function allCommands(): readonly Command[] {
  return commands;
}

/** Those that can be run now. */
export function availableCommands(): readonly Command[] {
  return commands.filter((c) => c.when());
}
