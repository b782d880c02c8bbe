import { z } from 'zod';
import { notJudgedSchema } from './judge-kept';
import { passedOverSchema } from './move-item';
import { verdictSchema } from './mutations/judge';
import { keptReasonSchema, refusedReasonSchema } from './outcome';
import { idSchema, utcSchema } from './primitives';

/** Tells an operator of work of theirs that the centre did not use, or a lead of what did not move. The work itself is stored whole at the centre. */
export const noticeSchema = z.object({
  mutationId: idSchema,
  operatorId: idSchema,
  itemId: idSchema.nullable(),
  source: z.string().nullable(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('kept'), reason: keptReasonSchema }),
    z.object({ kind: z.literal('refused'), reason: refusedReasonSchema }),
    /** What a lead decided of an entry of theirs that had been kept; `replaced`: of one that had counted until then. */
    z.object({ kind: z.literal('judged'), verdict: z.enum([...verdictSchema.options, 'replaced']), byOperatorId: idSchema }),
    /** A lead's verdict on a kept entry that was not carried out. */
    z.object({ kind: z.literal('notJudged'), keptId: idSchema, verdict: verdictSchema, reason: notJudgedSchema }),
    /** Items of a lead's move that stayed where they were. */
    z.object({
      kind: z.literal('passedOver'),
      gestureId: idSchema,
      items: z.array(z.object({ itemId: idSchema, source: z.string().nullable(), reason: passedOverSchema })),
    }),
  ]),
  receivedAtUtc: utcSchema,
  /** The sealed entry as pushed, for keying on under a new id; null when it could not be read out of the push. */
  body: z.string().nullable(),
});
export type Notice = Readonly<z.infer<typeof noticeSchema>>;
