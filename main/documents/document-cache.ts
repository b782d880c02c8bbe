import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** What a finished transfer turned out to be. */
export type Arrival = 'stored' | 'damaged';

type Held = { sizeBytes: number; usedAtMs: number };

/**
 * Sealed source pages on disk, named by the hash of their bytes, within a budget.
 *
 * A page counts as here only after its bytes were hashed; a broken transfer leaves a part that the next one goes on
 * from. The least lately used go first when the budget is full.
 */
export class DocumentCache {
  private readonly held = new Map<string, Held>();
  private sizeBytes = 0;

  private constructor(
    private readonly folder: string,
    private readonly budgetBytes: number,
    private readonly nowMs: () => number,
  ) {}

  static async open(folder: string, budgetBytes: number, nowMs: () => number): Promise<DocumentCache> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const cache = new DocumentCache(folder, budgetBytes, nowMs);
    for (const name of await readdir(folder)) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const { size, mtimeMs } = await stat(join(folder, name));
      cache.note(name, size, mtimeMs);
    }
    return cache;
  }

  has(hash: string): boolean {
    return this.held.has(hash);
  }

  /** Whether fetching ahead would push out what was fetched before; a page that somebody waits for still gets room. */
  get isFull(): boolean {
    return this.sizeBytes >= this.budgetBytes * 0.9;
  }

  /** The page's bytes; null when it is not here or is damaged (then it is thrown away, to be fetched again). */
  async read(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const entry = this.held.get(hash);
    if (entry === undefined) return null;
    const bytes = await readFile(this.path(hash)).catch(() => null);
    if (bytes === null || sha256(bytes) !== hash) {
      await this.drop(hash);
      return null;
    }
    entry.usedAtMs = this.nowMs();
    await utimes(this.path(hash), entry.usedAtMs / 1000, entry.usedAtMs / 1000).catch(() => undefined);
    return new Uint8Array(bytes);
  }

  /** How many bytes of this page a broken transfer has left here. */
  async partBytes(hash: string): Promise<number> {
    const part = await stat(this.partPath(hash)).catch(() => null);
    return part?.size ?? 0;
  }

  async dropPart(hash: string): Promise<void> {
    await unlink(this.partPath(hash)).catch(() => undefined);
  }

  /** Appends a transfer's bytes to the part, from `offset`, and stores the page when its hash is right. What came before a break stays. */
  async receive(hash: string, offset: number, body: ReadableStream<Uint8Array>): Promise<Arrival> {
    const part = await open(this.partPath(hash), offset === 0 ? 'w' : 'r+', 0o600);
    try {
      let place = offset;
      for await (const chunk of body) place += await writeAll(part, chunk, place);
    } finally {
      await part.close();
    }
    const bytes = await readFile(this.partPath(hash));
    if (sha256(bytes) !== hash) {
      await unlink(this.partPath(hash));
      return 'damaged';
    }
    await syncFile(this.partPath(hash));
    await this.makeRoom(bytes.length);
    await rename(this.partPath(hash), this.path(hash));
    this.note(hash, bytes.length, this.nowMs());
    return 'stored';
  }

  private async makeRoom(neededBytes: number): Promise<void> {
    const oldestFirst = [...this.held].toSorted(([, a], [, b]) => a.usedAtMs - b.usedAtMs);
    for (const [hash] of oldestFirst) {
      if (this.sizeBytes + neededBytes <= this.budgetBytes) return;
      await this.drop(hash);
    }
  }

  private async drop(hash: string): Promise<void> {
    this.sizeBytes -= this.held.get(hash)?.sizeBytes ?? 0;
    this.held.delete(hash);
    await unlink(this.path(hash)).catch(() => undefined);
  }

  private note(hash: string, sizeBytes: number, usedAtMs: number): void {
    this.held.set(hash, { sizeBytes, usedAtMs });
    this.sizeBytes += sizeBytes;
  }

  private path(hash: string): string {
    return join(this.folder, hash);
  }

  private partPath(hash: string): string {
    return join(this.folder, `${hash}.part`);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function writeAll(file: FileHandle, bytes: Uint8Array, place: number): Promise<number> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written, bytes.length - written, place + written)).bytesWritten;
  return written;
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
