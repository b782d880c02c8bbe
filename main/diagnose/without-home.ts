import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';

/** A folder's path with `~` for the home folder, which is named after whose it is. */
export function withoutHome(folder: string): string {
  const below = relative(homedir(), resolve(folder));
  return below.startsWith('..') || isAbsolute(below) ? folder : join('~', below);
}
