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
const ready = new Map<string, DecodedPage>();

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
    // What gave no picture is tried afresh the next time.
    if (decoded.kind !== 'picture') pages.delete(page.hash);
    else if (pages.get(page.hash) === decoding) ready.set(page.hash, decoded);
  });
  forgetOldest();
  return decoding;
}

/** The page when it has been decoded already, so that it can be drawn in this very frame. */
export function readyPage(hash: string): DecodedPage | undefined {
  return ready.get(hash);
}

/** Drops every decoded page, at sign-off. */
export function forgetPages(): void {
  pages.clear();
  ready.clear();
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
    // Not closed: it may be on screen still. It goes with the last that holds it.
    pages.delete(oldest[0]);
    ready.delete(oldest[0]);
  }
}
