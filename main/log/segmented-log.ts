import { DiskFailure, type Disk, type DiskFile } from './disk';
import { encodeFrame, frameAt, HEAD_BYTES } from './frame';
import { encodeSegmentHead, recover, segmentName, type RecordPlace } from './recover';

/** A log's name to its readers; see `logPositionSchema`. */
export type LogRecord = Readonly<{ index: number; text: string }>;

/** Space set aside for the moment when the disk is full. `release` frees it and says whether there was any. */
export type Reserve = Readonly<{ release: () => Promise<boolean> }>;

export type LogOptions = Readonly<{
  disk: Disk;
  /** Used when the folder holds no log yet: a UUID v4. */
  newLogId: () => string;
  segmentBytes: number;
  reserve?: Reserve;
}>;

type Waiting = Readonly<{ texts: readonly string[]; saved: (first: number) => void; failed: (failure: DiskFailure) => void }>;

/**
 * An append-only log of UTF-8 records in numbered segments, never rewritten.
 *
 * `append` answers only when its records are durable. Appends that come while one is being synced share the next sync.
 * After a failed write or sync the segment is abandoned and the records are written anew to the next; when that fails
 * too the append fails with `DiskFailure` and its indexes are given to the next one.
 */
export class SegmentedLog {
  readonly logId: string;
  private readonly places: Map<number, RecordPlace>;
  private readonly segments: string[];
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private open: { file: DiskFile; name: string; sizeBytes: number } | null = null;
  private next: number;
  private damaged: number;
  private lastNumber: number;
  private lastFailure: DiskFailure | null = null;
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly options: LogOptions, state: Awaited<ReturnType<typeof recover>>) {
    this.logId = state.logId ?? options.newLogId();
    this.damaged = state.damagedRecords;
    this.places = new Map(state.places);
    this.segments = [...state.segments];
    this.next = state.nextIndex;
    this.lastNumber = Number((state.segments.at(-1) ?? '0').slice(0, 10));
  }

  static async open(options: LogOptions): Promise<SegmentedLog> {
    return new SegmentedLog(options, await recover(options.disk));
  }

  /** Records that were found damaged, at the start or when they were read. */
  get damagedRecords(): number {
    return this.damaged;
  }

  /** Why the disk did not take the last write; null again once it took one. */
  get failure(): DiskFailure | null {
    return this.lastFailure;
  }

  /** The index that the next record will have. */
  get nextIndex(): number {
    return this.next;
  }

  /** The lowest index that can still be read; `nextIndex` when there is none. */
  get firstIndex(): number {
    for (const index of this.places.keys()) return index;
    return this.next;
  }

  /** Records that can be read. */
  get recordCount(): number {
    return this.places.size;
  }

  get sizeBytes(): number {
    let sum = 0;
    for (const place of this.places.values()) sum += place.length;
    return sum;
  }

  /** Appends records in order and gives the first one's index once all are durable. */
  append(texts: readonly string[]): Promise<number> {
    return new Promise((saved, failed) => {
      this.waiting.push({ texts, saved, failed });
      this.running ??= this.drain();
    });
  }

  /** Calls back after records became durable; the answer ends it. */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Records from `from` on, up to about `maxBytes` (at least one when there is one). */
  async read(from: number, maxBytes: number): Promise<readonly LogRecord[]> {
    const records: LogRecord[] = [];
    let sizeBytes = 0;
    for (let index = Math.max(from, this.firstIndex); index < this.next; index += 1) {
      const place = this.places.get(index);
      if (place === undefined) continue;
      if (records.length > 0 && sizeBytes + place.length > maxBytes) break;
      const text = await this.readAt(place);
      if (text === null) continue;
      records.push({ index, text });
      sizeBytes += place.length;
    }
    return records;
  }

  /** Null for a record that was dropped meanwhile, or that the disk has damaged since the log was opened. */
  private async readAt(place: RecordPlace): Promise<string | null> {
    const { disk } = this.options;
    const isHeld = (): boolean => this.places.get(place.index) === place;
    try {
      const frame = frameAt(await disk.readPart(place.segment, place.offset - HEAD_BYTES, HEAD_BYTES + place.length), 0);
      if (frame !== undefined && frame.index === place.index) return frame.payload.toString('utf8');
    } catch (error) {
      if (isHeld()) throw error;
    }
    if (isHeld()) {
      this.places.delete(place.index);
      this.damaged += 1;
    }
    return null;
  }

  /** Starts a new segment with the next append, so that what stands before it can be dropped as a whole. */
  async roll(): Promise<void> {
    await this.running;
    await this.abandon();
  }

  /** Deletes the oldest segments of which every record stands before `index`. */
  async dropBefore(index: number): Promise<void> {
    // The last segment stays: its head is what tells the next index after a restart.
    while (this.segments.length > 1) {
      const oldest = this.segments[0] ?? '';
      const held = [...this.places.values()].filter((p) => p.segment === oldest);
      if (held.some((p) => p.index >= index)) return;
      // Forgotten first: a reader must not look for what is on its way out.
      for (const place of held) this.places.delete(place.index);
      await this.remove(oldest);
      this.segments.shift();
    }
  }

  private async remove(segment: string): Promise<void> {
    try {
      await this.options.disk.remove(segment);
    } catch (error) {
      this.lastFailure = new DiskFailure(error);
      throw this.lastFailure;
    }
  }

  async close(): Promise<void> {
    await this.running;
    await this.abandon();
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.save(batch);
    }
    this.running = null;
  }

  private async save(batch: readonly Waiting[]): Promise<void> {
    try {
      const first = await this.writeSomehow(batch.flatMap((w) => w.texts));
      this.lastFailure = null;
      let offset = first;
      for (const { texts, saved } of batch) {
        saved(offset);
        offset += texts.length;
      }
      for (const listener of this.listeners) listener();
    } catch (error) {
      const failure = error instanceof DiskFailure ? error : new DiskFailure(error);
      this.lastFailure = failure;
      for (const { failed } of batch) failed(failure);
    }
  }

  /** Once where we are, once in a new segment, and on a full disk once more with the reserve given up. */
  private async writeSomehow(texts: readonly string[]): Promise<number> {
    try {
      return await this.write(texts);
    } catch {
      await this.abandon();
    }
    try {
      return await this.write(texts);
    } catch (error) {
      await this.abandon();
      const failure = new DiskFailure(error);
      if (failure.kind !== 'diskFull' || !(await this.options.reserve?.release())) throw failure;
    }
    try {
      return await this.write(texts);
    } catch (error) {
      await this.abandon();
      throw new DiskFailure(error);
    }
  }

  private async write(texts: readonly string[]): Promise<number> {
    const first = this.next;
    const segment = await this.segmentToWrite();
    const frames: Buffer[] = [];
    const places: RecordPlace[] = [];
    let offset = segment.sizeBytes;
    for (const [i, text] of texts.entries()) {
      const payload = Buffer.from(text);
      const frame = encodeFrame('record', first + i, payload);
      frames.push(frame);
      offset += frame.length;
      places.push({ index: first + i, segment: segment.name, offset: offset - payload.length, length: payload.length });
    }
    await segment.file.append(Buffer.concat(frames));
    await segment.file.sync();
    segment.sizeBytes = offset;
    for (const place of places) this.places.set(place.index, place);
    this.next = first + texts.length;
    return first;
  }

  private async segmentToWrite(): Promise<{ file: DiskFile; name: string; sizeBytes: number }> {
    if (this.open !== null && this.open.sizeBytes < this.options.segmentBytes) return this.open;
    await this.abandon();
    // Counted up even when creating fails: a half-made file may hold the name.
    this.lastNumber += 1;
    const name = segmentName(this.lastNumber);
    const file = await this.options.disk.create(name);
    this.segments.push(name);
    const head = encodeFrame('segment', 0, encodeSegmentHead(this.logId, this.next));
    this.open = { file, name, sizeBytes: head.length };
    await file.append(head);
    return this.open;
  }

  private async abandon(): Promise<void> {
    const { open } = this;
    this.open = null;
    // A segment that could not be written may not close either; nothing that counts is in it.
    await open?.file.close().catch(() => undefined);
  }
}
