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
  /** Records that are known to have stood here and cannot be read, plus stretches of damage. */
  damagedRecords: number;
}>;

const segmentHeadSchema = z.object({ format: z.literal(1), logId: z.uuidv4(), firstIndex: z.int().min(0) });
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
 * A record that stands in two segments (its first segment was abandoned after a failed sync) counts once, the later one.
 * A torn tail is what a crash leaves of a record that nobody was told of; it is damage only when a later segment
 * shows that more must have stood there.
 */
export async function recover(disk: Disk): Promise<Recovered> {
  const segments = (await disk.list()).filter((name) => SEGMENT_NAME.test(name)).toSorted();
  const places = new Map<number, RecordPlace>();
  let logId: string | null = null;
  let damagedStretches = 0;
  let nextIndex = 0;
  let oldestIndex: number | null = null;
  for (const segment of segments) {
    const scan = scanFrames(await disk.read(segment));
    damagedStretches += scan.damagedStretches;
    const head = headOf(scan.frames);
    logId ??= head?.logId ?? null;
    nextIndex = Math.max(nextIndex, head?.firstIndex ?? 0);
    oldestIndex ??= head?.firstIndex ?? null;
    for (const frame of scan.frames) {
      if (frame.kind !== 'record') continue;
      places.set(frame.index, { index: frame.index, segment, offset: frame.payloadOffset, length: frame.payload.length });
      nextIndex = Math.max(nextIndex, frame.index + 1);
    }
  }
  const first = oldestIndex ?? firstOf(places);
  const missing = nextIndex - first - [...places.keys()].filter((index) => index >= first).length;
  return { logId, places, nextIndex, segments, damagedRecords: Math.max(missing, damagedStretches) };
}

function headOf(frames: readonly Frame[]): z.infer<typeof segmentHeadSchema> | undefined {
  const frame = frames.find((f) => f.kind === 'segment');
  if (frame === undefined) return undefined;
  const head = segmentHeadSchema.safeParse(JSON.parse(frame.payload.toString('utf8')));
  return head.success ? head.data : undefined;
}

function firstOf(places: ReadonlyMap<number, RecordPlace>): number {
  return places.size === 0 ? 0 : Math.min(...places.keys());
}
