import { join } from 'node:path';

/** Where the desk's own data stand in a profile, with and without a window; beside it Chromium keeps what the page needs. */
export function deskFolderOf(profileFolder: string): string {
  return join(profileFolder, 'desk');
}

/** Says on stderr that something of this desk's own is broken. */
export function reportBroken(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
