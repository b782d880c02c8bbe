import { Dexie } from 'dexie';
import type { Batch, Project } from '../../shared/domain/batch';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy';
import type { IndexDatabase } from './database';
import type { Touched } from './index-meta';

/** Before projects are written: items of those whose goal or weight changes take another place in their queues. */
export async function touchReordered(database: IndexDatabase, projects: readonly Project[], touched: Touched): Promise<void> {
  const changed = new Set<string>();
  for (const { id, policy } of projects) {
    const before = (await database.references.get(['project', id]))?.row as Project | undefined;
    if (!isSameOrder(before?.policy ?? DEFAULT_POLICY, policy)) changed.add(id);
  }
  if (changed.size === 0) return;
  const batches = (await database.references.where('[kind+key]').between(['batch', Dexie.minKey], ['batch', Dexie.maxKey]).toArray()).map(({ row }) => row as Batch);
  const batchIds = new Set(batches.filter(({ projectId }) => changed.has(projectId)).map(({ id }) => id));
  if (batchIds.size === 0) return;
  for (const { id } of await database.items.filter(({ item }) => batchIds.has(item.batchId)).toArray()) touched.add(id);
}

function isSameOrder(a: Policy, b: Policy): boolean {
  return a.goalHours === b.goalHours && a.weight === b.weight;
}

/** The policies that items of these batches are ordered by; the usual one where the batch is not known here yet. */
export async function policiesOf(database: IndexDatabase, batchIds: readonly string[]): Promise<ReadonlyMap<string, Policy>> {
  const ids = [...new Set(batchIds)];
  const batches = await database.references.bulkGet(ids.map((id): ['batch', string] => ['batch', id]));
  const policies = new Map<string, Policy>();
  for (const stored of batches) {
    if (stored === undefined) continue;
    const batch = stored.row as Batch;
    const project = (await database.references.get(['project', batch.projectId]))?.row as Project | undefined;
    if (project !== undefined) policies.set(batch.id, project.policy);
  }
  return policies;
}
