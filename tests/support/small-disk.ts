import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

const FILLING = 'filling';
const CHUNK_BYTES = 1024 * 1024;
const LOOK_MS = 50;
const LOOKS_AT_REST = 20;

/** A real file system of its own, in memory, which a test may fill to the last byte or make read-only. Linux, as root. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Null where this process may not mount. */
  static mount(folder: string, sizeBytes: number): SmallDisk | null {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'keyroom-test', folder], { stdio: 'ignore' });
    } catch {
      return null;
    }
    return new SmallDisk(folder);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /**
   * Takes what room there is; again after something was given up. What is being written is let end first: a database that drops its
   * journal a moment later would give room back.
   */
  async fill(): Promise<void> {
    await this.#atRest();
    const file = await open(join(this.folder, FILLING), 'a');
    try {
      for (let sizeBytes = CHUNK_BYTES; sizeBytes >= 1; ) {
        try {
          const { bytesWritten } = await file.write(Buffer.alloc(sizeBytes, 1));
          if (bytesWritten < sizeBytes) sizeBytes = Math.floor(sizeBytes / 2);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          sizeBytes = Math.floor(sizeBytes / 2);
        }
      }
    } finally {
      await file.close();
    }
  }

  /** Resolves when the room that is left has been the same for a second. */
  async #atRest(): Promise<void> {
    let room = this.freeBytes;
    for (let same = 0; same < LOOKS_AT_REST; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      same = this.freeBytes === room ? same + 1 : 0;
      room = this.freeBytes;
    }
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(join(this.folder, FILLING), { force: true });
  }

  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder]);
  }

  makeWritable(): void {
    execFileSync('mount', ['-o', 'remount,rw', this.folder]);
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.folder]);
  }
}
