import type { Zone } from '../../shared/forms/field';
import type { SourceView } from './source-view';

type Size = Readonly<{ width: number; height: number }>;

/** Air around a fitted page, in screen pixels. */
const MARGIN_PX = 12;

/** How far down the frame the zone of the field stands: what comes next on the page is below it. */
const ZONE_AT = 0.4;
const ZONE_AIR_PX = 4;

/** Screen pixels per picture pixel for this view. */
export function zoomOf(view: SourceView, picture: Size, frame: Size): number {
  const upright = view.rotation % 180 === 0;
  const width = upright ? picture.width : picture.height;
  const height = upright ? picture.height : picture.width;
  const byWidth = (frame.width - 2 * MARGIN_PX) / width;
  switch (view.fit) {
    case 'width':
      return byWidth;
    case 'page':
      return Math.min(byWidth, (frame.height - 2 * MARGIN_PX) / height);
    case 'free':
      return view.zoom;
    default:
      return unreachable(view.fit);
  }
}

/** Draws a page into a canvas of `frame` screen pixels at `scale` device pixels each; what it drew before is gone. */
export function drawPage(canvas: HTMLCanvasElement, bitmap: ImageBitmap, view: SourceView, frame: Size, scale: number): number {
  const context = canvas.getContext('2d');
  const zoom = zoomOf(view, bitmap, frame);
  if (context === null) return zoom;
  canvas.width = Math.round(frame.width * scale);
  canvas.height = Math.round(frame.height * scale);
  const centre = centreOf(view, bitmap, frame, zoom);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.translate(centre.x + view.panX, centre.y + view.panY);
  context.rotate((view.rotation * Math.PI) / 180);
  context.scale(zoom, zoom);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  if (view.zone !== null) markZone(context, view.zone, bitmap, zoom);
  return zoom;
}

/** Where the middle of the page stands on screen: so that the zone of the field that is keyed is in view. */
function centreOf({ zone, rotation, fit }: SourceView, picture: Size, frame: Size, zoom: number): Readonly<{ x: number; y: number }> {
  const shown = { width: (rotation % 180 === 0 ? picture.width : picture.height) * zoom, height: (rotation % 180 === 0 ? picture.height : picture.width) * zoom };
  // A page that is taller than the frame begins at its top, a smaller one stands in the middle.
  const top = shown.height > frame.height - 2 * MARGIN_PX ? MARGIN_PX + shown.height / 2 : frame.height / 2;
  if (zone === null || rotation !== 0 || fit === 'page') return { x: frame.width / 2, y: top };
  return {
    x: shown.width <= frame.width ? frame.width / 2 : within(frame.width / 2 + (0.5 - zone.x - zone.w / 2) * shown.width, shown.width, frame.width),
    y: shown.height <= frame.height ? top : within(frame.height * ZONE_AT + (0.5 - zone.y - zone.h / 2) * shown.height, shown.height, frame.height),
  };
}

/** Never leaves more than the margin empty at an edge. */
function within(centre: number, shown: number, frame: number): number {
  return Math.min(MARGIN_PX + shown / 2, Math.max(frame - MARGIN_PX - shown / 2, centre));
}

/** The zone stays bright with a frame around it; the rest of the page steps back. */
function markZone(context: CanvasRenderingContext2D, { x, y, w, h }: Zone, picture: Size, zoom: number): void {
  const air = ZONE_AIR_PX / zoom;
  const zone = [x * picture.width - picture.width / 2 - air, y * picture.height - picture.height / 2 - air, w * picture.width + 2 * air, h * picture.height + 2 * air] as const;
  context.beginPath();
  context.rect(-picture.width / 2, -picture.height / 2, picture.width, picture.height);
  context.rect(...zone);
  context.fillStyle = '#14181d40';
  context.fill('evenodd');
  context.strokeStyle = '#ffb020';
  context.lineWidth = 3 / zoom;
  context.strokeRect(...zone);
}

function unreachable(value: never): never {
  throw new Error(`unknown fit ${String(value)}`);
}
