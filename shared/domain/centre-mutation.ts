import { z } from 'zod';
import { epochSchema } from './epoch';
import { pageSchema, settledBySchema, zonesSchema } from './item';
import { verdictSchema } from './mutations/judge';
import { idSchema, sha256Schema, utcSchema } from './primitives';
import { moveReasonSchema } from './reasons';

/** The centre takes an item of a delivery in: the first mutation of every item's story. */
export const admitSchema = z.object({
  id: idSchema,
  kind: z.literal('admit'),
  itemId: idSchema,
  siteId: idSchema,
  batchId: idSchema,
  position: z.int().min(1),
  source: z.string().min(1),
  pages: z.array(pageSchema).min(1),
  zones: zonesSchema.optional(),
  formHash: sha256Schema,
  dueAtUtc: utcSchema,
});

/** The centre gives an item to an operator, or to nobody. Raising `minEpoch` with it is a hard revoke. */
export const assignSchema = z.object({
  id: idSchema,
  kind: z.literal('assign'),
  itemId: idSchema,
  toOperatorId: idSchema.nullable(),
  epoch: epochSchema,
  minEpoch: epochSchema,
  /** The lead's move that it follows from; absent where the centre assigned by itself. */
  byMove: z.object({ mutationId: idSchema, operatorId: idSchema, reason: moveReasonSchema }).optional(),
  /** The ask of its operator that it answers. */
  byAsk: z.object({ mutationId: idSchema }).optional(),
  /** It went back to the pool from somebody of whom the centre had heard nothing since then, not even that they were given it. */
  abandoned: z.object({ fromOperatorId: idSchema, sinceUtc: utcSchema }).optional(),
});
export type Assign = Readonly<z.infer<typeof assignSchema>>;

/** The centre carries out what a lead has decided of a kept entry. */
export const judgedSchema = z.object({
  id: idSchema,
  kind: z.literal('judged'),
  itemId: idSchema,
  verdict: verdictSchema,
  /** The kept entry, as it settles the item when it is promoted. */
  entry: settledBySchema,
  byLead: z.object({ mutationId: idSchema, operatorId: idSchema }),
});
export type Judged = Readonly<z.infer<typeof judgedSchema>>;

/** The centre showed entries of an item to a lead, re-sealed to the desk where they had signed on. It changes nothing; it says who has read what. */
export const shownSchema = z.object({
  id: idSchema,
  kind: z.literal('shown'),
  itemId: idSchema,
  mutationIds: z.array(idSchema).min(1),
  toOperatorId: idSchema,
  deskId: idSchema,
});
export type Shown = Readonly<z.infer<typeof shownSchema>>;

/** Mutations that only the centre writes. Their content is readable: it holds no value. */
export const centreMutationSchema = z.discriminatedUnion('kind', [admitSchema, assignSchema, judgedSchema, shownSchema]);
export type CentreMutation = Readonly<z.infer<typeof centreMutationSchema>>;
