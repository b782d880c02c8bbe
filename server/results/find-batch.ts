import { idSchema } from '../../shared/domain/primitives';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { BatchRow } from '../store/rows';

/** A batch by its id or its name; a name that several projects use is refused with the ids. */
export async function batchCalled(centre: Centre, ref: string): Promise<Result<BatchRow>> {
  const byId = idSchema.safeParse(ref).success ? await centre.store.batches.batch(ref) : null;
  if (byId !== null) return done(byId);
  const named = await centre.store.batches.batchesByName(ref);
  const [only] = named;
  if (only === undefined) return failed('notFound', `There is no batch “${ref}”.`);
  if (named.length === 1) return done(only);
  const details = named.map(({ batch, client, project }) => `${batch.id}  ${client.name}, ${project.name}`);
  return failed('conflict', `Several batches are named “${ref}”; give an id.`, { details });
}
