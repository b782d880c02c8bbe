import { drawReceipt } from '../../server/seed/draw-receipt';

/** Drawing takes a tenth of a second: so many are drawn, and told apart by a comment that no eye sees. */
const DRAWN = 6;

/** So many different pages that show a receipt: drawn JPEGs of some 70 kB, each with a comment of its own. */
export function distinctPages(count: number, prefix: string): readonly Uint8Array<ArrayBuffer>[] {
  const drawn = Array.from({ length: Math.min(DRAWN, count) }, (_, i) => drawReceipt(i + 1).jpeg);
  return Array.from({ length: count }, (_, i) => withComment(drawn[i % drawn.length] ?? new Uint8Array(), `${prefix} ${i}`));
}

/** The JPEG with a comment segment behind its first marker. */
function withComment(jpeg: Uint8Array, comment: string): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(comment);
  const head = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]));
}
