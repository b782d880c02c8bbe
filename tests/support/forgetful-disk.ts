import type { Disk, DiskFile } from '../../main/log/disk';

/** What the disk does instead of its n-th operation (from 0): fail without having done it, or after having done some of it. */
export type Fault = Readonly<{ code: 'ENOSPC' | 'EIO'; at: number; doneBytes?: number }>;

type Stored = Readonly<{ synced: Buffer; unsynced: Buffer; syncFailed: boolean }>;

/** How many of a file's unsynced bytes survive a power cut. */
export type Surviving = (name: string, unsyncedBytes: number) => number;

export const nothingSurvives: Surviving = () => 0;
export const everythingSurvives: Surviving = (_name, unsyncedBytes) => unsyncedBytes;

/** Thrown by every operation after the power is gone. */
class PowerGone extends Error {}

/**
 * A disk that keeps what was synced, forgets what was not, and fails as it is told to.
 *
 * It notes in `misuses` what a log must never do: append to any file but the newest, or go on with a file of which a
 * sync has failed. Bytes once written cannot be changed through it at all.
 */
export class ForgetfulDisk implements Disk {
  private readonly files = new Map<string, Stored>();
  private life = 0;
  private operations = 0;
  private faults: readonly Fault[] = [];
  private powerUntil = Number.POSITIVE_INFINITY;
  private freeBytes = Number.POSITIVE_INFINITY;
  private newest: string | null = null;
  readonly misuses: string[] = [];
  syncs = 0;

  /** Operations (create, append, sync, remove) begun so far: what `Fault.at` and `cutPowerAt` count. */
  get operationCount(): number {
    return this.operations;
  }

  failAt(...faults: readonly Fault[]): void {
    this.faults = faults;
  }

  /** From this operation on nothing is done any more, as if the power were gone. */
  cutPowerAt(operation: number): void {
    this.powerUntil = operation;
  }

  /** Whether the power went and has not come back. */
  get isPowerless(): boolean {
    return this.operations >= this.powerUntil;
  }

  /** From now on only so many more bytes fit. */
  limitTo(freeBytes: number): void {
    this.freeBytes = freeBytes;
  }

  addRoom(bytes: number): void {
    this.freeBytes += bytes;
  }

  /** The power comes back: unsynced bytes are gone but for what `surviving` lets stand; open files are dead. */
  restart(surviving: Surviving): void {
    this.life += 1;
    this.powerUntil = Number.POSITIVE_INFINITY;
    this.faults = [];
    for (const [name, file] of this.files) {
      const kept = file.unsynced.subarray(0, surviving(name, file.unsynced.length));
      this.files.set(name, durable(Buffer.concat([file.synced, kept])));
    }
  }

  /** The disk as it would be after a power cut at this moment; this one goes on. */
  copyAfterCut(surviving: Surviving): ForgetfulDisk {
    const copy = new ForgetfulDisk();
    for (const [name, file] of this.files) copy.files.set(name, { ...file });
    copy.restart(surviving);
    return copy;
  }

  names(): readonly string[] {
    return [...this.files.keys()].toSorted();
  }

  bytesOf(name: string): Buffer {
    const file = this.file(name);
    return Buffer.concat([file.synced, file.unsynced]);
  }

  /** Damages one bit in place. */
  flipBit(name: string, bit: number): void {
    const bytes = this.bytesOf(name);
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    this.files.set(name, durable(bytes));
  }

  truncate(name: string, length: number): void {
    this.files.set(name, durable(this.bytesOf(name).subarray(0, length)));
  }

  /** As some file systems leave a file that was to grow when the power went. */
  lengthenWithZeros(name: string, bytes: number): void {
    this.files.set(name, durable(Buffer.concat([this.bytesOf(name), Buffer.alloc(bytes)])));
  }

  async list(): Promise<readonly string[]> {
    return [...this.files.keys()].toReversed();
  }

  async read(name: string): Promise<Buffer> {
    return this.bytesOf(name);
  }

  async readPart(name: string, offset: number, length: number): Promise<Buffer> {
    // As slow as several removals, so that what is read may go meanwhile.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return this.bytesOf(name).subarray(offset, offset + length);
  }

  async create(name: string): Promise<DiskFile> {
    await this.begin();
    if (this.files.has(name)) throw Object.assign(new Error(`EEXIST: ${name}`), { code: 'EEXIST' });
    this.files.set(name, durable(Buffer.alloc(0)));
    this.newest = name;
    return this.openFile(name);
  }

  async remove(name: string): Promise<void> {
    await this.begin();
    this.file(name);
    this.files.delete(name);
  }

  private openFile(name: string): DiskFile {
    const { life } = this;
    let closed = false;
    const alive = (): void => {
      if (life !== this.life) throw new PowerGone(`${name} was opened in an earlier life`);
      if (closed) throw new Error(`${name} is closed`);
    };
    return {
      append: async (bytes) => {
        alive();
        this.noteMisuse(name, 'appended to');
        await this.begin((doneBytes) => this.write(name, bytes.subarray(0, doneBytes)), bytes.length);
        this.write(name, bytes);
      },
      sync: async () => {
        alive();
        this.noteMisuse(name, 'synced');
        await this.begin(() => this.files.set(name, { ...this.file(name), syncFailed: true }));
        this.syncs += 1;
        this.files.set(name, durable(this.bytesOf(name)));
      },
      close: async () => {
        alive();
        closed = true;
      },
    };
  }

  private write(name: string, bytes: Buffer): void {
    const file = this.file(name);
    this.freeBytes -= bytes.length;
    this.files.set(name, { ...file, unsynced: Buffer.concat([file.unsynced, bytes]) });
  }

  private noteMisuse(name: string, what: string): void {
    if (name !== this.newest) this.misuses.push(`${name} was ${what} though a newer segment stands`);
    if (this.file(name).syncFailed) this.misuses.push(`${name} was ${what} though a sync of it had failed`);
  }

  /** Counts the operation and fails it when it is its turn; `partly` does some of it first. */
  private async begin(partly: (doneBytes: number) => void = () => undefined, wantedBytes = 0): Promise<void> {
    const at = this.operations;
    this.operations += 1;
    await Promise.resolve();
    if (at >= this.powerUntil) throw new PowerGone('the power is gone');
    const fault = this.faults.find((f) => f.at === at);
    if (fault !== undefined) {
      partly(Math.min(fault.doneBytes ?? 0, wantedBytes));
      throw Object.assign(new Error(fault.code), { code: fault.code });
    }
    if (wantedBytes <= this.freeBytes) return;
    partly(this.freeBytes);
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  }

  private file(name: string): Stored {
    const file = this.files.get(name);
    if (file === undefined) throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' });
    return file;
  }
}

function durable(bytes: Buffer): Stored {
  return { synced: Buffer.from(bytes), unsynced: Buffer.alloc(0), syncFailed: false };
}
