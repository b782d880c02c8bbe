import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from './disk';
import { readPart } from './read-part';

/** A log's folder to be looked at only: nothing is made in it, and a folder that is missing is an empty one. */
export function readOnlyDisk(folder: string): Disk {
  const refuse = (): Promise<never> => Promise.reject(new Error(`${folder} is only looked at`));
  return {
    list: () => readdir(folder).catch(emptyWhenMissing),
    read: (name) => readFile(join(folder, name)),
    readPart: (name, offset, length) => readPart(join(folder, name), offset, length),
    create: refuse,
    remove: refuse,
  };
}

function emptyWhenMissing(error: NodeJS.ErrnoException): readonly string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
