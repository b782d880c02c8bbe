import type { FloorItem } from '../../shared/domain/floor-item';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import { index } from './index-client';
import { floorMarks, type FloorMarks } from './index-floor';
import { pacedQuery, type Live } from './paced-query';
import { foldedStreams, waitingMutations } from './waiting-mutations';

/** What has come of the floor since the last time. */
export type FloorNews = Readonly<{
  /** Forget what was told before: these are all. */
  startsOver: boolean;
  items: readonly FloorItem[];
  /** Moves of this desk that the centre has not answered for, in the order in which it will decide them. */
  moves: readonly MoveEnvelope[];
  /** How far the centre's rows contain each stream of this desk. */
  folded: ReadonlyMap<string, number>;
}>;

/** Tells the whole floor first, then what is new in it; see `pacedQuery`. */
export function floorNews(): Live<FloorNews> {
  let read: FloorMarks | null = null;
  // Every parcel moves the index's position, which stands in `meta`; rows and moves must be of one moment.
  return pacedQuery('meta', () => index.transaction('r', index.floor, index.mutations, index.meta, async () => {
    const marks = await floorMarks(index);
    const startsOver = read === null || marks.start !== read.start;
    const after = startsOver ? 0 : (read?.change ?? 0);
    const rows = marks.change === after ? [] : await index.floor.where('change').above(after).toArray();
    const waiting = await waitingMoves();
    // Last: what was read in a try that failed is read again.
    read = marks;
    return { startsOver, items: rows.map(({ item }) => item), ...waiting };
  }));
}

async function waitingMoves(): Promise<Pick<FloorNews, 'moves' | 'folded'>> {
  const folded = await foldedStreams();
  const waiting = await waitingMutations(['move'], folded);
  return { folded, moves: waiting.flatMap(({ envelope }) => (envelope.kind === 'move' ? [envelope] : [])) };
}
