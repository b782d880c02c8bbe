import type { Batch } from '../../shared/domain/batch';
import type { Page } from '../../shared/domain/item';
import type { DeskFailureKind } from '../../shared/ipc/desk-failure';
import { openSource } from '../../shared/seals/source-seal';
import { callMain } from '../store/bridge';
import { sourceKeyOf } from '../store/key-ring';

/** A page ready to be drawn, or why there is none. */
export type DecodedPage =
  | Readonly<{ kind: 'picture'; bitmap: ImageBitmap }>
  | Readonly<{ kind: 'missing'; failure: DeskFailureKind }>
  /** Its bytes are here but no picture comes of them. */
  | Readonly<{ kind: 'unreadable' }>;

/** The item on screen and the next ones, a few pages each. */
const KEPT_PAGES = 12;

/** A picture larger than this is scaled down while decoding: a 100-megapixel scan would not fit a texture. */
const LONGEST_SIDE_PX = 6000;

const pages = new Map<string, Promise<DecodedPage>>();

/** Decodes a page, once; called ahead of need so that the next item's source is there when it opens. */
export function decodedPage(batch: Batch, page: Page): Promise<DecodedPage> {
  const known = pages.get(page.hash);
  if (known !== undefined) {
    // Re-inserting makes it the youngest.
    pages.delete(page.hash);
    pages.set(page.hash, known);
    return known;
  }
  const decoding = decode(batch, page);
  pages.set(page.hash, decoding);
  void decoding.then((decoded) => {
    // A page that was not to be had is asked for again the next time.
    if (decoded.kind === 'missing') pages.delete(page.hash);
  });
  forgetOldest();
  return decoding;
}

/** Drops every decoded page, at sign-off. */
export function forgetPages(): void {
  for (const decoding of pages.values()) void decoding.then(release);
  pages.clear();
}

async function decode(batch: Batch, page: Page): Promise<DecodedPage> {
  const answer = await callMain('document.read', { hash: page.hash });
  if (!answer.ok) return { kind: 'missing', failure: answer.failure.kind };
  const key = await sourceKeyOf(batch).catch(() => null);
  if (key === null) return { kind: 'unreadable' };
  try {
    const plain = await openSource(crypto.subtle, new Uint8Array(answer.value.bytes), key);
    const bitmap = await createImageBitmap(new Blob([plain], { type: page.mediaType }), scaling(page));
    return { kind: 'picture', bitmap };
  } catch {
    return { kind: 'unreadable' };
  }
}

function scaling({ widthPx, heightPx }: Page): ImageBitmapOptions {
  if (Math.max(widthPx, heightPx) <= LONGEST_SIDE_PX) return {};
  return widthPx > heightPx
    ? { resizeWidth: LONGEST_SIDE_PX, resizeQuality: 'high' }
    : { resizeHeight: LONGEST_SIDE_PX, resizeQuality: 'high' };
}

function forgetOldest(): void {
  while (pages.size > KEPT_PAGES) {
    const oldest = pages.entries().next().value;
    if (oldest === undefined) return;
    pages.delete(oldest[0]);
    void oldest[1].then(release);
  }
}

function release(decoded: DecodedPage): void {
  if (decoded.kind === 'picture') decoded.bitmap.close();
}
