import { z } from 'zod';
import { standingSchema } from '../item';
import { idSchema } from '../primitives';
import { atTheDesk, seqSchema, signed, timeParts, type Unplaced } from './signed';

/** What a lead makes of a kept entry: use it in place of the winner, count it as a second blind key, or put it away. */
export const verdictSchema = z.enum(['promote', 'secondKey', 'close']);
export type Verdict = z.infer<typeof verdictSchema>;

/** A lead decides what becomes of a kept entry. It is carried out only while all is as the lead saw it. */
export const judgeEnvelopeSchema = z.object({
  ...signed,
  kind: z.literal('judge'),
  itemId: idSchema,
  /** The mutation of the kept entry. */
  keptId: idSchema,
  verdict: verdictSchema,
  /** The mutation that had settled the item; null while it was open. */
  winnerId: idSchema.nullable(),
  /** What had been decided of the entry before; null when nothing had. */
  standing: standingSchema.nullable(),
});
export type JudgeEnvelope = Readonly<z.infer<typeof judgeEnvelopeSchema>>;

export const judgeDraftSchema = judgeEnvelopeSchema.omit(atTheDesk);
export type JudgeDraft = Readonly<z.infer<typeof judgeDraftSchema>>;
export const judgeSchema = judgeEnvelopeSchema.extend({ seq: seqSchema });

export function judgeParts(m: Unplaced<z.infer<typeof judgeSchema>>): readonly unknown[] {
  return [m.id, m.v, m.kind, m.operatorId, m.itemId, m.keptId, m.verdict, m.winnerId, m.standing, ...timeParts(m)];
}
