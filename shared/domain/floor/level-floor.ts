import { Admission, type AdmissionOptions } from './admission';
import type { Floor } from './floor';
import { floorGrid, type Counts, type FloorGrid } from './floor-grid';
import type { FloorMove } from './floor-move';
import { compareValues, floorValue } from './floor-value';
import { improved, Tries, withoutVainMoves, type Plan } from './improve-plan';
import { matchMoves, type Pile } from './match-moves';
import { runFloor } from './run-floor';
import { settleRest, type RestOptions } from './settle-rest';

const MOST_TRIES = 60_000;
/** Piles, items in the pool and operators that all tries together go over. */
const MOST_WORK = 2_000_000;
/** Up to so many batches, every set of them is tried as the one to be timely. */
const FEW_BATCHES = 4;

export type LevelledFloor = Readonly<{
  /** None when no move makes anything better. */
  moves: readonly FloorMove[];
  /** Batches that would be late and, after the moves, are timely. */
  saved: readonly string[];
  /** Batches that stay late even if all who may key them keyed nothing else from now on. */
  lost: readonly string[];
  /** Batches that are late after the moves though they could be timely by themselves: others are worth more. */
  givenUp: readonly string[];
}>;

/**
 * Proposes moves that make the floor worth most by `FloorValue`, under what operators may be given and may hold.
 * What it proposes is never worth less than what is there. It is a search with a bounded number of tries, no proof of the best.
 */
export function levelFloor(floor: Floor, nowMs: number): LevelledFloor {
  const grid = floorGrid(floor, nowMs);
  const now: Plan = { counts: grid.counts, value: floorValue(grid, grid.counts) };
  const plan = now.value.lateItems === 0 ? now : bestPlan(grid, now);
  const before = runFloor(grid, grid.counts).lateItems;
  const after = runFloor(grid, plan.counts).lateItems;
  const idsWhere = (holds: (b: number) => boolean): readonly string[] => grid.batches.flatMap(({ id }, b) => (holds(b) ? [id] : []));
  return {
    moves: movesOf(grid, plan.counts),
    saved: idsWhere((b) => (before[b] ?? 0) > 0 && after[b] === 0),
    lost: idsWhere((b) => isLost(grid, b)),
    givenUp: idsWhere((b) => (after[b] ?? 0) > 0 && !isLost(grid, b)),
  };
}

function bestPlan(grid: FloorGrid, now: Plan): Plan {
  const size = grid.counts.reduce((sum, count, at) => sum + (at < grid.may.length ? Math.min(1, count) : count), grid.operators.length);
  const tries = new Tries(Math.min(MOST_TRIES, Math.ceil(MOST_WORK / size)));
  let best = now;
  for (const start of starts(grid, now)) {
    const plan = improved(grid, withoutVainMoves(grid, start, tries), 2, tries);
    if (compareValues(plan.value, best.value) < 0) best = plan;
  }
  return improved(grid, best, 3, tries);
}

/** What is there and the drafts, each once, the best first. */
function starts(grid: FloorGrid, now: Plan): readonly Plan[] {
  const plans = new Map([[now.counts.join(), now]]);
  for (const counts of drafts(grid)) {
    const key = counts.join();
    if (!plans.has(key)) plans.set(key, { counts, value: floorValue(grid, counts) });
  }
  return [...plans.values()].sort((a, b) => compareValues(a.value, b.value));
}

function* drafts(grid: FloorGrid): Generator<Counts> {
  const preferences = isSmall(grid) ? (['roomy', 'quick'] as const) : (['roomy'] as const);
  for (const only of goals(grid)) {
    for (const preference of preferences) {
      for (const givesPool of [false, true]) {
        for (const order of ['urgency', 'worth'] as const) yield* draftsOf(grid, { preference, givesPool, order, ...(only === null ? {} : { only }) });
      }
    }
  }
}

function* draftsOf(grid: FloorGrid, options: AdmissionOptions): Generator<Counts> {
  const admission = new Admission(grid, options);
  const rests: readonly RestOptions[] = [{ releases: false, fills: false }, { releases: true, fills: false }, { releases: true, fills: true }];
  for (const rest of rests) {
    const counts = admission.counts.slice();
    settleRest(grid, counts, admission.admitted, rest);
    yield counts;
  }
}

function* goals(grid: FloorGrid): Generator<ReadonlySet<number> | null> {
  yield null;
  if (!isSmall(grid)) return;
  for (let set = 0; set < 2 ** grid.batches.length; set += 1) yield new Set(grid.batches.flatMap((_, b) => ((set >> b) % 2 === 1 ? [b] : [])));
}

function isSmall({ batches }: FloorGrid): boolean {
  return batches.length <= FEW_BATCHES;
}

function isLost(grid: FloorGrid, b: number): boolean {
  const width = grid.batches.length;
  let items = grid.counts[grid.pool * width + b] as number;
  for (let o = 0, at = b; o < grid.pool; o += 1, at += width) {
    const inTime = Math.floor((grid.untilDueMs[at] as number) / (grid.pacesMs[at] as number));
    const held = grid.counts[at] as number;
    items += held - (grid.may[at] === 1 ? inTime : Math.min(held, inTime));
  }
  return items > 0;
}

function movesOf(grid: FloorGrid, counts: Counts): readonly FloorMove[] {
  const width = grid.batches.length;
  return grid.batches.flatMap(({ id }, b) => {
    const piles = (sign: 1 | -1): readonly Pile[] => Array.from({ length: grid.pool + 1 }, (_, place) => {
      const change = (counts[place * width + b] ?? 0) - (grid.counts[place * width + b] ?? 0);
      return { operatorId: grid.operators[place]?.id ?? null, count: Math.max(0, sign * change) };
    }).filter(({ count }) => count > 0);
    return matchMoves(id, piles(-1), piles(1));
  });
}
