import type { Zone } from '../../shared/forms/field';

/** Where something is on the picture or a print, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box that holds all of these. */
export function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** A box of a picture in shares of it, cut at its edges. */
export function zoneIn(box: Box, page: number, width: number, height: number): Zone {
  const share = (pixels: number, whole: number): number => Math.round(Math.min(1, Math.max(0, pixels / whole)) * 10_000) / 10_000;
  const x = share(box.left, width);
  const y = share(box.top, height);
  const far = { x: share(box.left + box.width, width), y: share(box.top + box.height, height) };
  return { page, x, y, w: Math.round((far.x - x) * 10_000) / 10_000, h: Math.round((far.y - y) * 10_000) / 10_000 };
}
