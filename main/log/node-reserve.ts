import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reserve } from './segmented-log';

/** Room for some 500 entries: enough to finish what is under way and to say that the disk is full. */
export const RESERVE_BYTES = 1024 * 1024;

/** A preallocated file that is given up when the disk is full; `onRelease` hears of it. Made anew at the next start. */
export async function nodeReserve(folder: string, onRelease: () => void): Promise<Reserve> {
  const path = join(folder, 'reserve');
  let held = await preallocate(path);
  return {
    release: async () => {
      if (!held) return false;
      held = false;
      await unlink(path);
      onRelease();
      return true;
    },
  };
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
