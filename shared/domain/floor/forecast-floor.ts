import type { Floor } from './floor';
import { floorGrid } from './floor-grid';
import { runFloor } from './run-floor';

export type BatchForecast = Readonly<{
  /** When its last item is keyed, or now when none is open; null: never, as far as the windows go. */
  finishAtMs: number | null;
  /** Items that are keyed after the deadline or never. */
  lateItems: number;
  /** 0 when it is timely; Infinity when it never finishes. */
  lateByMs: number;
}>;

/**
 * When each batch will be finished, by its id, the most urgent first, if nobody moves anything.
 * Operators key what they hold by urgency while they are there; who is free first takes the next item from the pool, by urgency too,
 * but none at the end of a window that they would have to leave half keyed.
 */
export function forecastFloor(floor: Floor, nowMs: number): ReadonlyMap<string, BatchForecast> {
  const grid = floorGrid(floor, nowMs);
  const run = runFloor(grid, grid.counts);
  return new Map(grid.batches.map(({ id, dueAtMs }, b) => {
    const lateItems = run.lateItems[b] ?? 0;
    const finishAtMs = Math.max(nowMs, run.finishAtMs[b] ?? 0);
    return [id, { finishAtMs: Number.isFinite(finishAtMs) ? finishAtMs : null, lateItems, lateByMs: lateItems === 0 ? 0 : finishAtMs - dueAtMs }];
  }));
}
