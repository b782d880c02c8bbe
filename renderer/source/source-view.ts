import { create } from 'zustand';
import type { Zone } from '../../shared/forms/field';

export type Fit = 'width' | 'page' | 'free';
export type Rotation = 0 | 90 | 180 | 270;

/** How the source is looked at. `panX` and `panY` are in screen pixels from the centred (and for `width` top) position. */
export type SourceView = Readonly<{
  pageIndex: number;
  pageCount: number;
  fit: Fit;
  /** Screen pixels per picture pixel; with `fit` width or page worked out when drawn. */
  zoom: number;
  rotation: Rotation;
  panX: number;
  panY: number;
  /** The page that is on screen, once it is. */
  shownHash: string | null;
  /** Where the field that is keyed stands on the page. */
  zone: Zone | null;
}>;

const START: SourceView = { pageIndex: 0, pageCount: 1, fit: 'width', zoom: 1, rotation: 0, panX: 0, panY: 0, shownHash: null, zone: null };

/** One step of zoom, and its bounds. */
const ZOOM_STEP = 1.2;
const LEAST_ZOOM = 0.05;
const MOST_ZOOM = 12;

/** One step of pan. */
const PAN_STEP_PX = 80;

export const useSourceView = create<SourceView>()(() => START);

const set = useSourceView.setState;
const get = useSourceView.getState;

/** Begins with another item: the first page, upright; how it is fitted stays as the operator likes it. */
export function showSource(pageCount: number): void {
  const { fit, zoom } = get();
  set({ ...START, pageCount, fit, zoom });
}

export function fitWidth(): void {
  set({ fit: 'width', panX: 0, panY: 0 });
}

export function fitPage(): void {
  set({ fit: 'page', panX: 0, panY: 0 });
}

export function zoomBy(steps: number): void {
  const { zoom } = get();
  set({ fit: 'free', zoom: Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom * ZOOM_STEP ** steps)) });
}

/** What the viewer worked out for a fitted picture, so that zooming goes on from there. */
export function noteZoom(zoom: number): void {
  if (get().zoom !== zoom) set({ zoom });
}

export function rotate(): void {
  const rotation = ((get().rotation + 90) % 360) as Rotation;
  set({ rotation, panX: 0, panY: 0 });
}

/** Moves the view over the picture: positive is right and down. */
export function pan(stepsX: number, stepsY: number): void {
  const { panX, panY } = get();
  set({ panX: panX - stepsX * PAN_STEP_PX, panY: panY - stepsY * PAN_STEP_PX });
}

export function turnPage(by: 1 | -1): void {
  const { pageIndex, pageCount } = get();
  const next = Math.min(pageCount - 1, Math.max(0, pageIndex + by));
  if (next !== pageIndex) set({ pageIndex: next, panX: 0, panY: 0 });
}

export function noteShown(hash: string): void {
  if (get().shownHash !== hash) set({ shownHash: hash });
}

/** Brings the zone of the field that is keyed into view; null where the field has none, and the view stays. */
export function showZone(zone: Zone | null): void {
  const { pageIndex, pageCount } = get();
  const wanted = zone === null ? pageIndex : Math.min(pageCount - 1, zone.page - 1);
  set(wanted === pageIndex ? { zone } : { zone, pageIndex: wanted, panX: 0, panY: 0 });
}
