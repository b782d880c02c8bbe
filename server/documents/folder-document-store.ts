import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from '../sync-folder';
import type { DocumentStore } from './document-store';

/** Documents as files, `ab/abcdef…`: a file that has its name is whole and on disk. */
export class FolderDocumentStore implements DocumentStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async put(hash: string, sealed: Uint8Array): Promise<void> {
    const file = this.#fileOf(hash);
    if (await isThere(file)) return;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${randomUUID()}`;
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(sealed);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    await syncFolder(this.#dir);
  }

  async open(hash: string, start: number): Promise<Readable | null> {
    try {
      const handle = await open(this.#fileOf(hash), 'r');
      return handle.createReadStream({ start });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#fileOf(hash), { force: true });
  }

  #fileOf(hash: string): string {
    return join(this.#dir, hash.slice(0, 2), hash);
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false);
}
