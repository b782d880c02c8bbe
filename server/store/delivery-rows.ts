import { z } from 'zod';
import { batchSchema, clientSchema, projectSchema } from '../../shared/domain/batch';
import { admitSchema, assignSchema } from '../../shared/domain/centre-mutation';
import { pageSchema } from '../../shared/domain/item';
import { idSchema } from '../../shared/domain/primitives';
import type { ImportRequest } from '../../shared/protocol/admin';

/** What became of one delivered page, by the digest of its plain bytes: sealed, or at fault. */
export const stagedPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sealed'), page: pageSchema.omit({ name: true }) }),
  z.object({ kind: z.literal('faulty'), fault: z.string() }),
]);
export type StagedPage = Readonly<z.infer<typeof stagedPageSchema>>;

/** Everything that publishing a delivery writes, fixed once, so that publishing again changes nothing. */
export const publishPlanSchema = z.object({
  client: clientSchema,
  project: projectSchema,
  batch: batchSchema,
  /** SHA-256 over the published items' names and pages: the same delivery has the same. */
  digest: z.string(),
  admissions: z.array(
    z.object({ admit: admitSchema, assign: assignSchema.extend({ toOperatorId: idSchema }).nullable() }),
  ),
  leftOut: z.array(z.string()),
});
export type PublishPlan = Readonly<z.infer<typeof publishPlanSchema>>;

/** A delivery on its way in: pages are staged first, then all of it is published. */
export type DeliveryRow = Readonly<{
  id: string;
  siteId: string;
  request: ImportRequest;
  /** The batch's source key, wrapped to the centre's seal key and to the site's. */
  sourceKeyForCentre: string;
  sourceKeyForSite: string;
  state: 'staged' | 'publishing' | 'published';
  plan: PublishPlan | null;
}>;

/** What staging a page needs to know: without the description, which can be long. */
export type StagingRow = Pick<DeliveryRow, 'siteId' | 'state' | 'sourceKeyForCentre'>;

/** Why a plan cannot be published. */
export type PublishConflict =
  | Readonly<{ kind: 'sameDelivery'; batch: string; batchId: string }>
  | Readonly<{ kind: 'batchNameTaken'; batch: string }>
  | Readonly<{ kind: 'otherWorkType'; workType: string }>;

/** A plan before the store has looked up what exists already: it may know the client and the project under other ids. */
export type ProposedPlan = Omit<PublishPlan, 'batch'> & Readonly<{
  /** Without a name the store numbers it. */
  batch: Omit<PublishPlan['batch'], 'name'> & Readonly<{ name: string | null }>;
}>;
