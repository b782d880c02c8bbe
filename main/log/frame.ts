import { createHash } from 'node:crypto';

/**
 * The frame around every record: mark (4) · kind (1) · index (6) · length (4) · check of these (4) · check of all (8) ·
 * payload, numbers big-endian.
 *
 * The mark's first and last byte never occur in UTF-8 text, so a reader that lost its way finds the next frame. The head
 * has a check of its own, so that a record which a crash cut off is told from one that was damaged later.
 */
const MARK = Buffer.from([0xf5, 0x4b, 0x52, 0xff]);
const LENGTH_OFFSET = 11;
const HEAD_CHECK_OFFSET = 15;
const CHECK_OFFSET = 19;
const CHECK_BYTES = 8;

/** What stands before a frame's payload. */
export const HEAD_BYTES = CHECK_OFFSET + CHECK_BYTES;

/** No record is longer: a larger length is damage, not data. */
export const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

/** `segment` opens a file and names it; `record` is what was appended. */
export type FrameKind = 'segment' | 'record';
const KIND_CODES: Readonly<Record<FrameKind, number>> = { segment: 1, record: 2 };

export type Frame = Readonly<{ kind: FrameKind; index: number; payloadOffset: number; payload: Buffer }>;

/** What reading a segment's bytes gives: its sound frames in order, and how many stretches of bytes were not one. */
export type FrameScan = Readonly<{
  frames: readonly Frame[];
  /** Damaged stretches that have a sound frame behind them. */
  damagedStretches: number;
  /** What stands behind the last sound frame: nothing, a write that a crash cut off, or a frame that was whole once. */
  tail: 'none' | 'torn' | 'damaged';
}>;

/** Encodes one frame. `index` is below 2^48. */
export function encodeFrame(kind: FrameKind, index: number, payload: Buffer): Buffer {
  if (payload.length > MAX_PAYLOAD_BYTES) throw new Error(`a record has at most ${MAX_PAYLOAD_BYTES} bytes`);
  const head = Buffer.alloc(HEAD_BYTES);
  MARK.copy(head, 0);
  head.writeUInt8(KIND_CODES[kind], 4);
  head.writeUIntBE(index, 5, 6);
  head.writeUInt32BE(payload.length, LENGTH_OFFSET);
  headCheckOf(head).copy(head, HEAD_CHECK_OFFSET);
  checkOf(head, payload).copy(head, CHECK_OFFSET);
  return Buffer.concat([head, payload]);
}

/** Reads all frames of a segment, passing over damage to the next sound frame. */
export function scanFrames(bytes: Buffer): FrameScan {
  const frames: Frame[] = [];
  let damagedStretches = 0;
  let lostAt: number | null = null;
  let offset = 0;
  while (offset < bytes.length) {
    const frame = frameAt(bytes, offset);
    if (frame === undefined) {
      lostAt ??= offset;
      const next = bytes.indexOf(MARK, offset + 1);
      if (next < 0) break;
      offset = next;
      continue;
    }
    if (lostAt !== null) damagedStretches += 1;
    lostAt = null;
    frames.push(frame);
    offset = frame.payloadOffset + frame.payload.length;
  }
  return { frames, damagedStretches, tail: lostAt === null ? 'none' : isCutOff(bytes.subarray(lostAt)) ? 'torn' : 'damaged' };
}

/**
 * Whether these bytes are the beginning of one frame: what an append leaves that a crash cut off. Zeros at the end count
 * as missing, as some file systems make a file longer before they write to it.
 */
function isCutOff(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const tail = bytes.subarray(0, end);
  if (!tail.subarray(0, MARK.length).equals(MARK.subarray(0, tail.length))) return false;
  if (bytes.length < HEAD_BYTES || end < CHECK_OFFSET) return true;
  return isHead(bytes) && HEAD_BYTES + bytes.readUInt32BE(LENGTH_OFFSET) > end;
}

/** The frame that begins here; undefined when there is no sound one. */
export function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + HEAD_BYTES > bytes.length) return undefined;
  const head = bytes.subarray(offset, offset + HEAD_BYTES);
  if (!isHead(head)) return undefined;
  const kind = kindOf(head.readUInt8(4));
  const length = head.readUInt32BE(LENGTH_OFFSET);
  const payloadOffset = offset + HEAD_BYTES;
  if (kind === undefined || length > MAX_PAYLOAD_BYTES || payloadOffset + length > bytes.length) return undefined;
  const payload = bytes.subarray(payloadOffset, payloadOffset + length);
  if (!checkOf(head, payload).equals(head.subarray(CHECK_OFFSET))) return undefined;
  return { kind, index: head.readUIntBE(5, 6), payloadOffset, payload };
}

function kindOf(code: number): FrameKind | undefined {
  if (code === KIND_CODES.segment) return 'segment';
  return code === KIND_CODES.record ? 'record' : undefined;
}

function isHead(bytes: Buffer): boolean {
  return bytes.subarray(0, MARK.length).equals(MARK) && headCheckOf(bytes).equals(bytes.subarray(HEAD_CHECK_OFFSET, CHECK_OFFSET));
}

function headCheckOf(head: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, HEAD_CHECK_OFFSET)).digest().subarray(0, CHECK_OFFSET - HEAD_CHECK_OFFSET);
}

/** The first 8 bytes of SHA-256 over head and payload: it is there to find damage, not forgery. */
function checkOf(head: Buffer, payload: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, CHECK_OFFSET)).update(payload).digest().subarray(0, CHECK_BYTES);
}
