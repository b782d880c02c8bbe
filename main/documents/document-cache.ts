import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, unlink, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskFailure } from '../log/disk';
import { syncFile } from '../log/sync-path';

/** What a finished transfer turned out to be. */
export type Arrival = 'stored' | 'damaged';

type Held = { sizeBytes: number; usedAtMs: number };

/** What fetching ahead may fill of the budget: the rest is for what somebody waits for. */
const AHEAD_SHARE = 0.9;

/** What a full disk is given back at a time: pages can be fetched again, work cannot. */
const RELIEF_BYTES = 64 * 1024 * 1024;

/** A broken transfer that nobody has gone on with for so long is given up. */
const PART_KEPT_MS = 24 * 60 * 60_000;

/**
 * Sealed source pages on disk, named by the hash of their bytes, within a budget.
 *
 * A page counts as here only after its bytes were hashed; a broken transfer leaves a part that the next one goes on
 * from. When the budget is full, pages that are not wanted any more go first, the least lately used before others.
 */
export class DocumentCache {
  /** Pages that go only when there is nothing else to let go. */
  wanted: ReadonlySet<string> = new Set();
  private readonly held = new Map<string, Held>();
  private readonly parts = new Map<string, number>();
  private lastFailure: DiskFailure | null = null;

  private constructor(
    private readonly folder: string,
    private readonly budgetBytes: number,
    private readonly nowMs: () => number,
  ) {}

  static async open(folder: string, budgetBytes: number, nowMs: () => number): Promise<DocumentCache> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const cache = new DocumentCache(folder, budgetBytes, nowMs);
    for (const name of await readdir(folder)) await cache.find(name);
    return cache;
  }

  has(hash: string): boolean {
    return this.held.has(hash);
  }

  /** How much may be fetched ahead of need, all in all. */
  get aheadBytes(): number {
    return this.budgetBytes * AHEAD_SHARE;
  }

  /** Why the disk did not take the last page; null again once it took one. */
  get failure(): DiskFailure | null {
    return this.lastFailure;
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
  partBytes(hash: string): number {
    return this.parts.get(hash) ?? 0;
  }

  async dropPart(hash: string): Promise<void> {
    this.parts.delete(hash);
    await unlink(this.partPath(hash)).catch(() => undefined);
  }

  /** Stores what is here of a page when it is the whole of it: the desk may have stopped just before. */
  async storeWholePart(hash: string): Promise<boolean> {
    const bytes = this.parts.has(hash) ? await readFile(this.partPath(hash)).catch(() => null) : null;
    if (bytes === null || sha256(bytes) !== hash) return false;
    await this.onDisk(() => this.keepPart(hash, bytes.length));
    return true;
  }

  /**
   * Appends a transfer's bytes to the part, from `offset`, and stores the page when its hash is right. What came before a
   * break stays. Rejects with `DiskFailure` when the disk does not take it, else with what broke the transfer.
   */
  async receive(hash: string, offset: number, body: ReadableStream<Uint8Array>): Promise<Arrival> {
    const part = await this.onDisk(() => open(this.partPath(hash), offset === 0 ? 'w' : 'r+', 0o600));
    let place = offset;
    try {
      for await (const chunk of body) place += await this.onDisk(() => writeAll(part, chunk, place));
    } finally {
      this.parts.set(hash, place);
      await part.close().catch(() => undefined);
    }
    const bytes = await this.onDisk(() => readFile(this.partPath(hash)));
    if (sha256(bytes) !== hash) {
      await this.dropPart(hash);
      return 'damaged';
    }
    await this.onDisk(() => this.keepPart(hash, bytes.length));
    return 'stored';
  }

  /** Makes room ahead of need by letting go what is not wanted any more; false when all that is here is wanted. */
  makeRoomAhead(neededBytes: number): Promise<boolean> {
    return this.makeRoom(neededBytes, this.aheadBytes, (hash) => !this.wanted.has(hash));
  }

  /** Gives a full disk room back by pages that are not wanted any more, the least lately used first. */
  async letGoUnwanted(bytes = RELIEF_BYTES): Promise<void> {
    await this.makeRoom(bytes, this.sizeBytes, (hash) => !this.wanted.has(hash));
  }

  private async find(name: string): Promise<void> {
    const hash = /^([0-9a-f]{64})(?:\.part)?$/.exec(name)?.[1];
    if (hash === undefined) return;
    const { size, mtimeMs } = await stat(join(this.folder, name));
    if (name === hash) this.held.set(hash, { sizeBytes: size, usedAtMs: mtimeMs });
    else if (this.nowMs() - mtimeMs > PART_KEPT_MS) await this.dropPart(hash);
    else this.parts.set(hash, size);
  }

  private async keepPart(hash: string, sizeBytes: number): Promise<void> {
    await syncFile(this.partPath(hash));
    this.parts.delete(hash);
    await this.makeRoom(sizeBytes, this.budgetBytes, () => true);
    await rename(this.partPath(hash), this.path(hash));
    this.held.set(hash, { sizeBytes, usedAtMs: this.nowMs() });
    this.lastFailure = null;
  }

  private get sizeBytes(): number {
    let sum = 0;
    for (const { sizeBytes } of this.held.values()) sum += sizeBytes;
    for (const sizeBytes of this.parts.values()) sum += sizeBytes;
    return sum;
  }

  /** Lets pages go until so many bytes fit within the limit; whether they do. */
  private async makeRoom(neededBytes: number, limitBytes: number, mayGo: (hash: string) => boolean): Promise<boolean> {
    let excessBytes = this.sizeBytes + neededBytes - limitBytes;
    if (excessBytes <= 0) return true;
    const isWanted = (hash: string): number => Number(this.wanted.has(hash));
    const inOrder = [...this.held].toSorted(([a, x], [b, y]) => isWanted(a) - isWanted(b) || x.usedAtMs - y.usedAtMs);
    for (const [hash, { sizeBytes }] of inOrder) {
      if (excessBytes <= 0 || !mayGo(hash)) break;
      await this.drop(hash);
      excessBytes -= sizeBytes;
    }
    return excessBytes <= 0;
  }

  private async drop(hash: string): Promise<void> {
    this.held.delete(hash);
    await unlink(this.path(hash)).catch(() => undefined);
  }

  private async onDisk<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.lastFailure = new DiskFailure(error);
      throw this.lastFailure;
    }
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
