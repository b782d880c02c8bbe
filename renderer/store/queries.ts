import { Dexie, liveQuery, type Observable } from 'dexie';
import type { Batch, Client, Project } from '../../shared/domain/batch';
import type { Item } from '../../shared/domain/item';
import type { Shift, ShiftPlan } from '../../shared/domain/floor/shift';
import type { Draft } from '../../shared/domain/journal-record';
import type { Notice } from '../../shared/domain/notice';
import type { Operator } from '../../shared/domain/operator';
import type { CodeList } from '../../shared/forms/code-list';
import type { FormPlan } from '../../shared/forms/form-plan';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy';
import { readableForm, type Form, type StoredForm } from '../../shared/forms/form';
import { queueScope } from '../../shared/protocol/pull';
import type { QueueRow, ReferenceKind, Shelf, StoredMoved } from './database';
import { planOf } from './form-plans';
import { index } from './index-client';
import { pacedQuery, type Live } from './paced-query';

/** An item with all that is needed to key it; `form` is null when this version cannot read it. */
export type Work = Readonly<{
  item: Item;
  batch: Batch;
  project: Project;
  client: Client;
  form: Form | null;
  /** The code lists that the form names, by its own ids; null while one of them is not here. */
  codeLists: ReadonlyMap<string, CodeList> | null;
  /** This operator's drafts of it, the newest first; more than one only where a desk was enrolled anew. */
  drafts: readonly Draft[];
}>;

/** An item that was this operator's; `hasDraft`: what they had keyed of it is kept here. */
export type MovedAway = StoredMoved & Readonly<{ hasDraft: boolean }>;

/** Ids of the operator's open items, drafts first, then the most urgent; again when they have changed, see `pacedQuery`. */
export function openItemIds(operatorId: string): Live<readonly string[]> {
  return pacedQuery('queue', async () => (await shelf(operatorId, 'open').primaryKeys()).map(([, itemId]) => itemId));
}

/** The queue rows of these items, in their order; what has gone meanwhile is left out. */
export function queueRows(operatorId: string, itemIds: readonly string[]): Observable<readonly QueueRow[]> {
  return liveQuery(async () => {
    const rows = await index.queue.bulkGet(itemIds.map((id): [string, string] => [operatorId, id]));
    return rows.filter((row) => row !== undefined);
  });
}

/** How many of the operator's items are settled; counting goes through them one by one, so nothing else is counted. */
export function settledCount(operatorId: string): Observable<number> {
  return liveQuery(() => shelf(operatorId, 'done').count());
}

/** Work of this operator that the centre did not use, the newest first. */
export function noticesOf(operatorId: string): Observable<readonly Notice[]> {
  return liveQuery(async () => {
    const notices = (await index.notices.where('operatorId').equals(operatorId).toArray()).map((n) => n.notice);
    return notices.toSorted((a, b) => b.receivedAtUtc.localeCompare(a.receivedAtUtc));
  });
}

export type BatchNames = ReadonlyMap<string, Readonly<{ batch: string; project: string; client: string; itemCount: number; workType: string; projectId: string; policy: Policy }>>;

/** Everybody of the site, by id. */
export function people(): Observable<ReadonlyMap<string, Operator>> {
  return liveQuery(async () => {
    const rows = await index.references.where('[kind+key]').between(['operator', Dexie.minKey], ['operator', Dexie.maxKey]).toArray();
    return new Map(rows.map(({ key, row }) => [key, row as Operator]));
  });
}

/** The planned shifts of everybody who has a plan, by operator. */
export function shiftPlans(): Observable<ReadonlyMap<string, readonly Shift[]>> {
  return liveQuery(async () => {
    const rows = await index.references.where('[kind+key]').between(['shift', Dexie.minKey], ['shift', Dexie.maxKey]).toArray();
    return new Map(rows.map(({ key, row }) => [key, (row as ShiftPlan).shifts]));
  });
}

/** Items that leads, or the centre, moved away from this operator, the latest first. */
export function movedFrom(operatorId: string): Observable<readonly MovedAway[]> {
  return liveQuery(async () => {
    const rows = await index.moved.where('[operatorId+itemId]').between([operatorId, Dexie.minKey], [operatorId, Dexie.maxKey]).toArray();
    const drafts = new Set((await index.drafts.where('itemId').anyOf(rows.map((row) => row.itemId)).toArray()).filter(({ draft }) => draft.operatorId === operatorId).map(({ itemId }) => itemId));
    return rows.map((row) => ({ ...row, hasDraft: drafts.has(row.itemId) })).toSorted((a, b) => b.moved.atUtc.localeCompare(a.moved.atUtc));
  });
}

/** Where a lead has moved this item of the operator's; null while nobody has. */
export function movedAway(operatorId: string, itemId: string): Observable<StoredMoved['moved'] | null> {
  return liveQuery(async () => (await index.moved.get([operatorId, itemId]))?.moved ?? null);
}

