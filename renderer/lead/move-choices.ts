import { forecastFloor } from '../../shared/domain/floor/forecast-floor';
import { withMoves, type FloorMove } from '../../shared/domain/floor/floor-move';
import { splitEvenly } from '../../shared/domain/floor/split-evenly';
import type { FloorItem } from '../../shared/domain/floor-item';
import { POOL } from './floor-focus';
import { isAskedFor, poolOf } from './floor-policies';
import type { FloorDesk } from './floor-desk';
import type { Transfer } from './move-work';

/** Whom chosen items may go to. */
export type Choice = Readonly<{ kind: 'operator'; operatorId: string }> | Readonly<{ kind: 'split' }> | Readonly<{ kind: 'pool' }>;

/** What a choice does to deadlines: batches that are late then, the latest first, and which of them would not be without it. */
export type Effect = Readonly<{ late: readonly Readonly<{ batchId: string; lateByMs: number; isNew: boolean }>[]; saved: readonly string[] }>;

/** Chosen items of one batch in one pair of hands, in their order. */
export type Pile = Readonly<{ batchId: string; from: string | null; items: readonly FloorItem[] }>;

/** The moves of a choice in numbers; what already lies there stays. */
export function movesOf(choice: Choice, piles: readonly Pile[], desk: FloorDesk): readonly FloorMove[] {
  const loads = piles.map(({ batchId, from, items }) => ({ batchId, operatorId: from ?? poolOf(batchId, desk.names), count: items.length }));
  if (choice.kind === 'split') return splitEvenly(desk.outlook.floor, loads, thoseThere(desk), desk.nowMs);
  // Only where somebody can ask for it again.
  if (choice.kind === 'pool') return loads.filter(({ batchId, operatorId }) => operatorId !== null && isAskedFor(batchId, desk.names)).map(({ batchId, operatorId: from, count }) => ({ batchId, from, to: null, count }));
  const to = choice.operatorId;
  return loads.filter(({ operatorId }) => operatorId !== to).map(({ batchId, operatorId: from, count }) => ({ batchId, from, to, count }));
}

/** What moves do to the deadlines of the floor. */
export function effectOf(moves: readonly FloorMove[], desk: FloorDesk): Effect {
  const after = forecastFloor(withMoves(desk.outlook.floor, moves), desk.nowMs);
  const late = [...after].filter(([, { lateItems }]) => lateItems > 0)
    .map(([batchId, { lateByMs }]) => ({ batchId, lateByMs, isNew: (desk.forecast.get(batchId)?.lateItems ?? 0) === 0 }));
  const saved = [...desk.forecast].filter(([id, { lateItems }]) => lateItems > 0 && after.get(id)?.lateItems === 0).map(([id]) => id);
  return { late: late.sort((a, b) => b.lateByMs - a.lateByMs), saved };
}

/** The items that moves in numbers mean: of each pile those behind in its order, so that whoever has begun with it keeps the front. */
export function transfersOf(moves: readonly FloorMove[], piles: readonly Pile[]): readonly Transfer[] {
  const left = new Map(piles.map((pile) => [pileKey(pile), { items: pile.items, count: pile.items.length }]));
  const transfers = new Map<string | null, FloorItem[]>();
  for (const move of moves) {
    const pile = left.get(pileKey({ ...move, from: move.from === POOL ? null : move.from }));
    if (pile === undefined) continue;
    const taken = pile.items.slice(Math.max(0, pile.count - move.count), pile.count);
    pile.count -= taken.length;
    const there = transfers.get(move.to);
    if (there === undefined) transfers.set(move.to, [...taken]);
    else for (const item of taken) there.push(item);
  }
  return [...transfers].map(([toOperatorId, items]) => ({ toOperatorId, items }));
}

/** Operators who are there to key. */
export function thoseThere({ outlook }: FloorDesk): readonly string[] {
  return outlook.floor.operators.filter(({ windows }) => windows.length > 0).map(({ id }) => id);
}

/** Sorts items into piles; each keeps their order. */
export function pilesOf(items: readonly FloorItem[]): readonly Pile[] {
  const piles = new Map<string, Map<string | null, FloorItem[]>>();
  for (const item of items) {
    const ofBatch = piles.get(item.batchId) ?? new Map<string | null, FloorItem[]>();
    piles.set(item.batchId, ofBatch);
    const pile = ofBatch.get(item.assignedTo);
    if (pile === undefined) ofBatch.set(item.assignedTo, [item]);
    else pile.push(item);
  }
  return [...piles].flatMap(([batchId, ofBatch]) => [...ofBatch].map(([from, pile]) => ({ batchId, from, items: pile })));
}

function pileKey({ batchId, from }: Pick<Pile, 'batchId' | 'from'>): string {
  return `${batchId}|${from ?? ''}`;
}
