import type { FloorMove } from './floor-move';

export type Pile = Readonly<{ operatorId: string | null; count: number }>;

/** Moves of one batch from who has items to spare to who shall have them, in the order given, until one side has none left. */
export function matchMoves(batchId: string, spare: readonly Pile[], wanted: readonly Pile[]): readonly FloorMove[] {
  const moves: FloorMove[] = [];
  const open = wanted.map(({ count }) => count);
  let w = 0;
  for (const { operatorId, count } of spare) {
    for (let left = count; left > 0 && w < open.length; ) {
      const moved = Math.min(left, open[w] ?? 0);
      if (moved > 0) moves.push({ batchId, from: operatorId, to: wanted[w]?.operatorId ?? null, count: moved });
      left -= moved;
      open[w] = (open[w] ?? 0) - moved;
      if (open[w] === 0) w += 1;
    }
  }
  return moves;
}
