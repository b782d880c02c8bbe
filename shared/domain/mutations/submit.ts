import { z } from 'zod';
import { effortTotalsSchema } from '../effort';
import { MAX_SEALED_ENTRY_BYTES } from '../entry';
import { epochSchema } from '../epoch';
import { idSchema, sha256Schema } from '../primitives';
import { rejectReasonSchema } from '../reasons';
import { atTheDesk, seqSchema, signed, timeParts, type Unplaced } from './signed';

/** An operator hands in an entry. */
export const submitEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('submit'),
  itemId: idSchema,
  /** The assignment that the work was done under. */
  epoch: epochSchema,
  pass: z.enum(['key']),
  formHash: sha256Schema,
  /** The entry sends its item back as not workable, and need not be complete. */
  rejectedFor: rejectReasonSchema.optional(),
  /** The session that it was keyed in. */
  sessionId: idSchema.optional(),
  /** What keying it took: figures of the work, never of a value. */
  effort: effortTotalsSchema.optional(),
});
export type SubmitEnvelope = Readonly<z.infer<typeof submitEnvelopeSchema>>;

/** The sealed entry, encoded once: an opaque string from here to the centre's ledger. */
const body = z.string().min(1).max(MAX_SEALED_ENTRY_BYTES);
export const submitDraftSchema = submitEnvelopeSchema.omit(atTheDesk).extend({ body });
export type SubmitDraft = Readonly<z.infer<typeof submitDraftSchema>>;
export const submitSchema = submitEnvelopeSchema.extend({ seq: seqSchema, body });
export type SubmitMutation = Readonly<z.infer<typeof submitSchema>>;

export function submitParts(m: Unplaced<SubmitMutation>): readonly unknown[] {
  return [
    m.id, m.v, m.kind, m.operatorId, m.itemId, m.epoch.term, m.epoch.seq, m.pass, m.formHash, ...timeParts(m), m.body,
    // Left out where there is none, so that the hashes of earlier mutations stay.
    ...(m.rejectedFor === undefined ? [] : [m.rejectedFor]),
    ...(m.sessionId === undefined ? [] : [['session', m.sessionId]]),
    ...(m.effort === undefined ? [] : [['effort', m.effort.keystrokes, m.effort.corrections, m.effort.activeMs, m.effort.pausedMs, m.effort.waitedMs]]),
  ];
}
