import type { Counts, FloorGrid } from './floor-grid';
import { FreeFirst } from './free-first';

/** How a floor goes on when nobody moves anything, by batch. */
export type FloorRun = Readonly<{
  /** When the last item is keyed; Infinity: never. */
  finishAtMs: Float64Array;
  lateItems: Int32Array;
}>;

/** Lets every operator key what they hold and then what lies in the pool. */
export function runFloor(grid: FloorGrid, counts: Counts): FloorRun {
  const run = { finishAtMs: new Float64Array(grid.batches.length), lateItems: new Int32Array(grid.batches.length) };
  const busyMs = Float64Array.from(grid.times, (_, o) => keyHeld(grid, counts, o, run));
  keyPool(grid, counts, busyMs, run);
  return run;
}

/** Gives the work that they hold. */
function keyHeld(grid: FloorGrid, counts: Counts, o: number, { finishAtMs, lateItems }: FloorRun): number {
  let workMs = 0;
  for (let b = 0, at = o * grid.batches.length; b < grid.batches.length; b += 1, at += 1) {
    const count = counts[at] as number;
    if (count === 0) continue;
    const paceMs = grid.pacesMs[at] as number;
    const inTime = Math.max(0, Math.min(count, Math.floor(((grid.untilDueMs[at] as number) - workMs) / paceMs)));
    lateItems[b] = (lateItems[b] as number) + count - inTime;
    workMs += count * paceMs;
    finishAtMs[b] = Math.max(finishAtMs[b] as number, grid.times[o]?.doneAt(workMs) ?? Number.POSITIVE_INFINITY);
  }
  return workMs;
}

/** Whoever is free first takes the most urgent item that they may key; nobody takes one that their windows do not hold. */
function keyPool(grid: FloorGrid, counts: Counts, busyMs: Float64Array, { finishAtMs, lateItems }: FloorRun): void {
  const { pool, batches, times, may } = grid;
  const left = counts.slice(pool * batches.length);
  let open = left.reduce((sum, count) => sum + count, 0);
  const next = new Int32Array(pool);
  const free = open === 0 ? new FreeFirst(0) : freeFrom(grid, busyMs);
  for (let o = free.first; o !== undefined && open > 0; o = free.first) {
    let b = next[o] as number;
    while (b < batches.length && (left[b] === 0 || may[o * batches.length + b] === 0)) b += 1;
    next[o] = b;
    const at = o * batches.length + b;
    const workMs = (busyMs[o] as number) + (b < batches.length ? (grid.pacesMs[at] as number) : Number.POSITIVE_INFINITY);
    const doneAtMs = times[o]?.doneAt(workMs) ?? null;
    if (doneAtMs === null) {
      free.removeFirst();
      continue;
    }
    busyMs[o] = workMs;
    left[b] = (left[b] as number) - 1;
    open -= 1;
    finishAtMs[b] = Math.max(finishAtMs[b] as number, doneAtMs);
    if (workMs > (grid.untilDueMs[at] as number)) lateItems[b] = (lateItems[b] as number) + 1;
    const freeAtMs = times[o]?.freeAt(workMs) ?? null;
    if (freeAtMs === null) free.removeFirst();
    else free.putBack(freeAtMs);
  }
  left.forEach((count, b) => {
    if (count === 0) return;
    lateItems[b] = (lateItems[b] as number) + count;
    finishAtMs[b] = Number.POSITIVE_INFINITY;
  });
}

function freeFrom({ times }: FloorGrid, busyMs: Float64Array): FreeFirst {
  const free = new FreeFirst(times.length);
  times.forEach((time, o) => {
    const freeAtMs = time.freeAt(busyMs[o] as number);
    if (freeAtMs !== null) free.add(o, freeAtMs);
  });
  return free;
}
