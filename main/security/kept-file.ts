import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { DiskFailure } from '../log/disk';

/** A small file that is written whole. What the disk does not take counts from memory until it does. */
export class KeptFile {
  private waiting: string | null = null;
  private lastFailure: DiskFailure | null = null;

  constructor(private readonly path: string) {}

  /** Why the disk did not take the last text; null again once it took one. */
  get failure(): DiskFailure | null {
    return this.lastFailure;
  }

  /** Null when there is none, or none that can be read. */
  read(): Promise<string | null> {
    return readFile(this.path, 'utf8').catch(() => null);
  }

  /** Never rejects: `failure` tells, and `retry` tries again. */
  async write(text: string): Promise<void> {
    this.waiting = text;
    await this.retry();
  }

  /** Writes what the disk has not taken yet. */
  async retry(): Promise<void> {
    const text = this.waiting;
    if (text === null) return;
    try {
      await writeFileAtomic(this.path, text, { mode: 0o600 });
      if (this.waiting === text) this.waiting = null;
      this.lastFailure = null;
    } catch (error) {
      this.lastFailure = new DiskFailure(error);
    }
  }
}
