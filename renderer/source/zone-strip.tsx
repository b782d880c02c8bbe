import { useLayoutEffect, useRef } from 'react';
import type { Zone } from '../../shared/forms/field';
import { useMessages } from '../ui/messages';
import { readyPage } from './decoded-pages';
import { useSourceView } from './source-view';

/** Tall enough to read by, low enough to leave the form in place. */
const STRIP_PX = 44;

/** Air around the zone, in shares of its height: where a field stands is known to a hair only on paper. */
const AIR = 0.2;

/** A zone of a page, cut out and enlarged. Nothing while the page is not there. */
export function ZoneStrip({ hash, zone }: Readonly<{ hash: string; zone: Zone }>) {
  const { t } = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Drawn again when the page has come.
  const shown = useSourceView((s) => s.shownHash);
  const page = readyPage(hash);
  useLayoutEffect(() => {
    if (canvas.current !== null && page?.kind === 'picture') drawStrip(canvas.current, page.bitmap, zone);
  }, [page, zone, shown]);
  return page?.kind !== 'picture' ? null : <canvas ref={canvas} className="zone-strip" role="img" aria-label={t('source.strip')} style={{ height: STRIP_PX }} />;
}

/** The zone with its air, as large as the strip's height or width allows; the strip ends where the zone does. */
function drawStrip(canvas: HTMLCanvasElement, bitmap: ImageBitmap, { x, y, w, h }: Zone): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const air = h * AIR * bitmap.height;
  const zone = { x: x * bitmap.width - air, y: y * bitmap.height - air, w: w * bitmap.width + 2 * air, h: h * bitmap.height + 2 * air };
  const zoom = Math.min((canvas.parentElement?.clientWidth ?? 0) / zone.w, STRIP_PX / zone.h);
  const scale = window.devicePixelRatio;
  canvas.style.aspectRatio = `${zone.w * zoom} / ${STRIP_PX}`;
  canvas.width = Math.round(zone.w * zoom * scale);
  canvas.height = Math.round(STRIP_PX * scale);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, zone.x, zone.y, zone.w, zone.h, 0, ((STRIP_PX - zone.h * zoom) * scale) / 2, canvas.width, zone.h * zoom * scale);
}
