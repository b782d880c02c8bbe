import type { Floor, FloorLoad } from './floor';
import { floorGrid, type FloorGrid } from './floor-grid';
import { withMoves, type FloorMove } from './floor-move';
import { heldLimitsMs, heldMs } from './held-work';
import { matchMoves, type Pile } from './match-moves';
import { compareIds } from './urgency';

/**
 * The moves that spread loads over operators so that those finish all that they hold as evenly as whole items, skills and limits allow.
 * Each item in turn, those that take longest first, goes to whoever would then be done first. What none of them may be given, or has
 * time for, stays where it is. Throws a RangeError for a load that is not on the floor.
 */
export function splitEvenly(floor: Floor, loads: readonly FloorLoad[], operatorIds: readonly string[], nowMs: number): readonly FloorMove[] {
  const lifted = withMoves(floor, loads.map(({ batchId, operatorId, count }) => ({ batchId, from: operatorId, to: null, count })));
  const grid = floorGrid(lifted, nowMs);
  const limitsMs = heldLimitsMs(floorGrid(floor, nowMs));
  const hands = grid.operators.flatMap(({ id }, o) => (operatorIds.includes(id) ? [{ o, limitMs: limitsMs[o] ?? 0, workMs: heldMs(grid, grid.counts, o) }] : []));
  return longestFirst(grid, hands).flatMap((b) => {
    const batchId = grid.batches[b]?.id ?? '';
    const piles = pilesOf(loads, batchId);
    const shares = deal(grid, hands, b, piles.reduce((sum, { count }) => sum + count, 0));
    return matchMoves(batchId, more(piles, shares), more(shares, piles));
  });
}

type Hand = { readonly o: number; readonly limitMs: number; workMs: number };

function longestFirst({ batches, pacesMs }: FloorGrid, hands: readonly Hand[]): readonly number[] {
  const pace = (b: number): number => hands.reduce((sum, { o }) => sum + (pacesMs[o * batches.length + b] ?? 0), 0);
  return batches.map((_, b) => ({ b, paceMs: pace(b) })).sort((x, y) => y.paceMs - x.paceMs || x.b - y.b).map(({ b }) => b);
}

function pilesOf(loads: readonly FloorLoad[], batchId: string): readonly Pile[] {
  const counts = new Map<string | null, number>();
  for (const load of loads) if (load.batchId === batchId) counts.set(load.operatorId, (counts.get(load.operatorId) ?? 0) + load.count);
  return [...counts].map(([operatorId, count]) => ({ operatorId, count })).sort((x, y) => compareIds(x.operatorId ?? '', y.operatorId ?? ''));
}

/** How many items each gets. */
function deal(grid: FloorGrid, hands: readonly Hand[], b: number, count: number): readonly Pile[] {
  const shares = new Map<Hand, number>();
  for (let dealt = 0; dealt < count; dealt += 1) {
    const hand = firstDone(grid, hands, b);
    if (hand === undefined) break;
    hand.workMs += grid.pacesMs[hand.o * grid.batches.length + b] ?? 0;
    shares.set(hand, (shares.get(hand) ?? 0) + 1);
  }
  return [...shares].map(([{ o }, share]) => ({ operatorId: grid.operators[o]?.id ?? null, count: share }));
}

function firstDone(grid: FloorGrid, hands: readonly Hand[], b: number): Hand | undefined {
  let first: Hand | undefined;
  let firstAtMs = Number.POSITIVE_INFINITY;
  for (const hand of hands) {
    const at = hand.o * grid.batches.length + b;
    const workMs = hand.workMs + (grid.pacesMs[at] ?? 0);
    const doneAtMs = grid.may[at] === 1 && workMs <= hand.limitMs ? (grid.times[hand.o]?.doneAt(workMs) ?? null) : null;
    if (doneAtMs === null || doneAtMs >= firstAtMs) continue;
    first = hand;
    firstAtMs = doneAtMs;
  }
  return first;
}

/** By how much the first piles are higher than the others. */
function more(piles: readonly Pile[], others: readonly Pile[]): readonly Pile[] {
  const highest = (operatorId: string | null): number => others.find((other) => other.operatorId === operatorId)?.count ?? 0;
  return piles.map(({ operatorId, count }) => ({ operatorId, count: count - highest(operatorId) })).filter(({ count }) => count > 0);
}
