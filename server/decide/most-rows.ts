import type { Mutation } from '../../shared/domain/mutation';
import type { ReadMutation } from './read-mutation';

/** A mutation's rows at most: ledger, place, stream, item, the item's rows in its queue and on the floor, a notice, the entry's row in the tray. */
const ROWS_A_MUTATION = 8;

/** What a verdict writes besides: the centre's own mutation, the winner's row in the tray, a notice to whose it was. */
const ROWS_A_VERDICT = 3;

/** What an item that moves or is given out writes besides: itself, its assignment, its rows in the new queue and on the floor, the word to the former holder, and that its batch is in the pool or no more. */
const ROWS_A_MOVED_ITEM = 6;

/** How many rows of all tables may follow from a mutation, notices of what was refused about its item apart. */
export function mostRowsOf({ read, itemIds, askCount }: Pick<ReadMutation, 'read' | 'itemIds' | 'askCount'>): number {
  return ROWS_A_MUTATION + (read.kind === 'whole' ? moreRowsOf(read.mutation.kind, itemIds.length, askCount) : 0);
}

function moreRowsOf(kind: Mutation['kind'], itemCount: number, askCount: number): number {
  switch (kind) {
    case 'submit':
      return 0;
    case 'move':
      return itemCount * ROWS_A_MOVED_ITEM;
    case 'session':
      return 0;
    case 'ask':
      return askCount * ROWS_A_MOVED_ITEM;
    case 'judge':
      return ROWS_A_VERDICT;
    default:
      return kind satisfies never;
  }
}
