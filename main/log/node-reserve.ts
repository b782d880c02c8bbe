import { open, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reserve } from './segmented-log';

/** Room for some 500 entries: enough to finish what is under way and to say that the disk is full. */
export const RESERVE_BYTES = 1024 * 1024;

/** Given up reserves are made anew only when there is plenty: what is left belongs to what is being saved. */
export const PLENTY_BYTES = 16 * RESERVE_BYTES;

export type NodeReserve = Reserve & Readonly<{
  /** Whether there is one; without it the disk is full, or was lately. */
  isHeld: () => boolean;
  /** Makes it anew when the disk has room again. */
  refill: () => Promise<void>;
}>;

/** A preallocated file that is given up when the disk is full. */
export async function nodeReserve(folder: string, freeBytes: (folder: string) => Promise<number> = freeBytesOf): Promise<NodeReserve> {
  const path = join(folder, 'reserve');
  let state: 'held' | 'given' | 'making' = (await preallocate(path)) ? 'held' : 'given';
  return {
    isHeld: () => state === 'held',
    release: async () => {
      if (state !== 'held') return false;
      state = 'given';
      await unlink(path);
      return true;
    },
    refill: async () => {
      if (state !== 'given') return;
      state = 'making';
      const hasRoom = (await freeBytes(folder).catch(() => 0)) > PLENTY_BYTES;
      state = hasRoom && (await preallocate(path)) ? 'held' : 'given';
    },
  };
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function preallocate(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'w', 0o600);
    try {
      // Real bytes, not a hole: some file systems give a hole no space.
      await file.write(Buffer.alloc(RESERVE_BYTES, 1));
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch {
    await unlink(path).catch(() => undefined);
    return false;
  }
}
