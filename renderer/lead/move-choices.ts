import { forecastFloor } from '../../shared/domain/floor/forecast-floor';
import { withMoves, type FloorMove } from '../../shared/domain/floor/floor-move';
import { splitEvenly } from '../../shared/domain/floor/split-evenly';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { FloorDesk } from './floor-desk';
import type { Transfer } from './move-work';

/** Whom chosen items may go to. */
export type Choice = Readonly<{ kind: 'operator'; operatorId: string }> | Readonly<{ kind: 'split' }> | Readonly<{ kind: 'pool' }>;

/** What a choice does to deadlines: batches that are late then, the latest first, and which of them would not be without it. */
export type Effect = Readonly<{ late: readonly Readonly<{ batchId: string; lateByMs: number; isNew: boolean }>[]; saved: readonly string[] }>;

/** Items of each batch in each pair of hands, to be moved by a plan that counts. */
type Piles = ReadonlyMap<string, FloorItem[]>;

const pileKey = (batchId: string, from: string | null): string => `${batchId}|${from ?? ''}`;

/** The moves of a choice in numbers; what already lies there stays. */
export function movesOf(choice: Choice, items: readonly FloorItem[], desk: FloorDesk): readonly FloorMove[] {
  const loads = [...pilesOf(items).values()].map((pile) => ({ batchId: pile[0]?.batchId ?? '', operatorId: pile[0]?.assignedTo ?? null, count: pile.length }));
  if (choice.kind === 'split') return splitEvenly(desk.outlook.floor, loads, thoseThere(desk), desk.nowMs);
  const to = choice.kind === 'operator' ? choice.operatorId : null;
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
export function transfersOf(moves: readonly FloorMove[], items: readonly FloorItem[]): readonly Transfer[] {
  const piles = pilesOf(items);
  const transfers = new Map<string | null, FloorItem[]>();
  for (const { batchId, from, to, count } of moves) {
    const taken = piles.get(pileKey(batchId, from))?.splice(-count, count) ?? [];
    transfers.set(to, [...(transfers.get(to) ?? []), ...taken]);
  }
  return [...transfers].map(([toOperatorId, moved]) => ({ toOperatorId, items: moved }));
}

/** Operators who are there to key. */
export function thoseThere({ outlook }: FloorDesk): readonly string[] {
  return outlook.floor.operators.filter(({ windows }) => windows.length > 0).map(({ id }) => id);
}

function pilesOf(items: readonly FloorItem[]): Piles {
  const piles = new Map<string, FloorItem[]>();
  for (const item of items) {
    const key = pileKey(item.batchId, item.assignedTo);
    const pile = piles.get(key);
    if (pile === undefined) piles.set(key, [item]);
    else pile.push(item);
  }
  return piles;
}
