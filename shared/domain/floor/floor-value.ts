import type { Counts, FloorGrid } from './floor-grid';
import { runFloor } from './run-floor';

/** What a plan is worth: by each part in turn, the next one only where all before are equal. */
export type FloorValue = Readonly<{
  /** The weights of all timely batches together; more is better. A batch without open items counts as timely. */
  timelyWeight: number;
  /** Items keyed after their deadline, or never; of this and all that follows less is better. */
  lateItems: number;
  /** Batches that never finish. */
  unfinished: number;
  /** By how much the other late batches are late, all together, in begun minutes of each: nobody moves work to gain less. */
  lateMinutes: number;
  /** Items that do not lie where they lay. */
  moved: number;
}>;

const MINUTE_MS = 60_000;

export function floorValue(grid: FloorGrid, counts: Counts): FloorValue {
  const run = runFloor(grid, counts);
  const value = { timelyWeight: 0, lateItems: 0, unfinished: 0, lateMinutes: 0 };
  grid.batches.forEach(({ weight, dueAtMs }, b) => {
    const late = run.lateItems[b] as number;
    const finishAtMs = run.finishAtMs[b] as number;
    value.lateItems += late;
    if (late === 0) value.timelyWeight += weight;
    else if (Number.isFinite(finishAtMs)) value.lateMinutes += Math.ceil((finishAtMs - dueAtMs) / MINUTE_MS);
    else value.unfinished += 1;
  });
  return { ...value, moved: movedItems(grid, counts) };
}

/** Below 0 when the first is better. */
export function compareValues(a: FloorValue, b: FloorValue): number {
  return compareOutcomes(a, b) || a.moved - b.moved;
}

/** As `compareValues`, whatever was moved for it. */
export function compareOutcomes(a: FloorValue, b: FloorValue): number {
  const weight = b.timelyWeight - a.timelyWeight;
  // Sums of weights in another order may differ by a rounding: that is no gain.
  if (Math.abs(weight) > 1e-9 * Math.max(a.timelyWeight, b.timelyWeight)) return weight;
  return a.lateItems - b.lateItems || a.unfinished - b.unfinished || a.lateMinutes - b.lateMinutes;
}

function movedItems(grid: FloorGrid, counts: Counts): number {
  let moved = 0;
  for (let at = 0; at < counts.length; at += 1) moved += Math.max(0, (counts[at] as number) - (grid.counts[at] as number));
  return moved;
}
