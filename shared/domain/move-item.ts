import { z } from 'zod';
import { assignIdOf } from './assign-id';
import type { Assign } from './centre-mutation';
import { compareEpochs } from './epoch';
import type { Item } from './item';
import type { MovedItem, MoveEnvelope } from './mutations/move';

/** Why an item of a move stays where it is: the centre had moved on. */
export const passedOverSchema = z.enum([
  /** No such item at this site. */
  'unknownItem',
  /** It is settled. */
  'alreadyDone',
  /** Somebody else has moved it since the lead saw it. */
  'movedSince',
]);
export type PassedOver = z.infer<typeof passedOverSchema>;

/** What a move looks at of an item. */
export type Movable = Pick<Item, 'id' | 'state' | 'assignedTo' | 'epoch' | 'minEpoch'>;

/** What of a move decides about its items. */
export type MoveOrder = Pick<MoveEnvelope, 'id' | 'operatorId' | 'toOperatorId' | 'hard' | 'reason'>;

export type ItemMove =
  | Readonly<{ kind: 'moves'; to: Pick<Item, 'assignedTo' | 'epoch' | 'minEpoch'> }>
  | Readonly<{ kind: 'passedOver'; reason: PassedOver }>;

/**
 * What a lead's move does to one of its items: where it goes, or why it stays. Final at the centre, a forecast elsewhere.
 *
 * An item moves only from where the lead saw it. So of two moves that do not know of each other the first to reach the
 * centre counts, and whoever takes back a move takes back that one and no other.
 */
export function moveItem(item: Movable | null, move: MoveOrder, seen: MovedItem): ItemMove {
  const reason = item === null ? 'unknownItem' : passedOver(item, seen);
  if (item === null || reason !== null) return { kind: 'passedOver', reason: reason ?? 'unknownItem' };
  const epoch = { term: item.epoch.term, seq: item.epoch.seq + 1 };
  return { kind: 'moves', to: { assignedTo: move.toOperatorId, epoch, minEpoch: move.hard ? epoch : item.minEpoch } };
}

/** The assignment that a moved item's story tells; the same each time that it is made. */
export function assignByMove(itemId: string, move: MoveOrder, { epoch, minEpoch }: Pick<Item, 'epoch' | 'minEpoch'>): Assign {
  return {
    id: assignIdOf(move.id, itemId), kind: 'assign', itemId, toOperatorId: move.toOperatorId, epoch, minEpoch,
    byMove: { mutationId: move.id, operatorId: move.operatorId, reason: move.reason },
  };
}

function passedOver(item: Movable, seen: MovedItem): PassedOver | null {
  if (item.state === 'done') return 'alreadyDone';
  const isAsSeen = item.assignedTo === seen.fromOperatorId && compareEpochs(item.epoch, seen.epoch) === 0;
  return isAsSeen ? null : 'movedSince';
}
