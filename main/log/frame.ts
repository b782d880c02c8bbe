import { createHash } from 'node:crypto';

/**
 * The frame around every record: mark (4) · kind (1) · index (6) · length (4) · check (8) · payload, numbers big-endian.
 *
 * The mark's first and last byte never occur in UTF-8 text, so a reader that lost its way finds the next frame.
 */
const MARK = Buffer.from([0xf5, 0x4b, 0x52, 0xff]);
const HEAD_BYTES = 4 + 1 + 6 + 4 + 8;
const CHECK_OFFSET = 15;
const CHECK_BYTES = 8;

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
  /** Whether the end is not a sound frame: a write that a crash cut off, or damage in the last record. */
  tornTail: boolean;
}>;

/** Encodes one frame. `index` is below 2^48. */
export function encodeFrame(kind: FrameKind, index: number, payload: Buffer): Buffer {
  if (payload.length > MAX_PAYLOAD_BYTES) throw new Error(`a record has at most ${MAX_PAYLOAD_BYTES} bytes`);
  const head = Buffer.alloc(HEAD_BYTES);
  MARK.copy(head, 0);
  head.writeUInt8(KIND_CODES[kind], 4);
  head.writeUIntBE(index, 5, 6);
  head.writeUInt32BE(payload.length, 11);
  checkOf(head, payload).copy(head, CHECK_OFFSET);
  return Buffer.concat([head, payload]);
}

/** Reads all frames of a segment, passing over damage to the next sound frame. */
export function scanFrames(bytes: Buffer): FrameScan {
  const frames: Frame[] = [];
  let damagedStretches = 0;
  let lost = false;
  let offset = 0;
  while (offset < bytes.length) {
    const frame = frameAt(bytes, offset);
    if (frame === undefined) {
      lost = true;
      const next = bytes.indexOf(MARK, offset + 1);
      if (next < 0) break;
      offset = next;
      continue;
    }
    if (lost) damagedStretches += 1;
    lost = false;
    frames.push(frame);
    offset = frame.payloadOffset + frame.payload.length;
  }
  return { frames, damagedStretches, tornTail: lost };
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + HEAD_BYTES > bytes.length || !bytes.subarray(offset, offset + 4).equals(MARK)) return undefined;
  const head = bytes.subarray(offset, offset + HEAD_BYTES);
  const kind = kindOf(head.readUInt8(4));
  const length = head.readUInt32BE(11);
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

/** The first 8 bytes of SHA-256 over head and payload: it is there to find damage, not forgery. */
function checkOf(head: Buffer, payload: Buffer): Buffer {
  return createHash('sha256').update(head.subarray(0, CHECK_OFFSET)).update(payload).digest().subarray(0, CHECK_BYTES);
}