/** Batches, projects and clients by id, as the queue names them. */
export function batchNames(): Observable<BatchNames> {
  return liveQuery(async () => {
    const batches = await index.references.where('[kind+key]').between(['batch', Dexie.minKey], ['batch', Dexie.maxKey]).toArray();
    const names = await Promise.all(batches.map(async ({ row }) => {
      const batch = row as Batch;
      const project = await reference<Project>('project', batch.projectId);
      const client = project && (await reference<Client>('client', project.clientId));
      return [batch.id, {
        batch: batch.name, project: project?.name ?? '', client: client?.name ?? '', itemCount: batch.itemCount, workType: project?.workType ?? '',
        projectId: batch.projectId, policy: project?.policy ?? DEFAULT_POLICY,
      }] as const;
    }));
    return new Map(names);
  });
}

/** The first open items of the queue that are not in `except` and were not set aside, in its order. */
export async function nextItemIds(operatorId: string, except: ReadonlySet<string>, count: number): Promise<readonly string[]> {
  const keys = await shelf(operatorId, 'open').filter((row) => !except.has(row.itemId) && row.heldFor === null).limit(count).primaryKeys();
  return keys.map(([, itemId]) => itemId);
}

/** The same, again whenever they change. */
export function watchNextItemIds(operatorId: string, except: ReadonlySet<string>, count: number): Observable<readonly string[]> {
  return liveQuery(() => nextItemIds(operatorId, except, count));
}

/** The item's id while it is open, again whenever its row is written; nothing when it is not. */
export function watchQueueRow(operatorId: string, itemId: string): Observable<readonly string[]> {
  return liveQuery(async () => ((await index.queue.get([operatorId, itemId]))?.shelf === 'open' ? [itemId] : []));
}

/** Null when the item is not this operator's any more, or its batch is not here yet. */
export async function workOf(operatorId: string, itemId: string): Promise<Work | null> {
  const stored = await index.items.get([queueScope(operatorId), itemId]);
  const batch = stored && (await reference<Batch>('batch', stored.item.batchId));
  const project = batch && (await reference<Project>('project', batch.projectId));
  const client = project && (await reference<Client>('client', project.clientId));
  if (stored === undefined || batch === undefined || project === undefined || client === undefined) return null;
  const row = await reference<{ form: StoredForm }>('form', stored.item.formHash);
  const form = row === undefined ? null : readableForm(row.form);
  const stood = await index.drafts.where('itemId').equals(itemId).toArray();
  const drafts = stood.map((d) => d.draft).filter((d) => d.operatorId === operatorId)
    .toSorted((a, b) => b.mutationId.localeCompare(a.mutationId));
  return { item: stored.item, batch, project, client, form, codeLists: form && (await codeListsOf(form)), drafts };
}

/** A form of the reference rows, ready to be worked with; null where it is not here or this version cannot read it. */
export async function planOfForm(formHash: string): Promise<FormPlan | null> {
  const row = await reference<{ form: StoredForm }>('form', formHash);
  const form = row === undefined ? null : readableForm(row.form);
  return planOf(formHash, { form, codeLists: form && (await codeListsOf(form)) });
}

/** A batch by its id; undefined where it is not here. */
export function batchOf(batchId: string): Promise<Batch | undefined> {
  return reference<Batch>('batch', batchId);
}

async function codeListsOf(form: Form): Promise<ReadonlyMap<string, CodeList> | null> {
  const lists = new Map<string, CodeList>();
  for (const [id, { hash }] of Object.entries(form.codeLists ?? {})) {
    const row = await reference<{ list: CodeList }>('codeList', hash);
    if (row === undefined) return null;
    lists.set(id, row.list);
  }
  return lists;
}

function shelf(operatorId: string, name: Shelf) {
  return index.queue
    .where('[operatorId+shelf+rank]')
    .between([operatorId, name, Dexie.minKey], [operatorId, name, Dexie.maxKey]);
}

async function reference<T>(kind: ReferenceKind, key: string): Promise<T | undefined> {
  return (await index.references.get([kind, key]))?.row as T | undefined;
}

/** The sealed entry of this operator's latest refused work on an item, to key on from; null when there is none. */
export async function refusedBody(
  operatorId: string,
  itemId: string,
): Promise<Readonly<{ mutationId: string; operatorId: string; body: string }> | null> {
  const notices = (await index.notices.where('operatorId').equals(operatorId).toArray()).map((n) => n.notice);
  const refused = notices.filter((n) => n.itemId === itemId && n.outcome.kind === 'refused' && n.body !== null);
  const latest = refused.toSorted((a, b) => a.receivedAtUtc.localeCompare(b.receivedAtUtc)).at(-1);
  return latest?.body ? { mutationId: latest.mutationId, operatorId, body: latest.body } : null;
}

/** Whether the item is still this operator's to key, and if not, where a lead has moved it, if one has; again whenever that changes. */
export function takenAway(operatorId: string, itemId: string): Observable<'stillTheirs' | Readonly<{ moved: StoredMoved['moved'] | null }>> {
  return liveQuery(async () => {
    if ((await index.items.get([queueScope(operatorId), itemId]))?.item.state === 'open') return 'stillTheirs';
    return { moved: (await index.moved.get([operatorId, itemId]))?.moved ?? null };
  });
}

/** Resolves when the index no longer shows the item as open. */
export function untilNotOpen(operatorId: string, itemId: string): Promise<void> {
  return new Promise((resolve) => {
    const subscription = liveQuery(() => index.queue.get([operatorId, itemId])).subscribe((row) => {
      if (row?.shelf === 'open') return;
      queueMicrotask(() => subscription.unsubscribe());
      resolve();
    });
  });
}
