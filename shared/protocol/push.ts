import { z } from 'zod';
import { outcomeSchema } from '../domain/outcome';
import { idSchema, streamIdSchema } from '../domain/primitives';

/** At most this many mutations and bytes in one push. */
export const PUSH_MAX_MUTATIONS = 200;
export const PUSH_MAX_BYTES = 8 * 1024 * 1024;

/**
 * `POST /v1/push`: mutations of one stream, in the order of `seq`.
 *
 * Only id and seq are checked here; each mutation is read by itself at the centre, so that one that cannot be read
 * is stored whole and refused, and never blocks what stands behind it.
 */
export const pushRequestSchema = z.strictObject({
  streamId: streamIdSchema,
  mutations: z.array(z.looseObject({ id: idSchema, seq: z.int().min(1) })).min(1).max(PUSH_MAX_MUTATIONS),
});

/** One outcome each, in the order sent; after a `gap` or a `fork` nothing more of this push was looked at, and the rest has the same outcome. Follows the durable commit. */
export const pushResponseSchema = z.object({
  outcomes: z.array(z.object({ id: idSchema, outcome: outcomeSchema })),
});
export type PushResponse = Readonly<z.infer<typeof pushResponseSchema>>;

/** What a centre makes of a mutation for a reason that came later than this desk: all that counts here is that it has answered. */
const laterOutcomeSchema = z
  .object({ kind: z.string().refine((kind) => kind !== 'gap' && kind !== 'fork') })
  .transform(() => ({ kind: 'later' }) as const);

/** The answer as a desk reads it: an outcome that it does not know holds up none of the others. */
export const pushAnswerSchema = z.object({
  outcomes: z.array(z.object({ id: idSchema, outcome: z.union([outcomeSchema, laterOutcomeSchema]) })),
});
export type PushAnswer = Readonly<z.infer<typeof pushAnswerSchema>>;
