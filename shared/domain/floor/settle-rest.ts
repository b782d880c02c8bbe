import type { Counts, FloorGrid } from './floor-grid';
import { heldLimitsMs } from './held-work';

export type RestOptions = Readonly<{
  /** Whether late work is taken from those who hold it, so that it is done by whoever is free first. */
  releases: boolean;
  /** Whether what can still be done in time of late batches is given to those who have that time. */
  fills: boolean;
}>;

/** Puts the items of batches that were given up where they harm no admitted one. Changes `counts`, in which they lie nowhere. */
export function settleRest(grid: FloorGrid, counts: Counts, admitted: readonly number[], options: RestOptions): void {
  const isAdmitted = new Set(admitted);
  const limits = heldLimitsMs(grid);
  const width = grid.batches.length;
  for (let b = 0; b < width; b += 1) {
    if (isAdmitted.has(b)) continue;
    let loose = grid.counts[grid.pool * width + b] as number;
    for (let o = 0; o < grid.pool; o += 1) {
      const count = grid.counts[o * width + b] as number;
      loose += count === 0 ? 0 : count - keep(grid, counts, isAdmitted, { o, b, most: count, inTime: options.releases, limitMs: limits[o] as number });
    }
    if (options.fills) loose = fill(grid, counts, isAdmitted, limits, b, loose);
    counts[grid.pool * width + b] = loose;
  }
}

function fill(grid: FloorGrid, counts: Counts, isAdmitted: ReadonlySet<number>, limits: Float64Array, b: number, loose: number): number {
  let open = loose;
  for (let o = 0; o < grid.pool && open > 0; o += 1) {
    if (grid.may[o * grid.batches.length + b] === 0) continue;
    open -= keep(grid, counts, isAdmitted, { o, b, most: open, inTime: true, limitMs: limits[o] as number });
  }
  return open;
}

type Wish = Readonly<{ o: number; b: number; most: number; inTime: boolean; limitMs: number }>;

/** Adds as many items as there is time for before what follows; gives how many. */
function keep(grid: FloorGrid, counts: Counts, isAdmitted: ReadonlySet<number>, { o, b, most, inTime, limitMs }: Wish): number {
  const width = grid.batches.length;
  let workMs = 0;
  let roomMs = Number.POSITIVE_INFINITY;
  for (let other = 0, at = o * width; other < width; other += 1, at += 1) {
    workMs += (counts[at] as number) * (grid.pacesMs[at] as number);
    const binds = other === b ? inTime : other > b && (counts[at] as number) > 0 && isAdmitted.has(other);
    if (binds) roomMs = Math.min(roomMs, (grid.untilDueMs[at] as number) - workMs);
  }
  roomMs = Math.min(roomMs, (grid.times[o]?.totalMs ?? 0) - workMs, limitMs - workMs);
  const at = o * width + b;
  const kept = Math.max(0, Math.min(most, Math.floor(roomMs / (grid.pacesMs[at] as number))));
  counts[at] = (counts[at] as number) + kept;
  return kept;
}
