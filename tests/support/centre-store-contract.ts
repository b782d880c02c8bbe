import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { DEFAULT_ABILITIES } from '../../shared/domain/operator';
import type { Item } from '../../shared/domain/item';
import { queueScope, type PullRequest } from '../../shared/protocol/pull';
import type { PullPage, Store } from '../../server/store/store';
import { assignIn, bareSubmit, pushTo, RECEIVED_AT_UTC } from './centre-mutations';
import { formContract } from './centre-form-contract';
import { judgeContract } from './centre-judge-contract';
import { sessionContract } from './centre-session-contract';
import { moveContract } from './centre-move-contract';
import { poolContract } from './centre-pool-contract';
import { releaseContract } from './centre-release-contract';
import { addDeliveryTo, addItemsTo, addSiteTo, proposal, type StoredSite } from './centre-store-setup';

/** What every store keeps. Run against each implementation. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`the store in ${name}`, () => {
    let store: Store;
    let site: StoredSite;
    let siteCount = 0;

    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => store.close());
    beforeEach(async () => {
      siteCount += 1;
      site = await addSiteTo(store, `Site ${siteCount}`);
    });

    const operatorId = (i: number): string => site.operators[i]?.id ?? '';
    const pull = async (cursors: PullRequest['cursors'], more: Partial<PullRequest> = {}): Promise<PullPage> =>
      store.work.pull(site.siteId, { feedId: await store.work.feedId(), cursors, streamIds: [], limit: 1000, ...more });
    const firstItem = async (count = 1): Promise<Item> => {
      const [item] = await addItemsTo(store, site, count);
      if (item === undefined) throw new Error('no item');
      return item;
    };

    formContract(() => store, () => site);
    moveContract(() => store, () => site);
    judgeContract(() => store, () => site);
    sessionContract(() => store, () => site);
    poolContract(() => store, () => site);
    releaseContract(() => store, () => site);

    test('names a site once, whatever its case', async () => {
      expect(await store.accounts.siteByName(`SITE ${siteCount}`)).toEqual({ id: site.siteId, name: `Site ${siteCount}` });
      const key = (await store.accounts.siteKeys(site.siteId))[0];
      if (key === undefined) throw new Error('no key');
      const again = { ...key, publicKey: { ...key.publicKey, kid: randomUUID() } };
      expect(await store.accounts.addSite({ id: v7(), name: `site ${siteCount}` }, again)).toBe('exists');
    });

    test('gives a login once at a site and shows the operator in the reference scope', async () => {
      const operator = { id: v7(), siteId: site.siteId, login: 'maria', name: 'Other', role: 'lead' as const, state: 'active' as const, ...DEFAULT_ABILITIES };
      expect(await store.accounts.addOperator(operator, 'x')).toBe('exists');
      const { lines } = await pull({ reference: 0 });
      expect(lines.map((line) => JSON.parse(line).row.login)).toEqual(['jun', 'maria']);
    });

    test('uses an enrolment code once, and only in its time', async () => {
      const desk = { id: v7(), name: 'Other desk', signKey: site.desk.signKey, sealKey: site.desk.sealKey };
      expect(await store.accounts.enrolDesk(site.siteId, desk, RECEIVED_AT_UTC)).toBeNull();
      const mac = randomUUID();
      await store.accounts.addEnrolmentCode({ mac, siteId: site.siteId, validUntilUtc: RECEIVED_AT_UTC });
      expect(await store.accounts.enrolDesk(mac, desk, RECEIVED_AT_UTC)).toBeNull();
      expect(await store.accounts.enrolDesk(mac, desk, '2026-11-21T07:59:59.999Z')).toMatchObject({ id: desk.id, state: 'active' });
    });

    test('counts tries at a desk until they are cleared, and none while its login is locked', async () => {
      const count = async (nowMs: number): Promise<unknown> =>
        store.accounts.countTry(site.desk.id, 'maria', nowMs, (wrong) => (wrong < 2 ? 0 : wrong * 1000));
      const [second, later] = ['1970-01-01T00:00:02.000Z', '1970-01-01T00:00:05.000Z'];
      expect(await count(0)).toEqual({ counted: true, lockedUntilUtc: null });
      expect(await count(0)).toEqual({ counted: true, lockedUntilUtc: second });
      expect(await count(1999)).toEqual({ counted: false, lockedUntilUtc: second });
      expect(await count(2000)).toEqual({ counted: true, lockedUntilUtc: later });
      await store.accounts.clearWrongPins(site.desk.id, 'maria');
      expect(await count(2000)).toEqual({ counted: true, lockedUntilUtc: null });
    });

    test('lets no more tries through at the same time than one after the other', async () => {
      const tries = Array.from({ length: 12 }, async () => store.accounts.countTry(site.desk.id, 'jun', 0, (wrong) => (wrong < 5 ? 0 : 1000)));
      expect((await Promise.all(tries)).filter((each) => each.counted)).toHaveLength(5);
    });

    test('takes refused notices of everybody about an item back when it is settled, and leaves other notices', async () => {
      const item = await firstItem();
      const [holder, other] = [item.assignedTo ?? '', site.operators.find((each) => each.id !== item.assignedTo)?.id ?? ''];
      const notices = async (id: string): Promise<unknown[]> =>
        (await pull({ [queueScope(id)]: 0 })).lines.map((line) => JSON.parse(line)).filter((row) => row.kind === 'notice').map((row) => row.row.outcome);
      const sent = { desk: site.desk, streamId: randomUUID() };
      const unfit = bareSubmit(item, holder, 1);
      const wrong = [unfit, bareSubmit(item, other, 2), { ...bareSubmit(item, holder, 3), body: 'damaged' }, { ...unfit, seq: 4, body: 'reused' }];
      await pushTo(store, { ...sent, mutations: wrong, entryCheck: 'invalidEntry' });
      expect([(await notices(holder)).length, (await notices(other)).length]).toEqual([3, 1]);
      const cursor = (await pull({ [queueScope(other)]: 0 })).head.cursors[queueScope(other)] ?? 0;
      await pushTo(store, { ...sent, mutations: [bareSubmit(item, holder, 5), bareSubmit(item, holder, 6)] });
      expect(await notices(holder)).toEqual([{ kind: 'kept', reason: 'alreadyDone' }]);
      expect((await pull({ [queueScope(other)]: cursor })).lines.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'gone', goneKind: 'notice' }]);
    });

    test('counts refused work that nobody can be told of', async () => {
      const item = await firstItem();
      const before = await store.work.mutationCounts();
      const elsewhere = await addSiteTo(store, `Other ${siteCount}`);
      const stranger = bareSubmit(item, elsewhere.operators[0]?.id ?? '', 1);
      const mutations = [stranger, { id: v7(), seq: 2, operatorId: 'x' }, bareSubmit(item, v7(), 3), bareSubmit({ ...item, id: v7() }, operatorId(0), 4)];
      await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations });
      const after = await store.work.mutationCounts();
      expect([after.refused - before.refused, after.unattributed - before.unattributed]).toEqual([4, 3]);
    });

    test('drops a delivery that nobody publishes, and says so; one that is being published stays', async () => {
      const [staged, begun] = [await addDeliveryTo(store, site.siteId), await addDeliveryTo(store, site.siteId)];
      await store.batches.beginPublishing(begun, proposal(site, 1));
      expect(await store.batches.dropDelivery(staged)).toBe(true);
      expect(await store.batches.dropDelivery(staged)).toBe(false);
      expect(await store.batches.dropDelivery(begun)).toBe(false);
      expect(await store.batches.delivery(begun)).toMatchObject({ state: 'publishing' });
      await store.batches.finishPublishing(begun);
      expect(await store.batches.dropDelivery(begun)).toBe(false);
    });

    test('numbers feed rows without gaps and moves a changed row to the end', async () => {
      const items = await addItemsTo(store, site, 4);
      const scope = queueScope(operatorId(0));
      const before = await pull({ reference: 0, floor: 0, [scope]: 0, [queueScope(operatorId(1))]: 0 });
      const positions = before.lines.map((line) => JSON.parse(line).pos as number).sort((a, b) => a - b);
      expect(positions).toEqual(Array.from({ length: await store.work.feedHead(site.siteId) }, (_, i) => i + 1));
      const mine = items.find((item) => item.assignedTo === operatorId(0));
      if (mine === undefined) throw new Error('no item');
      await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [bareSubmit(mine, operatorId(0), 1)] });
      const after = await pull({ [scope]: before.head.cursors[scope] ?? 0 });
      expect(after.lines.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'item', key: mine.id, row: { state: 'done' } }]);
    });

    test('pages by the limit, reference first, and drains every scope at the head', async () => {
      await addItemsTo(store, site, 4);
      const scope = queueScope(operatorId(0));
      let cursors: PullRequest['cursors'] = { reference: 0, [scope]: 0 };
      const seen: string[] = [];
      for (let more = true; more; ) {
        const page = await pull(cursors, { limit: 3, streamIds: [site.siteId] });
        seen.push(...page.lines.map((line) => JSON.parse(line).kind as string));
        expect(page.lines.length).toBeLessThanOrEqual(3);
        expect(Object.keys(page.head.streams).length).toBe(page.head.more ? 0 : 1);
        ({ more, cursors } = page.head);
      }
      expect(seen).toEqual(['operator', 'operator', 'client', 'project', 'form', 'batch', 'item', 'item']);
      expect(new Set(Object.values(cursors))).toEqual(new Set([await store.work.feedHead(site.siteId)]));
    });

    test('begins a fresh snapshot for a foreign feed, a cursor from the future and a cursor of 0', async () => {
      const foreign = await pull({ reference: 2 }, { feedId: v7() });
      expect(foreign.head.resets).toEqual(['reference']);
      expect(foreign.lines).toHaveLength(2);
      expect((await pull({ reference: 99_999 })).head.resets).toEqual(['reference']);
      expect((await pull({ reference: 0 })).head.resets).toEqual(['reference']);
      expect((await pull({ reference: 1 })).head.resets).toEqual([]);
    });

    test('takes an item back from its former holder with a tombstone, which a fresh snapshot does not show', async () => {
      const item = await firstItem();
      const former = queueScope(item.assignedTo ?? '');
      const cursor = (await pull({ [former]: 0 })).head.cursors[former] ?? 0;
      const other = site.operators.find((each) => each.id !== item.assignedTo)?.id ?? '';
      await assignIn(store, item, other, { term: 1, seq: 3 }, { term: 1, seq: 1 });
      expect((await pull({ [former]: cursor })).lines.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'gone', goneKind: 'item', key: item.id }]);
      expect((await pull({ [former]: 0 })).lines).toEqual([]);
      expect((await pull({ [queueScope(other)]: 0 })).lines).toHaveLength(1);
    });

    test('says up to where a stream is folded, in the snapshot that holds its effects', async () => {
      const item = await firstItem();
      const streamId = randomUUID();
      const mutation = bareSubmit(item, item.assignedTo ?? '', 1);
      await pushTo(store, { desk: site.desk, streamId, mutations: [mutation] });
      const page = await pull({ reference: 0 }, { streamIds: [streamId, randomUUID()] });
      expect(page.head.streams[streamId]).toEqual({ foldedUpTo: 1, freeUpTo: 1 });
      expect(Object.values(page.head.streams)).toContainEqual({ foldedUpTo: 0, freeUpTo: 0 });
    });

    test('gives the same answer to the same push and writes nothing the second time', async () => {
      const item = await firstItem();
      const sent = { desk: site.desk, streamId: randomUUID(), mutations: [bareSubmit(item, item.assignedTo ?? '', 1)] };
      const first = await pushTo(store, sent);
      const head = await store.work.feedHead(site.siteId);
      expect((await pushTo(store, sent)).outcomes).toEqual(first.outcomes);
      expect(await store.work.feedHead(site.siteId)).toBe(head);
      expect((await store.work.ledgerOfItem(item.id)).filter((row) => row.streamId !== null)).toHaveLength(1);
    });

    test('stores what PostgreSQL text cannot hold, escaped', async () => {
      const item = await firstItem();
      const mutation = { ...bareSubmit(item, item.assignedTo ?? '', 1), body: 'a\u0000b\ud800' };
      const { outcomes } = await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [mutation] });
      expect(outcomes[0]?.outcome).toEqual({ kind: 'refused', reason: 'hashMismatch' });
      const stored = (await store.work.ledgerOfItem(item.id)).at(-1);
      expect(JSON.parse(stored?.raw ?? '')).toEqual(mutation);
    });

    test('leaves nothing behind of work that throws', async () => {
      const item = await firstItem();
      const head = await store.work.feedHead(site.siteId);
      const work = store.work.atSite(site.siteId, async (tx) => {
        const feed = [{ scope: 'reference', kind: 'gone', key: 'x', goneKind: 'batch' } as const];
        await tx.apply({ ledger: [], places: [], stream: null, items: [{ ...item, source: 'changed' }], feed });
        throw new Error('broken off');
      });
      await expect(work).rejects.toThrow('broken off');
      expect(await store.work.item(item.id)).toEqual(item);
      expect(await store.work.feedHead(site.siteId)).toBe(head);
    });

    test('lets writes at one site pass one after the other', async () => {
      const items = await addItemsTo(store, site, 20);
      await Promise.all(items.map(async (item) => {
        const mutations = [bareSubmit(item, item.assignedTo ?? '', 1)];
        return pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations });
      }));
      const ledger = await store.work.ledgerOfSite(site.siteId, 0, 1000);
      expect(ledger.map((row) => row.pos)).toEqual(ledger.map((_, i) => i + 1));
      expect(ledger.filter((row) => row.streamId !== null)).toHaveLength(20);
    });

    test('publishes a plan once, and refuses the same delivery, a taken name and another work type', async () => {
      const plan = proposal(site, 2, { name: `Batch ${siteCount}` });
      const deliveryId = await addDeliveryTo(store, site.siteId);
      const begun = await store.batches.beginPublishing(deliveryId, plan);
      expect(await store.batches.beginPublishing(deliveryId, proposal(site, 3))).toEqual(begun);
      const next = async (changed: Parameters<typeof proposal>[2]): Promise<unknown> =>
        store.batches.beginPublishing(await addDeliveryTo(store, site.siteId), proposal(site, 2, changed));
      expect(await next({ digest: plan.digest })).toMatchObject({ kind: 'sameDelivery', batch: `Batch ${siteCount}` });
      expect(await next({ name: `Batch ${siteCount}` })).toEqual({ kind: 'batchNameTaken', batch: `Batch ${siteCount}` });
      expect(await next({ workType: 'invoice' })).toEqual({ kind: 'otherWorkType', workType: 'receipt' });
      expect(await store.batches.deliveriesIn('publishing')).toMatchObject([{ id: deliveryId }]);
      await store.batches.finishPublishing(deliveryId);
      expect(await store.batches.deliveriesIn('publishing')).toEqual([]);
    });

    test('numbers batches that have no name, each number once', async () => {
      const batchIds = [(await addItemsTo(store, site, 1))[0]?.batchId, (await addItemsTo(store, site, 1))[0]?.batchId];
      const names = await Promise.all(batchIds.map(async (id) => (await store.batches.batch(id ?? ''))?.batch.name ?? ''));
      expect(new Set(names).size).toBe(2);
      expect(names.every((each) => /^\d{4}$/.test(each))).toBe(true);
    });

    test('keeps a revision number for the same content and counts up for another', async () => {
      const items = await addItemsTo(store, site, 3);
      const revise = async (digest: string): Promise<number> => {
        const revised = await store.batches.revise(items[0]?.batchId ?? '', (read) => `${digest} of ${read.length}`, RECEIVED_AT_UTC);
        expect(revised.items).toEqual(items);
        return revised.revision;
      };
      expect([await revise('a'), await revise('a'), await revise('b'), await revise('a')]).toEqual([1, 1, 2, 3]);
    });
  });
}
