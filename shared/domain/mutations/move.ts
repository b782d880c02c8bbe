import { z } from 'zod';
import { epochSchema } from '../epoch';
import { idSchema } from '../primitives';
import { moveReasonSchema } from '../reasons';
import { atTheDesk, seqSchema, signed, timeParts, type Unplaced } from './signed';

/** An item as the lead saw it who moves it: it moves only while this still holds. */
export const movedItemSchema = z.object({
  itemId: idSchema,
  /** Whose it was; null when it was nobody's. */
  fromOperatorId: idSchema.nullable(),
  epoch: epochSchema,
});
export type MovedItem = Readonly<z.infer<typeof movedItemSchema>>;

/**
 * As many items as one mutation moves, so that what the centre writes of it fits into one transaction: per item a ledger
 * row, the item, its rows on the floor and in the new queue, the word to the former holder, and that its batch is in the pool or
 * no more (`MAX_ROWS_A_TRANSACTION`).
 */
export const MAX_ITEMS_A_MOVE = 80;

/** A lead gives items to an operator, or to nobody. */
export const moveEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('move'),
  /** What was done in one go has one gesture: it is told of, and taken back, as one. */
  gestureId: idSchema,
  items: z.array(movedItemSchema).min(1).max(MAX_ITEMS_A_MOVE),
  toOperatorId: idSchema.nullable(),
  /** A hard move calls the items back: what is still keyed of them is kept, and never used by itself. */
  hard: z.boolean(),
  reason: moveReasonSchema,
});
export type MoveEnvelope = Readonly<z.infer<typeof moveEnvelopeSchema>>;

export const moveDraftSchema = moveEnvelopeSchema.omit(atTheDesk);
export type MoveDraft = Readonly<z.infer<typeof moveDraftSchema>>;
export const moveSchema = moveEnvelopeSchema.extend({ seq: seqSchema });

export function moveParts(m: Unplaced<z.infer<typeof moveSchema>>): readonly unknown[] {
  return [
    m.id, m.v, m.kind, m.operatorId, m.gestureId, m.toOperatorId, m.hard, m.reason, ...timeParts(m),
    m.items.map((each) => [each.itemId, each.fromOperatorId, each.epoch.term, each.epoch.seq]),
  ];
}
