import { z } from 'zod';
import { MAX_SEALED_ENTRY_BYTES } from '../domain/entry';
import { itemSchema } from '../domain/item';
import { idSchema, sha256Schema } from '../domain/primitives';

/** `POST /v1/kept-entries/open`: a kept entry beside the winner, for a lead who signed on at the asking desk. */
export const openKeptRequestSchema = z.strictObject({ operatorId: idSchema, itemId: idSchema, keptId: idSchema });
export type OpenKeptRequest = Readonly<z.infer<typeof openKeptRequestSchema>>;

/** An entry sealed anew by the centre, to the asking desk alone; bound to the same ids as the first seal. */
export const resealedSchema = z.object({
  mutationId: idSchema,
  operatorId: idSchema,
  formHash: sha256Schema,
  /** Null when the centre cannot open what was pushed. */
  sealed: z.string().max(2 * MAX_SEALED_ENTRY_BYTES).nullable(),
});
export type Resealed = Readonly<z.infer<typeof resealedSchema>>;

/** Fails with `forbidden` for whoever is no active lead, `signOnNeeded`, and `notFound` where no such entry is kept. */
export const openKeptResponseSchema = z.object({
  item: itemSchema,
  kept: resealedSchema,
  /** What settled the item; null while it is open. */
  winner: resealedSchema.nullable(),
});
export type OpenKeptResponse = Readonly<z.infer<typeof openKeptResponseSchema>>;
