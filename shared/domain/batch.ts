import { z } from 'zod';
import { DEFAULT_POLICY, policySchema, workTypeSchema } from './policy';
import { idSchema, nameSchema, sha256Schema, utcSchema } from './primitives';

export const clientSchema = z.object({ id: idSchema, name: nameSchema });
export type Client = Readonly<z.infer<typeof clientSchema>>;

/** An engagement with one work type. */
export const projectSchema = z.object({
  id: idSchema,
  clientId: idSchema,
  name: nameSchema,
  workType: workTypeSchema,
  /** Rows from before there were policies have none. */
  policy: policySchema.default(DEFAULT_POLICY),
});
export type Project = Readonly<z.infer<typeof projectSchema>>;

/** A delivery of items with a deadline. Its form is pinned by hash, so that an update never changes a half-keyed item. */
export const batchSchema = z.object({
  id: idSchema,
  projectId: idSchema,
  siteId: idSchema,
  name: nameSchema,
  formHash: sha256Schema,
  dueAtUtc: utcSchema,
  itemCount: z.int().min(1),
  /** The batch's source key, as a compact JWE sealed to the site's key (`kid` in its header). */
  sealedSourceKey: z.string().min(1),
});
export type Batch = Readonly<z.infer<typeof batchSchema>>;
