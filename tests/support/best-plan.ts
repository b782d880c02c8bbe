import type { Floor } from '../../shared/domain/floor/floor';
import { floorGrid, type Counts, type FloorGrid } from '../../shared/domain/floor/floor-grid';
import { compareValues, floorValue, type FloorValue } from '../../shared/domain/floor/floor-value';
import { heldLimitsMs, keepsLimits } from '../../shared/domain/floor/held-work';
import { runFloor } from '../../shared/domain/floor/run-floor';

/** What a floor is worth as it lies. */
export function valueOf(floor: Floor, nowMs: number): FloorValue {
  const grid = floorGrid(floor, nowMs);
  return floorValue(grid, grid.counts);
}

/** The worth of the best of all plans that skills and limits allow, each of them tried: for a handful of items only. */
export function bestValue(floor: Floor, nowMs: number): FloorValue {
  const grid = floorGrid(floor, nowMs);
  let best = floorValue(grid, grid.counts);
  for (const counts of allowedPlans(grid)) {
    const value = floorValue(grid, counts);
    if (compareValues(value, best) < 0) best = value;
  }
  return best;
}

/** The batches that are timely in at least one of all plans. */
export function everTimely(floor: Floor, nowMs: number): ReadonlySet<string> {
  const grid = floorGrid(floor, nowMs);
  const timely = new Set<string>();
  for (const counts of allowedPlans(grid)) runFloor(grid, counts).lateItems.forEach((late, b) => {
    if (late === 0) timely.add(grid.batches[b]?.id ?? '');
  });
  return timely;
}

function* allowedPlans(grid: FloorGrid): Generator<Counts> {
  const limits = heldLimitsMs(grid);
  for (const counts of plans(grid, grid.counts.map(() => 0), 0)) if (keepsLimits(grid, counts, limits)) yield counts;
}

/** Every plan from one batch on; it is one array that changes. */
function* plans(grid: FloorGrid, counts: Counts, b: number): Generator<Counts> {
  if (b === grid.batches.length) {
    yield counts;
    return;
  }
  const places = Array.from({ length: grid.pool + 1 }, (_, place) => place * grid.batches.length + b);
  const total = places.reduce((sum, at) => sum + (grid.counts[at] ?? 0), 0);
  for (const _ of spreads(grid, counts, places, total)) yield* plans(grid, counts, b + 1);
}

function* spreads(grid: FloorGrid, counts: Counts, places: readonly number[], open: number): Generator<void> {
  const [at = 0, ...rest] = places;
  const most = rest.length === 0 || grid.may[at] === 1 ? open : Math.min(open, grid.counts[at] ?? 0);
  for (let count = rest.length === 0 ? open : 0; count <= most; count += 1) {
    counts[at] = count;
    if (rest.length === 0) yield;
    else yield* spreads(grid, counts, rest, open - count);
  }
  counts[at] = 0;
}
