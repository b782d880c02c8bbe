import { sql, type Transaction } from 'kysely';
import type { Policy } from '../../../shared/domain/policy';
import type { Item } from '../../../shared/domain/item';
import type { HeldRow } from '../../decide/decide-abandoned';
import { poolRow, type PoolBatch, type PoolContext } from '../pool';
import type { FeedChange } from '../rows';
import type { Tables } from './tables';

type Tx = Transaction<Tables>;

/** As the partial indexes `item_pool` and `item_held` say it, word for word: otherwise they are not used. */
export const IN_POOL = sql<boolean>`item.row->>'state' = 'open' and item.row->>'assignedTo' is null`;
export const IS_HELD = sql<boolean>`item.row->>'state' = 'open' and item.row->>'assignedTo' is not null`;

/** See `PoolSource.poolBatches`. Steps from batch to batch along the index, so that a large pool costs no more than a small one. */
export async function poolBatchesIn(tx: Tx, siteId: string, countUpTo: number): Promise<readonly PoolBatch[]> {
  const { rows } = await sql<{ batchId: string; dueAtUtc: string; projectId: string; workType: string; policy: Policy; count: number }>`
    with recursive there as (
      (select item.batch_id from item where item.site_id = ${siteId} and ${IN_POOL} order by item.batch_id limit 1)
      union all
      select (select item.batch_id from item where item.site_id = ${siteId} and ${IN_POOL} and item.batch_id > there.batch_id order by item.batch_id limit 1)
      from there where there.batch_id is not null
    )
    select batch.id as batch_id, batch.row->>'dueAtUtc' as due_at_utc, project.id as project_id, project.work_type, project.policy,
      (select count(*) from (select 1 from item where item.site_id = ${siteId} and item.batch_id = batch.id and ${IN_POOL} limit ${countUpTo}) counted) as count
    from there join batch on batch.id = there.batch_id join project on project.id = batch.project_id`.execute(tx);
  return rows.map(({ batchId, dueAtUtc, projectId, workType, policy, count }) => ({ batchId, dueAtUtc, count, project: { id: projectId, workType, policy } }));
}

export async function poolItemsIn(tx: Tx, siteId: string, batchId: string, limit: number): Promise<readonly Item[]> {
  const rows = await tx.selectFrom('item').select('item.row').where('item.siteId', '=', siteId).where('item.batchId', '=', batchId)
    .where(IN_POOL).orderBy('item.position').limit(limit).execute();
  return rows.map(({ row }) => row);
}

export async function heldItemsIn(tx: Tx, siteId: string, operatorIds: readonly string[]): Promise<PoolContext['held']> {
  const held = new Map<string, Map<string, number>>();
  for (const operatorId of new Set(operatorIds)) {
    const rows = await tx.selectFrom('item').select(['item.batchId', (eb) => eb.fn.countAll<number>().as('count')])
      .where('item.siteId', '=', siteId).where(IS_HELD).where(sql<string>`item.row->>'assignedTo'`, '=', operatorId)
      .groupBy('item.batchId').execute();
    held.set(operatorId, new Map(rows.map(({ batchId, count }) => [batchId, count])));
  }
  return held;
}

export async function projectsIn(tx: Tx, batchIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (batchIds.length === 0) return new Map();
  const rows = await tx.selectFrom('batch').select(['id', 'projectId']).where('id', 'in', [...batchIds]).execute();
  return new Map(rows.map(({ id, projectId }) => [id, projectId]));
}

/** The rows of batches whose pool is not what the site was told last. */
export async function poolRowsIn(tx: Tx, siteId: string, batchIds: readonly string[]): Promise<readonly FeedChange[]> {
  if (batchIds.length === 0) return [];
  const { rows } = await sql<{ id: string; there: boolean; told: boolean }>`
    select batch.id,
      exists (select 1 from item where item.site_id = ${siteId} and item.batch_id = batch.id and ${IN_POOL}) as there,
      exists (select 1 from feed_row where site_id = ${siteId} and scope = 'reference' and kind = 'pool' and key = batch.id::text and not gone) as told
    from batch where batch.id in (${sql.join([...batchIds])})`.execute(tx);
  return rows.filter(({ there, told }) => there !== told).map(({ id, there }) => poolRow(id, there));
}

/** See `SiteTransaction.abandoned`. Looks at items only of those of whom nothing was heard for as long as the least patient project waits. */
export async function abandonedIn(tx: Tx, siteId: string, nowUtc: string, limit: number): Promise<readonly HeldRow[]> {
  const { rows } = await sql<{ item: Item; heardAt: string | null; assignedAt: string; policy: Policy }>`
    with patience as (select min((policy->>'abandonedAfterHours')::float8) * interval '1 hour' as least from project),
    heard as (
      select operator.id, (select max(received_at) from ledger where site_id = ${siteId} and operator_id = operator.id and stream_id is not null) as at
      from operator where operator.site_id = ${siteId}
    ),
    silent as (select id, at from heard, patience where at is null or at <= ${nowUtc}::timestamptz - least)
    select item.row as item, silent.at as heard_at, assigned.at as assigned_at, project.policy
    from silent
      join item on item.site_id = ${siteId} and item.row->>'assignedTo' = silent.id::text and ${IS_HELD}
      join batch on batch.id = item.batch_id
      join project on project.id = batch.project_id and project.policy->>'abandonedAfterHours' is not null
      cross join lateral (select max(received_at) as at from ledger where ledger.item_id = item.id and ledger.kind = 'assign') assigned
    where greatest(silent.at, assigned.at) <= ${nowUtc}::timestamptz - (project.policy->>'abandonedAfterHours')::float8 * interval '1 hour'
    limit ${limit}`.execute(tx);
  return rows.map(({ item, heardAt, assignedAt, policy }) => ({ item, heardAtUtc: heardAt, assignedAtUtc: assignedAt, policy }));
}
