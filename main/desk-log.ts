import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createStream } from 'rotating-file-stream';

/** Five files of a megabyte at most: weeks of an ordinary desk. */
const FILE_SIZE = '1M';
const FILES = 5;

/** What an IT person reads of what happened at this desk: a line each, never of the work itself. */
export type DeskLog = Readonly<{
  line: (text: string) => void;
  /** Resolves when what was written is on its way to the disk. */
  close: () => Promise<void>;
}>;

/** Where a desk's folder has its log. */
export function deskLogFolder(deskFolder: string): string {
  return join(deskFolder, 'log');
}

/** Appends to `keyroom.log`; older lines are in `keyroom.log.1` and so on. A disk that takes nothing costs lines, not work. */
export function openDeskLog(deskFolder: string, wallMs: () => number): DeskLog {
  const path = deskLogFolder(deskFolder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stream = createStream('keyroom.log', { path, size: FILE_SIZE, rotate: FILES, mode: 0o600 });
  stream.on('error', () => undefined);
  stream.on('warning', () => undefined);
  return {
    line: (text) => void stream.write(`${new Date(wallMs()).toISOString()} ${text.replaceAll(/[\r\n]+/g, ' ')}\n`),
    close: () => new Promise((resolve) => void stream.end(() => resolve())),
  };
}
