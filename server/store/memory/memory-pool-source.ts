import type { Item } from '../../../shared/domain/item';
import { isAbandoned, type HeldRow } from '../../decide/decide-abandoned';
import { isInPool, poolRow, type PoolBatch, type PoolContext } from '../pool';
import type { FeedChange } from '../rows';
import type { MemoryTables } from './memory-tables';

export function poolBatchesIn(tables: MemoryTables, siteId: string, countUpTo: number): readonly PoolBatch[] {
  const counts = new Map<string, number>();
  for (const item of tables.items.values()) if (item.siteId === siteId && isInPool(item)) counts.set(item.batchId, (counts.get(item.batchId) ?? 0) + 1);
  return [...counts].flatMap(([batchId, count]) => {
    const batch = tables.batches.get(batchId)?.batch;
    const project = batch && tables.projects.get(batch.projectId);
    return batch === undefined || project === undefined ? [] : [{ batchId, dueAtUtc: batch.dueAtUtc, count: Math.min(count, countUpTo), project }];
  });
}

export function poolItemsIn(tables: MemoryTables, batchId: string, limit: number): readonly Item[] {
  return tables.itemsOfBatch(batchId).filter(isInPool).slice(0, limit);
}

export function heldItemsIn(tables: MemoryTables, siteId: string, operatorIds: readonly string[]): PoolContext['held'] {
  const held = new Map(operatorIds.map((id) => [id, new Map<string, number>()]));
  for (const { siteId: site, state, assignedTo, batchId } of tables.items.values()) {
    const byBatch = assignedTo === null || site !== siteId || state !== 'open' ? undefined : held.get(assignedTo);
    byBatch?.set(batchId, (byBatch.get(batchId) ?? 0) + 1);
  }
  return held;
}

export function projectsIn(tables: MemoryTables, batchIds: readonly string[]): ReadonlyMap<string, string> {
  return new Map(batchIds.flatMap((id) => {
    const projectId = tables.batches.get(id)?.batch.projectId;
    return projectId === undefined ? [] : [[id, projectId] as const];
  }));
}

/** The rows of batches whose pool is not what the site was told last. */
export function poolRowsIn(tables: MemoryTables, siteId: string, batchIds: readonly string[]): readonly FeedChange[] {
  if (batchIds.length === 0) return [];
  const there = new Set([...tables.items.values()].filter(isInPool).map(({ batchId }) => batchId));
  return batchIds.flatMap((batchId) => {
    const told = tables.feed.get(JSON.stringify([siteId, 'reference', 'pool', batchId]))?.gone === false;
    return told === there.has(batchId) ? [] : [poolRow(batchId, there.has(batchId))];
  });
}

/** See `SiteTransaction.abandoned`. */
export function abandonedIn(tables: MemoryTables, siteId: string, nowUtc: string, limit: number): readonly HeldRow[] {
  const heard = new Map<string, string>();
  const assigned = new Map<string, string>();
  for (const row of tables.ledger.filter((each) => each.siteId === siteId)) {
    if (row.streamId !== null && row.operatorId !== null) heard.set(row.operatorId, later(heard.get(row.operatorId), row.receivedAtUtc));
    if (row.kind === 'assign' && row.itemId !== null) assigned.set(row.itemId, later(assigned.get(row.itemId), row.receivedAtUtc));
  }
  const rows = [...tables.items.values()].filter((item) => item.siteId === siteId && item.assignedTo !== null).flatMap((item): readonly HeldRow[] => {
    const batch = tables.batches.get(item.batchId)?.batch;
    const policy = batch && tables.projects.get(batch.projectId)?.policy;
    return policy === undefined ? [] : [{ item, policy, heardAtUtc: heard.get(item.assignedTo ?? '') ?? null, assignedAtUtc: assigned.get(item.id) ?? nowUtc }];
  });
  return rows.filter((row) => isAbandoned(row, Date.parse(nowUtc))).slice(0, limit);
}

function later(a: string | undefined, b: string): string {
  return a !== undefined && a > b ? a : b;
}
