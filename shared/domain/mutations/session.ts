import { z } from 'zod';
import { idSchema } from '../primitives';
import { atTheDesk, seqSchema, signed, timeParts, type Unplaced } from './signed';

/** A hand-over note is sealed where it is written: see `shared/seals/note-seal.ts`. As text it is at most this long. */
export const MAX_SEALED_NOTE_BYTES = 16 * 1024;

/** An operator begins, interrupts, takes up again or ends a session. It is about no item. */
export const sessionEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('session'),
  sessionId: idSchema,
  did: z.enum(['begin', 'pause', 'resume', 'end']),
  /** At the end: what the next shift should know, sealed to the site. */
  note: z.string().min(1).max(MAX_SEALED_NOTE_BYTES).optional(),
});
export type SessionEnvelope = Readonly<z.infer<typeof sessionEnvelopeSchema>>;

export const sessionDraftSchema = sessionEnvelopeSchema.omit(atTheDesk);
export type SessionDraft = Readonly<z.infer<typeof sessionDraftSchema>>;
export const sessionMutationSchema = sessionEnvelopeSchema.extend({ seq: seqSchema });
export type SessionMutation = Readonly<z.infer<typeof sessionMutationSchema>>;

export function sessionParts(m: Unplaced<SessionMutation>): readonly unknown[] {
  return [m.id, m.v, m.kind, m.operatorId, m.sessionId, m.did, ...timeParts(m), m.note ?? null];
}
