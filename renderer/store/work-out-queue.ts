import type { IndexDatabase } from './database';
import type { Touched } from './index-meta';
import { queueRowOf } from './queue-row';

const QUEUE = 'queue:';

/** Writes the queue rows of the items that a transaction touched, and takes away those that are nobody's here any more. */
export async function workOutQueue(database: IndexDatabase, touched: Touched): Promise<void> {
  if (touched.size === 0) return;
  const ids = [...touched];
  const items = await database.items.where('id').anyOf(ids).toArray();
  const mutationsOf = byItem(await database.mutations.where('itemId').anyOf(ids).toArray());
  const draftsOf = byItem(await database.drafts.where('itemId').anyOf(ids).toArray());
  const rows = items
    .filter(({ scope }) => scope.startsWith(QUEUE))
    .map(({ scope, id, item }) =>
      queueRowOf(scope.slice(QUEUE.length), item, mutationsOf.get(id) ?? [], draftsOf.get(id) ?? []));
  const present = new Set(rows.map((r) => `${r.operatorId}|${r.itemId}`));
  const standing = await database.queue.where('itemId').anyOf(ids).primaryKeys();
  await database.queue.bulkDelete(standing.filter((key) => !present.has(key.join('|'))));
  await database.queue.bulkPut(rows);
}

function byItem<T extends { readonly itemId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.itemId);
    if (group === undefined) groups.set(row.itemId, [row]);
    else group.push(row);
  }
  return groups;
}
