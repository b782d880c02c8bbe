import { heldLimitsMs, heldMs } from './admission';
import type { Counts, FloorGrid } from './floor-grid';
import { compareOutcomes, compareValues, floorValue, type FloorValue } from './floor-value';

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
  const width = grid.batches.length;
  const moved = grid.batches.flatMap((_, b) => (placesOf(grid, b).some((at) => plan.counts[at] !== grid.counts[at]) ? [b] : []));
  let best = plan;
  const undo = (batches: readonly number[]): void => {
    if (batches.length === 0 || !tries.take()) return;
    const counts = best.counts.slice();
    for (const b of batches) for (const at of placesOf(grid, b)) counts[at] = grid.counts[at] as number;
    const value = floorValue(grid, counts);
    if (keepsLimits(grid, counts) && compareOutcomes(value, best.value) <= 0) best = { counts, value };
    else if (batches.length > 1) [batches.slice(0, batches.length >> 1), batches.slice(batches.length >> 1)].forEach(undo);
  };
  if (width > 0) undo(moved);
  return best;
}

/** Moves single piles, then two at once, as long as that makes the plan better and there are tries left. */
export function improved(grid: FloorGrid, plan: Plan, tries: Tries): Plan {
  let best = plan;
  for (let better: Plan | null = best; better !== null; better = betterBy(grid, best, 1, tries) ?? betterBy(grid, best, 2, tries)) best = better;
  return best;
}

type Step = Readonly<{ from: number; to: number; count: number }>;

function betterBy(grid: FloorGrid, plan: Plan, depth: 1 | 2, tries: Tries): Plan | null {
  const limits = heldLimitsMs(grid);
  for (const first of steps(grid, plan.counts)) {
    const once = moved(plan.counts, first);
    for (const counts of depth === 1 ? [once] : twice(grid, once)) {
      if (!keepsLimits(grid, counts, limits)) continue;
      if (!tries.take()) return null;
      const value = floorValue(grid, counts);
      if (compareValues(value, plan.value) < 0) return { counts, value };
    }
  }
  return null;
}

function* twice(grid: FloorGrid, once: Counts): Generator<Counts> {
  for (const second of steps(grid, once)) yield moved(once, second);
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

function moved(counts: Counts, { from, to, count }: Step): Counts {
  const after = counts.slice();
  after[from] = (after[from] as number) - count;
  after[to] = (after[to] as number) + count;
  return after;
}

function keepsLimits(grid: FloorGrid, counts: Counts, limits = heldLimitsMs(grid)): boolean {
  return limits.every((limitMs, o) => limitMs === Number.POSITIVE_INFINITY || heldMs(grid, counts, o) <= limitMs);
}

function placesOf(grid: FloorGrid, b: number): readonly number[] {
  return Array.from({ length: grid.pool + 1 }, (_, place) => place * grid.batches.length + b);
}
