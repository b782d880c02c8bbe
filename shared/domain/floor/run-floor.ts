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

/** Whoever is free first takes the most urgent item that they may key and will have done before they leave. */
function keyPool(grid: FloorGrid, counts: Counts, busyMs: Float64Array, run: FloorRun): void {
  const left = counts.slice(grid.pool * grid.batches.length);
  let open = left.reduce((sum, count) => sum + count, 0);
  const next = new Int32Array(grid.pool);
  const free = open === 0 ? new FreeFirst(0) : freeFrom(grid, busyMs);
  for (let o = free.first; o !== undefined && open > 0; o = free.first) {
    next[o] = mostUrgent(grid, left, o, next[o] as number);
    const { b, startMs } = nextStart(grid, left, o, next[o] as number, busyMs[o] as number);
    if (startMs === busyMs[o]) {
      busyMs[o] = startMs + (grid.pacesMs[o * left.length + b] as number);
      left[b] = (left[b] as number) - 1;
      open -= 1;
      keyOne(grid, o, b, busyMs[o] as number, run);
    } else busyMs[o] = startMs;
    const freeAtMs = grid.times[o]?.freeAt(busyMs[o] as number) ?? null;
    if (freeAtMs === null) free.removeFirst();
    else free.putBack(freeAtMs);
  }
  leaveRest(left, run);
}

/** The first batch from `b` on of which something is left that they may key. */
function mostUrgent({ may }: FloorGrid, left: Counts, o: number, from: number): number {
  let b = from;
  while (b < left.length && (left[b] === 0 || may[o * left.length + b] === 0)) b += 1;
  return b;
}

/** What they start next, and after how much work: now if anything fits before they leave, else as soon as anything does. Infinity: nothing ever. */
function nextStart(grid: FloorGrid, left: Counts, o: number, from: number, workMs: number): Readonly<{ b: number; startMs: number }> {
  let best = { b: left.length, startMs: Number.POSITIVE_INFINITY };
  for (let b = from; b < left.length; b = mostUrgent(grid, left, o, b + 1)) {
    const startMs = grid.times[o]?.startAfter(workMs, grid.pacesMs[o * left.length + b] as number) ?? Number.POSITIVE_INFINITY;
    if (startMs < best.startMs) best = { b, startMs };
    if (startMs === workMs) return best;
  }
  return best;
}

function keyOne(grid: FloorGrid, o: number, b: number, workMs: number, { finishAtMs, lateItems }: FloorRun): void {
  finishAtMs[b] = Math.max(finishAtMs[b] as number, grid.times[o]?.doneAt(workMs) ?? Number.POSITIVE_INFINITY);
  if (workMs > (grid.untilDueMs[o * grid.batches.length + b] as number)) lateItems[b] = (lateItems[b] as number) + 1;
}

function leaveRest(left: Counts, { finishAtMs, lateItems }: FloorRun): void {
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
