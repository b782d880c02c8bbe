import { Dexie } from 'dexie';
import type { Batch, Project } from '../../shared/domain/batch';
import { mayAskFor } from '../../shared/domain/may-have';
import type { Operator } from '../../shared/domain/operator';
import { READY_ITEMS, sourcesOf, wantedItems, type Supply, type SuppliedProject } from '../../shared/domain/wanted-items';
import { urgencyKey, urgencyOfBatch } from '../../shared/domain/work-order';
import type { ReferenceKind } from './database';
import { index } from './index-client';
import { foldedUpTo } from './index-meta';
import { pacedQuery, type Live } from './paced-query';
import { BEGUN_RANK, FRESH_RANK } from './queue-row';

/** How an operator stands for work. */
export type SupplyNews = Readonly<{
  supply: Supply;
  /** An ask of theirs is on its way; the centre has not answered it. */
  isAsking: boolean;
  /** Their open items, those set aside included. */
  openIds: readonly string[];
  /** How many of them were not set aside. */
  readyCount: number;
  /** The batches that lie in the pool, in one text: another text is another pool. */
  pool: string;
  /** Batches of projects whose items are keyed in their order. */
  orderedBatchIds: ReadonlySet<string>;
}>;

/** Tells how an operator stands for work, again whenever that may have changed; see `pacedQuery`. */
export function supplyNews(operatorId: string, itemMs: () => number): Live<SupplyNews> {
  // Every parcel moves the index's position, which stands in `meta`.
  return pacedQuery('meta', () => index.transaction('r', [index.references, index.queue, index.mutations, index.meta], () => readSupply(operatorId, itemMs())));
}

type Known = SuppliedProject & Readonly<{ urgencyKeys: readonly string[] }>;

async function readSupply(operatorId: string, itemMs: number): Promise<SupplyNews> {
  const operator = (await index.references.get(['operator', operatorId]))?.row as Operator | undefined;
  const projects = await referencesOf<Project>('project');
  const batches = await referencesOf<Batch>('batch');
  const policyOf = new Map(projects.map(({ id, policy }) => [id, policy]));
  const orderedBatchIds = new Set(batches.filter(({ projectId }) => policyOf.get(projectId)?.cherryPicking === false).map(({ id }) => id));
  if (operator === undefined || !projects.some((each) => mayAskFor(operator, each))) {
    return { supply: { kind: 'none' }, isAsking: false, openIds: [], readyCount: 0, pool: '', orderedBatchIds };
  }
  const poolIds = new Set((await referencesOf<{ batchId: string }>('pool')).map(({ batchId }) => batchId));
  const open = await openRows(operatorId).toArray();
  const projectIds = new Map(batches.map(({ id, projectId }) => [id, projectId]));
  const known = projects.map((project): Known => {
    const there = batches.filter(({ id, projectId }) => projectId === project.id && poolIds.has(id));
    return {
      workType: project.workType, policy: project.policy, isInPool: there.length > 0,
      openCount: open.filter(({ batchId }) => projectIds.get(batchId) === project.id).length,
      urgencyKeys: there.map((batch) => urgencyKey(urgencyOfBatch(batch, project.policy))),
    };
  });
  const mostUrgent = sourcesOf(operator, known).flatMap(({ urgencyKeys }) => urgencyKeys).sort()[0] ?? '';
  const urgentCount = open.slice(0, READY_ITEMS).filter(({ rank }) => rank.startsWith(BEGUN_RANK) || (rank.startsWith(FRESH_RANK) && rank.slice(FRESH_RANK.length) <= `${mostUrgent}|\uffff`)).length;
  return {
    supply: wantedItems(operator, known, { urgentCount, itemMs }),
    isAsking: await isAsking(operatorId), openIds: open.map(({ itemId }) => itemId), readyCount: open.filter(({ heldFor }) => heldFor === null).length,
    pool: [...poolIds].sort().join(' '), orderedBatchIds,
  };
}

function openRows(operatorId: string) {
  return index.queue.where('[operatorId+shelf+rank]').between([operatorId, 'open', Dexie.minKey], [operatorId, 'open', Dexie.maxKey]);
}

async function isAsking(operatorId: string): Promise<boolean> {
  const asks = (await index.mutations.where('envelope.kind').equals('ask').toArray()).filter(({ envelope }) => envelope.operatorId === operatorId);
  for (const { streamId, seq } of asks) if (seq > (await foldedUpTo(index, streamId))) return true;
  return false;
}

async function referencesOf<T>(kind: ReferenceKind): Promise<readonly T[]> {
  return (await index.references.where('[kind+key]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).toArray()).map(({ row }) => row as T);
}

/** Whether an item is the first of its project that its operator is offered, `except` for what has left the list already; one that is begun or set aside may be opened in any case. */
export async function isFirstOffered(operatorId: string, itemId: string, except: ReadonlySet<string>): Promise<boolean> {
  const row = await index.queue.get([operatorId, itemId]);
  if (row === undefined || !row.rank.startsWith(FRESH_RANK)) return true;
  const project = await projectOf(row.batchId);
  if (project === null || project.policy.cherryPicking) return true;
  const before = await index.queue.where('[operatorId+shelf+rank]').between([operatorId, 'open', Dexie.minKey], [operatorId, 'open', row.rank])
    .filter((each) => each.heldFor === null && !except.has(each.itemId)).toArray();
  const projects = await Promise.all([...new Set(before.map(({ batchId }) => batchId))].map(projectOf));
  return projects.every((each) => each?.id !== project.id);
}

async function projectOf(batchId: string): Promise<Project | null> {
  const batch = (await index.references.get(['batch', batchId]))?.row as Batch | undefined;
  return batch === undefined ? null : (((await index.references.get(['project', batch.projectId]))?.row as Project | undefined) ?? null);
}
