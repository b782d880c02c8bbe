import type { Counts, FloorGrid } from './floor-grid';

/** The most work that each may hold in a plan: their limit or, where they hold more already, that. */
export function heldLimitsMs(grid: FloorGrid): Float64Array {
  return Float64Array.from(grid.operators, ({ maxHeldMs }, o) => Math.max(maxHeldMs ?? Number.POSITIVE_INFINITY, heldMs(grid, grid.counts, o)));
}

/** The work that lies with an operator. */
export function heldMs(grid: FloorGrid, counts: Counts, o: number): number {
  let workMs = 0;
  for (let b = 0, at = o * grid.batches.length; b < grid.batches.length; b += 1, at += 1) workMs += (counts[at] as number) * (grid.pacesMs[at] as number);
  return workMs;
}

/** Whether nobody holds more than they may; `limits` as from `heldLimitsMs`. */
export function keepsLimits(grid: FloorGrid, counts: Counts, limits: Float64Array): boolean {
  return limits.every((limitMs, o) => limitMs === Number.POSITIVE_INFINITY || heldMs(grid, counts, o) <= limitMs);
}
