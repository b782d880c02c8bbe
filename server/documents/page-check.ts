import { imageSize } from 'image-size';
import type { Page } from '../../shared/domain/item';

/** What a delivered page is, or why it cannot be keyed from. */
export type PageCheck =
  | Readonly<{ ok: true; mediaType: Page['mediaType']; widthPx: number; heightPx: number }>
  | Readonly<{ ok: false; fault: string }>;

const JPEG_START = [0xff, 0xd8, 0xff];
const JPEG_END = [0xff, 0xd9];
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The closing chunk: no length, its name and its checksum. */
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** Looks at a page's bytes, never at its name. */
export function checkPage(bytes: Uint8Array): PageCheck {
  if (bytes.length === 0) return fault('is empty (0 bytes)');
  if (startsWith(bytes, JPEG_START)) return checkImage(bytes, 'image/jpeg', JPEG_END);
  if (startsWith(bytes, PNG_START)) return checkImage(bytes, 'image/png', PNG_END);
  return fault('is not a JPEG or PNG image, whatever its name says');
}

function checkImage(bytes: Uint8Array, mediaType: Page['mediaType'], end: readonly number[]): PageCheck {
  if (!endsWith(bytes, end)) return fault('is cut off: the end of the image is missing');
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? { ok: true, mediaType, widthPx: width, heightPx: height } : fault('has no width or height');
  } catch {
    return fault('is damaged: its size cannot be read');
  }
}

function fault(text: string): PageCheck {
  return { ok: false, fault: text };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** Scanners pad files: zeros and line ends behind the image do not count. */
function endsWith(bytes: Uint8Array, end: readonly number[]): boolean {
  let length = bytes.length;
  while (length > 0 && isPadding(bytes[length - 1])) length -= 1;
  return length >= end.length && end.every((byte, i) => bytes[length - end.length + i] === byte);
}

function isPadding(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x0a || byte === 0x0d || byte === 0x20;
}
