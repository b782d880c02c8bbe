import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createStream } from 'rotating-file-stream';

/** Five files of a megabyte at most, the one that is written among them: weeks of an ordinary desk. */
const FILE_SIZE = '1M';
const FILES = 5;
/** What is longer tells nobody more. */
const MOST_CHARS = 2_000;

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

/** Appends to `keyroom.log`; older lines are in `keyroom.log.1` to `.4`. A disk that takes nothing costs lines, not work. */
export function openDeskLog(deskFolder: string, wallMs: () => number): DeskLog {
  const path = deskLogFolder(deskFolder);
  makeFolder(path);
  const stream = createStream('keyroom.log', { path, size: FILE_SIZE, rotate: FILES - 1, mode: 0o600 });
  stream.on('error', () => undefined);
  stream.on('warning', () => undefined);
  return {
    line: (text) => void stream.write(`${new Date(wallMs()).toISOString()} ${lineOf(text)}\n`),
    close: () => new Promise((resolve) => void stream.end(() => resolve())),
  };
}

/** Without one there are no lines; the desk starts all the same. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    // The stream finds out as well.
  }
}

/** One line whatever it holds: what came from elsewhere neither begins a line of its own nor steers a terminal. */
function lineOf(text: string): string {
  return text.slice(0, MOST_CHARS).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
