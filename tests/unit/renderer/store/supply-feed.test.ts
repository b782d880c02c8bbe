import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { index } from '../../../../renderer/store/index-client';
import { indexParcel } from '../../../../renderer/store/index-parcel';
import { isFirstOffered, supplyNews, type SupplyNews } from '../../../../renderer/store/supply-feed';
import { DEFAULT_POLICY, type Policy } from '../../../../shared/domain/policy';
import { draftOf, FORM_HASH, idOf, randomId } from '../../../support/desk-fixtures';
import { goneRow, itemOf, itemRow, OPERATOR_ID, page, QUEUE, type Row } from '../../../support/feed-pages';

const POOL: Policy = { ...DEFAULT_POLICY, assign: 'pool', cherryPicking: false };
const reference = (kind: string, key: string, row: object): Row => ({ scope: 'reference', kind, key, row });
const operator = reference('operator', OPERATOR_ID, { id: OPERATOR_ID, siteId: idOf('desk', 2), login: 'aina', name: 'Aina', role: 'operator', state: 'active' });
const project = (n: number, policy: Policy): Row => reference('project', idOf('reference', n), { id: idOf('reference', n), clientId: idOf('reference', 99), name: `P${n}`, workType: 'receipt', policy });
const batch = (n: number, dueAtUtc = '2026-11-22T08:00:00.000Z'): Row => reference('batch', idOf('batch', n), {
  id: idOf('batch', n), projectId: idOf('reference', n), siteId: idOf('desk', 2), name: `B${n}`, formHash: FORM_HASH, dueAtUtc, itemCount: 9, sealedSourceKey: 'sealed',
});
const pool = (n: number): Row => reference('pool', idOf('batch', n), { batchId: idOf('batch', n) });
const item = (n: number, batchNumber: number, dueAtUtc = '2026-11-22T08:00:00.000Z'): Row => itemRow(itemOf(n, { batchId: idOf('batch', batchNumber), dueAtUtc }));

let parcels = 0;
const take = async (log: 'inbox' | 'journal', ...records: readonly string[]): Promise<void> => {
  parcels += 1;
  await indexParcel(index, { type: 'parcel', log, logId: randomId(log === 'inbox' ? 1 : 2), startOver: false, first: parcels, records: [...records], next: parcels, atEnd: true });
};
const pull = (...rows: readonly Row[]): Promise<void> => take('inbox', page({ cursors: { reference: 1, [QUEUE]: 1 } }, rows));
const supply = (): Promise<SupplyNews> => new Promise((resolve) => {
  const subscription = supplyNews(OPERATOR_ID, () => 60_000).subscribe({ next: (news) => {
    resolve(news);
    queueMicrotask(() => subscription.unsubscribe());
  } });
});

beforeEach(async () => {
  await index.open();
});
afterEach(async () => {
  await index.delete({ disableAutoOpen: false });
});

describe('what a desk knows of work to come', () => {
  it('is nothing to ask for where every project is given out ahead', async () => {
    await pull(operator, project(1, DEFAULT_POLICY), batch(1), pool(1), item(1, 1));
    expect(await supply()).toMatchObject({ supply: { kind: 'none' }, isAsking: false });
  });

  it('is that two are wanted while a batch of the pool is told of, and none any more when it is gone', async () => {
    await pull(operator, project(1, POOL), batch(1), pool(1));
    expect(await supply()).toMatchObject({ supply: { kind: 'wanted', count: 2 }, openIds: [], pool: idOf('batch', 1) });
    await pull(goneRow('pool', idOf('batch', 1), 'reference'));
    expect(await supply()).toMatchObject({ supply: { kind: 'empty' }, pool: '' });
  });

  it('is that urgent work of the pool is wanted although there is much that is less urgent', async () => {
    const later = '2026-11-25T08:00:00.000Z';
    await pull(operator, project(1, DEFAULT_POLICY), batch(1, later), project(2, POOL), batch(2), pool(2), ...[1, 2, 3].map((n) => item(n, 1, later)));
    expect((await supply()).supply).toEqual({ kind: 'wanted', count: 2 });
    await pull(item(4, 2));
    expect((await supply()).supply).toEqual({ kind: 'wanted', count: 1 });
  });

  it('is that an ask is on its way until the centre’s rows contain it', async () => {
    await pull(operator, project(1, POOL), batch(1), pool(1));
    const ask = { id: idOf('mutation', 1), v: 1, kind: 'ask', operatorId: OPERATOR_ID, count: 2, heldCount: 0, seq: 1, hash: FORM_HASH, capturedAt: { wallUtc: '2026-11-21T08:00:00.000Z', monotonicMs: 1, bootId: randomId(9) } };
    await take('journal', JSON.stringify({ t: 'mutation', streamId: randomId(5), mutation: ask }));
    expect(await supply()).toMatchObject({ isAsking: true });
    await take('journal', JSON.stringify({ t: 'settled', streamId: randomId(5), foldedUpTo: 1, freeUpTo: 0 }));
    expect(await supply()).toMatchObject({ isAsking: false });
  });
});

describe('the order of a queue', () => {
  const sources = async (): Promise<readonly string[]> => (await index.queue.orderBy('[operatorId+shelf+rank]').toArray()).map(({ source }) => source);

  it('is by goal, deadline and weight, and follows a change of the policy', async () => {
    await pull(operator, project(1, DEFAULT_POLICY), batch(1), project(2, DEFAULT_POLICY), batch(2), item(1, 1), item(2, 2));
    expect(await sources()).toEqual(['scan-1.jpg', 'scan-2.jpg']);
    await pull(project(2, { ...DEFAULT_POLICY, weight: 2 }));
    expect(await sources()).toEqual(['scan-2.jpg', 'scan-1.jpg']);
    await pull(project(1, { ...DEFAULT_POLICY, goalHours: 1 }));
    expect(await sources()).toEqual(['scan-1.jpg', 'scan-2.jpg']);
  });

  it('lets one open the first of each project that is keyed in its order, and what is begun', async () => {
    await pull(operator, project(1, POOL), batch(1), project(2, POOL), batch(2), project(3, DEFAULT_POLICY), batch(3), ...[1, 2, 3].map((n) => item(n, 1)), item(4, 2), item(5, 3), item(6, 3));
    const mayOpen = async (n: number, except: ReadonlySet<string> = new Set()): Promise<boolean> => isFirstOffered(OPERATOR_ID, idOf('item', n), except);
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map((n) => mayOpen(n)))).toEqual([true, false, false, true, true, true]);
    expect(await mayOpen(2, new Set([idOf('item', 1)]))).toBe(true);
    await take('journal', JSON.stringify({ t: 'draft', draft: draftOf(3, 1) }));
    expect(await Promise.all([1, 3].map((n) => mayOpen(n)))).toEqual([false, true]);
  });
});
