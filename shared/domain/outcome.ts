import { z } from 'zod';

/** Why an entry was kept instead of used: stored whole, credited, put before a lead. */
export const keptReasonSchema = z.enum([
  /** Another entry was there first. */
  'alreadyDone',
  /** Worked under an assignment that was hard-revoked. */
  'belowMinEpoch',
  /** The desk or the operator had been revoked. */
  'revoked',
  /** Keyed under another form than the batch's. */
  'otherForm',
]);
export type KeptReason = z.infer<typeof keptReasonSchema>;

/** Why a mutation was refused: stored whole, shown, editable again under a new id. */
export const refusedReasonSchema = z.enum([
  /** Its shape or version is not known to this centre. */
  'malformed',
  /** The hash does not fit the content: damaged on the way or on disk. */
  'hashMismatch',
  /** The id was used before with another content. */
  'idReused',
  /** No such item at this site. */
  'unknownItem',
  /** No such operator at this site. */
  'unknownOperator',
  /** The item was never given to this operator under this epoch. */
  'notAssigned',
  /** The centre cannot open the sealed entry. */
  'unreadable',
  /** The opened entry does not fit its form. */
  'invalidEntry',
  /** Only a lead or a manager who is not revoked may do this, at a desk that is not. */
  'notAllowed',
  /** The session is another operator's. */
  'otherSession',
]);
export type RefusedReason = z.infer<typeof refusedReasonSchema>;

/** What the centre made of one pushed mutation. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('kept'), reason: keptReasonSchema }),
  z.object({ kind: z.literal('refused'), reason: refusedReasonSchema }),
  /** Nothing was stored from here on: send again from this `seq`. */
  z.object({ kind: z.literal('gap'), resendFrom: z.int().min(1) }),
  /** This place in the stream is taken by another mutation: stored whole; the desk moves to a new stream. */
  z.object({ kind: z.literal('fork') }),
]);
export type Outcome = Readonly<z.infer<typeof outcomeSchema>>;
