import { z } from 'zod';
import { MAX_SEALED_ENTRY_BYTES } from './entry';
import { epochSchema } from './epoch';
import { mutationSchema } from './mutation';
import { capturedAtSchema, idSchema, sha256Schema, streamIdSchema } from './primitives';
import { holdReasonSchema } from './reasons';

/** A half-keyed item. The id of the mutation that it will become is minted with it; a later one supersedes it. */
export const draftSchema = z.object({
  mutationId: idSchema,
  itemId: idSchema,
  operatorId: idSchema,
  epoch: epochSchema,
  pass: z.enum(['key']),
  formHash: sha256Schema,
  /** Counts up with every save of the same draft; the highest is the one that stands. */
  revision: z.int().min(1),
  /** The item was set aside; the next draft without it takes that back. */
  heldFor: holdReasonSchema.optional(),
  /** The sealed entry so far, sealed to the desk alone. */
  body: z.string().min(1).max(MAX_SEALED_ENTRY_BYTES),
  capturedAt: capturedAtSchema,
});
export type Draft = Readonly<z.infer<typeof draftSchema>>;

/** What one record of the journal says. Versioned by `t`: a reader passes over a `t` that it does not know. */
export const journalRecordSchema = z.discriminatedUnion('t', [
  /** Mutations that follow count from 1 in this stream. */
  z.object({ t: z.literal('stream'), streamId: streamIdSchema }),
  z.object({ t: z.literal('draft'), draft: draftSchema }),
  /** The operator threw this draft away. (A mutation with the draft's id ends it too.) */
  z.object({ t: z.literal('draftDiscarded'), mutationId: idSchema }),
  z.object({ t: z.literal('mutation'), streamId: streamIdSchema, mutation: mutationSchema }),
  /** A pull said so: these are in the centre's rows, and those may leave the journal. */
  z.object({
    t: z.literal('settled'), streamId: streamIdSchema, foldedUpTo: z.int().min(0), freeUpTo: z.int().min(0),
  }),
]);
export type JournalRecord = Readonly<z.infer<typeof journalRecordSchema>>;
