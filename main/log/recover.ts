import { z } from 'zod';
import type { Disk } from './disk';
import { scanFrames, type Frame } from './frame';

/** Where a sound record stands. */
export type RecordPlace = Readonly<{ index: number; segment: string; offset: number; length: number }>;

/** What a log's folder holds. */
export type Recovered = Readonly<{
  /** Null when no segment names one: the log is new. */
  logId: string | null;
  /** By index, ascending; an index that could not be read is missing here. */
  places: ReadonlyMap<number, RecordPlace>;
  /** The next index to append. */
  nextIndex: number;
  /** Segment file names, oldest first. */
  segments: readonly string[];
  /** Records that are known to have stood here and cannot be read, or stretches of damage when those are more. */
  damagedRecords: number;
}>;

const segmentHeadSchema = z.object({ format: z.literal(1), logId: z.uuidv4(), firstIndex: z.int().min(0) });
/** A segment's head never takes more: what is longer held records, what is shorter may be a head that a crash cut off. */
const HEAD_AT_MOST_BYTES = 200;
const SEGMENT_NAME = /^\d{10}\.log$/;

export function segmentName(number: number): string {
  return `${String(number).padStart(10, '0')}.log`;
}

export function encodeSegmentHead(logId: string, firstIndex: number): Buffer {
  return Buffer.from(JSON.stringify({ format: 1, logId, firstIndex }));
}

/**
 * Reads what a log's folder holds; writes nothing.
 *
 * A segment begins at the index that was next when it was made: whatever earlier segments hold from there on belongs to
 * appends that failed, of which nobody was told, and does not count. A torn tail is what a crash leaves of such an
 * append. A last record that was whole once and cannot be read is damage, and its index is not given out again.
 */
export async function recover(disk: Disk): Promise<Recovered> {
  const segments = (await disk.list()).filter((name) => SEGMENT_NAME.test(name)).toSorted();
  const places = new Map<number, RecordPlace>();
  let logId: string | null = null;
  let damagedStretches = 0;
  let nextIndex = 0;
  let oldestIndex: number | null = null;
  // Until a later segment's head tells what came after: one that a crash left without a head tells nothing.
  let lastIsDamaged = false;
  let isOldestUnreadable = false;
  for (const segment of segments) {
    const bytes = await disk.read(segment);
    const scan = scanFrames(bytes);
    damagedStretches += scan.damagedStretches;
    const head = headOf(scan.frames);
    logId ??= head?.logId ?? null;
    const begin = head?.firstIndex ?? scan.frames.find((f) => f.kind === 'record')?.index ?? null;
    // Where nothing of the oldest segments can be read, only what follows them tells that records stood there.
    if (begin === null && oldestIndex === null && (scan.tail === 'damaged' || bytes.length > HEAD_AT_MOST_BYTES)) isOldestUnreadable = true;
    if (oldestIndex === null && begin !== null && begin > 0 && isOldestUnreadable) damagedStretches += 1;
    nextIndex = begin ?? nextIndex;
    oldestIndex ??= begin;
    for (const index of places.keys()) if (index >= nextIndex) places.delete(index);
    for (const frame of scan.frames) {
      if (frame.kind !== 'record') continue;
      places.set(frame.index, { index: frame.index, segment, offset: frame.payloadOffset, length: frame.payload.length });
      nextIndex = Math.max(nextIndex, frame.index + 1);
    }
    if (begin !== null) lastIsDamaged = false;
    if (scan.tail === 'damaged') lastIsDamaged = true;
  }
  if (lastIsDamaged) {
    damagedStretches += 1;
    nextIndex += 1;
  }
  const missing = nextIndex - (oldestIndex ?? nextIndex) - places.size;
  return { logId, places, nextIndex, segments, damagedRecords: Math.max(missing, damagedStretches) };
}

function headOf(frames: readonly Frame[]): z.infer<typeof segmentHeadSchema> | undefined {
  const frame = frames.find((f) => f.kind === 'segment');
  if (frame === undefined) return undefined;
  const head = segmentHeadSchema.safeParse(JSON.parse(frame.payload.toString('utf8')));
  return head.success ? head.data : undefined;
}
