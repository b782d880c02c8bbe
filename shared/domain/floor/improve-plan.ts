import type { Counts, FloorGrid } from './floor-grid';
import { compareOutcomes, compareValues, floorValue, type FloorValue } from './floor-value';
import { heldLimitsMs, keepsLimits } from './held-work';

export type Plan = Readonly<{ counts: Counts; value: FloorValue }>;

/** Counts the tries that are left, as one try of a large floor takes far longer than one of a small floor. */
export class Tries {
  constructor(private left: number) {}

  take(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }
}

/** Undoes what a plan moves for nothing: half of its batches at once, then half of those, down to single ones. */
export function withoutVainMoves(grid: FloorGrid, plan: Plan, tries: Tries): Plan {
  const limits = heldLimitsMs(grid);
  const moved = grid.batches.flatMap((_, b) => (placesOf(grid, b).some((at) => plan.counts[at] !== grid.counts[at]) ? [b] : []));
  let best = plan;
  const undo = (batches: readonly number[]): void => {
    if (batches.length === 0 || !tries.take()) return;
    const counts = best.counts.slice();
    for (const b of batches) for (const at of placesOf(grid, b)) counts[at] = grid.counts[at] as number;
    const value = floorValue(grid, counts);
    if (keepsLimits(grid, counts, limits) && compareOutcomes(value, best.value) <= 0) best = { counts, value };
    else if (batches.length > 1) [batches.slice(0, batches.length >> 1), batches.slice(batches.length >> 1)].forEach(undo);
  };
  undo(moved);
  return best;
}

/** Moves single piles, then two at once and so on up to `most`, as long as that makes the plan better and there are tries left. */
export function improved(grid: FloorGrid, plan: Plan, most: number, tries: Tries): Plan {
  const limits = heldLimitsMs(grid);
  let best = plan;
  for (let atOnce = 1; atOnce <= most; ) {
    const better = betterBy(grid, best, atOnce, limits, tries);
    atOnce = better === null ? atOnce + 1 : 1;
    best = better ?? best;
  }
  return best;
}

type Step = Readonly<{ from: number; to: number; count: number }>;

/** The first better plan that is so many steps away; null when there is none or no try is left. */
function betterBy(grid: FloorGrid, plan: Plan, atOnce: number, limits: Float64Array, tries: Tries): Plan | null {
  for (const counts of away(grid, plan.counts, atOnce)) {
    if (!tries.take()) return null;
    if (!keepsLimits(grid, counts, limits)) continue;
    const value = floorValue(grid, counts);
    if (compareValues(value, plan.value) < 0) return { counts, value };
  }
  return null;
}

function* away(grid: FloorGrid, counts: Counts, atOnce: number): Generator<Counts> {
  for (const step of steps(grid, counts)) {
    if (atOnce === 1) yield after(counts, step);
    else yield* away(grid, after(counts, step), atOnce - 1);
  }
}

function* steps(grid: FloorGrid, counts: Counts): Generator<Step> {
  const width = grid.batches.length;
  for (let from = 0; from < counts.length; from += 1) {
    for (let count = counts[from] as number; count > 0; count >>= 1) {
      for (let to = from % width; to < counts.length; to += width) if (to !== from && mayLie(grid, counts, to, count)) yield { from, to, count };
    }
  }
}

/** With the skill for it, or as something that lay there already. */
function mayLie(grid: FloorGrid, counts: Counts, at: number, count: number): boolean {
  return at >= grid.may.length || grid.may[at] === 1 || (counts[at] as number) + count <= (grid.counts[at] as number);
}

function after(counts: Counts, { from, to, count }: Step): Counts {
  const then = counts.slice();
  then[from] = (then[from] as number) - count;
  then[to] = (then[to] as number) + count;
  return then;
}

function placesOf(grid: FloorGrid, b: number): readonly number[] {
  return Array.from({ length: grid.pool + 1 }, (_, place) => place * grid.batches.length + b);
}
