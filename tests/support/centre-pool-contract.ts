import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkLedger } from '../../server/results/check-ledger';
import type { Store } from '../../server/store/store';
import type { Item } from '../../shared/domain/item';
import { queueScope, type FeedRow } from '../../shared/protocol/pull';
import { returnAbandoned } from '../../server/work/return-abandoned';
import { assignIn, bareSubmit, pushTo, RECEIVED_AT_UTC } from './centre-mutations';
import type { StoredSite } from './centre-store-setup';
import { addPoolTo, askOf, POOL_POLICY } from './pool-work';

/** What every store keeps of work that operators ask for. */
export function poolContract(openStore: () => Store, openSite: () => StoredSite): void {
  const scope = async (name: string, after = 0): Promise<readonly FeedRow[]> => {
    const { work } = openStore();
    const page = await work.pull(openSite().siteId, { feedId: await work.feedId(), cursors: { [name]: after }, streamIds: [], limit: 1000 });
    return page.lines.map((line) => JSON.parse(line) as FeedRow);
  };
  const pools = async (): Promise<readonly string[]> => (await scope('reference')).filter(({ kind }) => kind === 'pool').map(({ key }) => key);
  const heldBy = async (operatorId: string): Promise<readonly Item[]> =>
    (await openStore().work.itemsOfSite(openSite().siteId, null, 1000)).filter((item) => item.assignedTo === operatorId && item.state === 'open');
  const people = (): readonly [string, string] => {
    const [jun, maria] = openSite().operators.map(({ id }) => id);
    if (jun === undefined || maria === undefined) throw new Error('no operators');
    return [jun, maria];
  };
  const push = (mutations: Parameters<typeof pushTo>[1]['mutations'], streamId: string = randomUUID()) =>
    pushTo(openStore(), { desk: openSite().desk, streamId, mutations });

  test('gives whoever asks the first items of the most urgent batch, in the queue, on the floor and in the story', async () => {
    const [store, site, [jun]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 3, { project: 'Late', dueAtUtc: '2026-11-23T08:00:00.000Z' });
    const urgent = await addPoolTo(store, site, 3, { project: 'Soon', dueAtUtc: '2026-11-22T08:00:00.000Z' });
    const head = await store.work.feedHead(site.siteId);
    const ask = askOf(jun, 1);
    expect((await push([ask])).outcomes).toEqual([{ id: ask.id, outcome: { kind: 'accepted' } }]);
    const given = urgent.slice(0, 2).map(({ id }) => id);
    expect((await scope(queueScope(jun), head)).map(({ key }) => key)).toEqual(given);
    expect((await scope('floor', head)).map(({ key }) => key)).toEqual(given);
    const story = await store.work.ledgerOfItem(given[0] ?? '');
    expect(story.at(-1)).toMatchObject({ kind: 'assign', operatorId: jun, envelope: { byAsk: { mutationId: ask.id }, epoch: { term: 1, seq: 2 } } });
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
  });

  test('answers the same ask once, on whatever stream it comes again', async () => {
    const [store, site, [jun]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 6, { project: 'Once' });
    const [ask, streamId] = [askOf(jun, 1), randomUUID()];
    const first = await push([ask], streamId);
    const head = await store.work.feedHead(site.siteId);
    expect(await push([ask], streamId)).toEqual(first);
    expect(await push([ask])).toEqual(first);
    expect([await store.work.feedHead(site.siteId), (await heldBy(jun)).length]).toEqual([head, 2]);
  });

  test('gives no item twice, whoever asks in whatever pushes', async () => {
    const [store, site, [jun, maria]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 7, { project: 'Shared' });
    await Promise.all([push([askOf(jun, 1, { count: 3 }), askOf(maria, 2, { count: 3, heldCount: 3 })]), push([askOf(maria, 1, { count: 3, heldCount: 3 })])]);
    const held = [...(await heldBy(jun)), ...(await heldBy(maria))];
    expect(new Set(held.map(({ id }) => id)).size).toBe(7);
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
  });

  test('counts what the same push hands in before it asks, and gives no more than the limit leaves', async () => {
    const [store, site, [jun]] = [openStore(), openSite(), people()];
    const items = await addPoolTo(store, site, 5, { project: 'Few', policy: { ...POOL_POLICY, maxHeldItems: 2 } });
    await push([askOf(jun, 1, { count: 5 })]);
    const held = await heldBy(jun);
    expect(held).toHaveLength(2);
    await push([askOf(jun, 1, { count: 2, heldCount: 2 })]);
    expect(await heldBy(jun)).toHaveLength(2);
    await push([...held.map((item, i) => bareSubmit(item, jun, i + 1)), askOf(jun, 3)]);
    expect((await heldBy(jun)).map(({ position }) => position)).toEqual([3, 4]);
    expect((await store.work.item(items[0]?.id ?? ''))?.state).toBe('done');
  });

  test('tells the site which batches lie in the pool, and when one does no more', async () => {
    const [store, site, [jun]] = [openStore(), openSite(), people()];
    const [item] = await addPoolTo(store, site, 2, { project: 'Told' });
    expect(await pools()).toEqual([item?.batchId]);
    await push([askOf(jun, 1, { count: 1 })]);
    expect(await pools()).toEqual([item?.batchId]);
    await push([askOf(jun, 1, { count: 1, heldCount: 1 })]);
    expect(await pools()).toEqual([]);
  });

  test('gives nothing of a project that is no pool, of another work type, or that one is not cleared for', async () => {
    const [store, site, [jun, maria]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 1, { project: 'Ahead', policy: { ...POOL_POLICY, assign: 'ahead' } });
    await addPoolTo(store, site, 1, { project: 'Secret', policy: { ...POOL_POLICY, riskClass: 'sensitive' } });
    await addPoolTo(store, site, 1, { project: 'Claims', workType: 'claim' });
    await store.accounts.setOperatorAbilities(jun, { skills: ['receipt'], clearedFor: 'normal' });
    await store.accounts.setOperatorAbilities(maria, { skills: ['receipt'], clearedFor: 'sensitive' });
    await push([askOf(jun, 1), askOf(maria, 2)]);
    expect((await heldBy(jun)).length).toBe(0);
    expect(await heldBy(maria)).toMatchObject([{ position: 1 }]);
  });

  test('takes asks of the revoked and at revoked desks, and gives them nothing', async () => {
    const [store, site, [jun, maria]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 4, { project: 'Gone' });
    await store.accounts.setOperatorState(jun, 'revoked');
    expect((await push([askOf(jun, 1)])).outcomes).toMatchObject([{ outcome: { kind: 'accepted' } }]);
    await store.accounts.setDeskState(site.desk.id, 'revoked');
    expect((await push([askOf(maria, 1)])).outcomes).toMatchObject([{ outcome: { kind: 'accepted' } }]);
    expect([...(await heldBy(jun)), ...(await heldBy(maria))]).toEqual([]);
  });

  test('changes a project’s policy and tells every site that has batches of it', async () => {
    const [store, site] = [openStore(), openSite()];
    await addPoolTo(store, site, 1, { project: 'Changing' });
    const project = (await store.batches.projects()).find((each) => each.project.name === 'Changing')?.project;
    const policy = { ...POOL_POLICY, maxHeldItems: 3, weight: 2.5, cherryPicking: false };
    const head = await store.work.feedHead(site.siteId);
    await store.batches.setPolicy(project?.id ?? '', () => policy);
    expect(await scope('reference', head)).toMatchObject([{ kind: 'project', key: project?.id, row: { name: 'Changing', policy } }]);
    expect(await store.batches.project('Harbour & Vale', 'Changing')).toMatchObject({ policy });
  });

  test('takes work back from those of whom nothing was heard, and from nobody else', async () => {
    const [store, site, [jun, maria]] = [openStore(), openSite(), people()];
    await addPoolTo(store, site, 4, { project: 'Left behind', policy: { ...POOL_POLICY, abandonedAfterHours: 2 } });
    await addPoolTo(store, site, 1, { project: 'Kept', dueAtUtc: '2026-11-29T08:00:00.000Z' });
    await push([askOf(jun, 1, { count: 3 }), askOf(maria, 2, { count: 3, heldCount: 3 })]);
    const late = '2026-11-21T10:30:00.000Z';
    await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [askOf(maria, 1, { count: 1, heldCount: 2 })], receivedAtUtc: '2026-11-21T09:00:00.000Z' });
    const held = await heldBy(jun);
    const head = await store.work.feedHead(site.siteId);
    let minted = 0;
    const centre = { store, clock: { nowMs: () => Date.parse(late) }, mintId: () => `01990009-0000-7000-8000-${String((minted += 1)).padStart(12, '0')}` };
    expect(await returnAbandoned({ ...centre, clock: { nowMs: () => Date.parse('2026-11-21T09:59:59.999Z') } })).toBe(0);
    expect(await returnAbandoned(centre)).toBe(3);
    expect(await returnAbandoned(centre)).toBe(0);
    expect([(await heldBy(jun)).length, (await heldBy(maria)).length]).toEqual([0, 2]);
    const moved = { toOperatorId: null, byOperatorId: null, reason: 'abandoned', hard: false, atUtc: late };
    expect(await scope(queueScope(jun), head)).toMatchObject(held.map(({ id }) => ({ kind: 'gone', goneKind: 'item', key: id, moved })));
    expect((await store.work.ledgerOfItem(held[0]?.id ?? '')).at(-1)).toMatchObject({ envelope: { abandoned: { fromOperatorId: jun, sinceUtc: RECEIVED_AT_UTC } } });
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
  });

  test('does not take back what was given to somebody silent a moment ago', async () => {
    const [store, site, [jun]] = [openStore(), openSite(), people()];
    const [item] = await addPoolTo(store, site, 1, { project: 'Fresh', policy: { ...POOL_POLICY, abandonedAfterHours: 1 } });
    if (item === undefined) throw new Error('no item');
    await assignIn(store, item, jun, { term: 1, seq: 2 }, item.minEpoch);
    const at = (iso: string) => ({ store, clock: { nowMs: () => Date.parse(iso) }, mintId: () => '01990009-0000-7000-8000-00000000ffff' });
    expect(await returnAbandoned(at('2026-11-21T08:59:00.000Z'))).toBe(0);
    expect(await returnAbandoned(at('2026-11-21T09:00:00.000Z'))).toBe(1);
  });
}
