import type { Floor, FloorLoad } from './floor';

/** So many items of a batch go from an operator, or from the pool (null), to another. */
export type FloorMove = Readonly<{ batchId: string; from: string | null; to: string | null; count: number }>;

/** The floor as it would be after moves. Throws a RangeError when somebody has not got what is moved away from them. */
export function withMoves(floor: Floor, moves: readonly FloorMove[]): Floor {
  const loads = new Map<string, FloorLoad>();
  const add = (batchId: string, operatorId: string | null, count: number): number => {
    const key = JSON.stringify([batchId, operatorId]);
    const sum = (loads.get(key)?.count ?? 0) + count;
    loads.set(key, { batchId, operatorId, count: sum });
    return sum;
  };
  for (const { batchId, operatorId, count } of floor.loads) add(batchId, operatorId, count);
  for (const { batchId, from, to, count } of moves) {
    if (!Number.isSafeInteger(count) || count < 0 || add(batchId, from, -count) < 0) throw new RangeError(`no ${count} items of ${batchId} to move from ${from ?? 'the pool'}`);
    add(batchId, to, count);
  }
  return { ...floor, loads: [...loads.values()].filter(({ count }) => count > 0) };
}
