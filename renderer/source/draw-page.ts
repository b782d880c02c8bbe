import type { SourceView } from './source-view';

type Size = Readonly<{ width: number; height: number }>;

/** Air around a fitted page, in screen pixels. */
const MARGIN_PX = 12;

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
  const shownHeight = (view.rotation % 180 === 0 ? bitmap.height : bitmap.width) * zoom;
  // A page that is taller than the frame begins at its top, a smaller one stands in the middle.
  const centreY = shownHeight > frame.height - 2 * MARGIN_PX ? MARGIN_PX + shownHeight / 2 : frame.height / 2;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.translate(frame.width / 2 + view.panX, centreY + view.panY);
  context.rotate((view.rotation * Math.PI) / 180);
  context.scale(zoom, zoom);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  return zoom;
}

function unreachable(value: never): never {
  throw new Error(`unknown fit ${String(value)}`);
}
