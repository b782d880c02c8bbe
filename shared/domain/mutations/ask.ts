import { z } from 'zod';
import { atTheDesk, seqSchema, signed, timeParts, type Unplaced } from './signed';

/** As many items as one ask gives: per item the centre writes a ledger row, the item, its rows in the queue and on the floor, and at most one of its batch's pool. */
export const MAX_ITEMS_AN_ASK = 20;

/** An operator asks for more work. */
export const askEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('ask'),
  /** So many items are wanted on top of those that were held. */
  count: z.int().min(1).max(MAX_ITEMS_AN_ASK),
  /** How many open items of theirs the desk showed, those set aside included: whoever holds more by now is given as many fewer. */
  heldCount: z.int().min(0),
});
export type AskEnvelope = Readonly<z.infer<typeof askEnvelopeSchema>>;

export const askDraftSchema = askEnvelopeSchema.omit(atTheDesk);
export type AskDraft = Readonly<z.infer<typeof askDraftSchema>>;
export const askSchema = askEnvelopeSchema.extend({ seq: seqSchema });

export function askParts(m: Unplaced<z.infer<typeof askSchema>>): readonly unknown[] {
  return [m.id, m.v, m.kind, m.operatorId, m.count, m.heldCount, ...timeParts(m)];
}
