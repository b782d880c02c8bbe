import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../sync-folder';

/** Artifacts of releases as files named by the SHA-256 of their bytes: one that has its name is whole and on disk. */
export class ArtifactStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  async sizeBytes(sha256: string): Promise<number | null> {
    return stat(this.#fileOf(sha256)).then(({ size }) => size, () => null);
  }

  /** Takes an artifact as it comes; false, and nothing stays, where its bytes are others than its name says. */
  async put(sha256: string, bytes: Readable): Promise<boolean> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const unfinished = join(this.#dir, `${sha256}.${randomUUID()}`);
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        hash.update(chunk);
        next(null, chunk);
      },
    });
    try {
      await pipeline(bytes, hashing, createWriteStream(unfinished, { mode: 0o600, flush: true }));
      if (hash.digest('hex') !== sha256) return false;
      await rename(unfinished, this.#fileOf(sha256));
      await syncFolder(this.#dir);
      return true;
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  /** The bytes from `start` to `end`, both among them. */
  async open(sha256: string, start: number, end: number): Promise<Readable | null> {
    try {
      const handle = await open(this.#fileOf(sha256), 'r');
      return handle.createReadStream({ start, end });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Gives how many bytes that frees; a desk that is reading it still gets its piece. */
  async remove(sha256: string): Promise<number> {
    const freedBytes = (await this.sizeBytes(sha256)) ?? 0;
    await rm(this.#fileOf(sha256), { force: true });
    return freedBytes;
  }

  #fileOf(sha256: string): string {
    return join(this.#dir, sha256);
  }
}
