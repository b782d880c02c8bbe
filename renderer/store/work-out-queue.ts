import type { IndexDatabase, StoredMutation } from './database';
import { foldedUpTo, type Touched } from './index-meta';
import { policiesOf } from './order-change';
import { queueRowOf } from './queue-row';

const QUEUE = 'queue:';

/** Writes the queue rows of the items that a transaction touched, and takes away those that are nobody's here any more. */
export async function workOutQueue(database: IndexDatabase, touched: Touched): Promise<void> {
  if (touched.size === 0) return;
  const ids = [...touched];
  const items = await database.items.where('id').anyOf(ids).toArray();
  const mutationsOf = byItem(await unsettledOf(database, ids), ({ itemIds }) => itemIds);
  const draftsOf = byItem(await database.drafts.where('itemId').anyOf(ids).toArray(), ({ itemId }) => [itemId]);
  const policies = await policiesOf(database, items.map(({ item }) => item.batchId));
  const rows = items
    .filter(({ scope }) => scope.startsWith(QUEUE))
    .map(({ scope, id, item }) =>
      queueRowOf(scope.slice(QUEUE.length), item, mutationsOf.get(id) ?? [], draftsOf.get(id) ?? [], policies.get(item.batchId)))
    .filter((row) => row !== null);
  const present = new Set(rows.map((r) => `${r.operatorId}|${r.itemId}`));
  const standing = await database.queue.where('itemId').anyOf(ids).primaryKeys();
  await database.queue.bulkDelete(standing.filter((key) => !present.has(key.join('|'))));
  await database.queue.bulkPut(rows);
}

async function unsettledOf(database: IndexDatabase, itemIds: readonly string[]): Promise<readonly StoredMutation[]> {
  const mutations = await database.mutations.where('itemIds').anyOf(itemIds).distinct().toArray();
  const folded = new Map<string, number>();
  for (const streamId of new Set(mutations.map((m) => m.streamId))) folded.set(streamId, await foldedUpTo(database, streamId));
  return mutations.filter(({ streamId, seq }) => seq > (folded.get(streamId) ?? 0));
}

function byItem<T>(rows: readonly T[], itemIdsOf: (row: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    for (const itemId of itemIdsOf(row)) {
      const group = groups.get(itemId);
      if (group === undefined) groups.set(itemId, [row]);
      else group.push(row);
    }
  }
  return groups;
}
