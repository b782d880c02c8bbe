import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { checkLedger } from '../../server/results/check-ledger';
import type { Store } from '../../server/store/store';
import { DEFAULT_ABILITIES } from '../../shared/domain/operator';
import type { Item } from '../../shared/domain/item';
import { MAX_ITEMS_A_MOVE } from '../../shared/domain/mutations/move';
import { queueScope, type FeedRow } from '../../shared/protocol/pull';
import { bareSubmit, moveOf, pushTo, RECEIVED_AT_UTC } from './centre-mutations';
import { addItemsTo, type StoredSite } from './centre-store-setup';

/** What every store keeps of a lead's moves. */
export function moveContract(openStore: () => Store, openSite: () => StoredSite): void {
  const addLead = async (): Promise<string> => {
    const lead = { id: v7(), siteId: openSite().siteId, login: 'lead', name: 'Lena Lead', role: 'lead' as const, state: 'active' as const, ...DEFAULT_ABILITIES };
    await openStore().accounts.addOperator(lead, 'x');
    return lead.id;
  };
  const scope = async (name: string, after = 0): Promise<readonly FeedRow[]> => {
    const { work } = openStore();
    const page = await work.pull(openSite().siteId, { feedId: await work.feedId(), cursors: { [name]: after }, streamIds: [], limit: 1000 });
    return page.lines.map((line) => JSON.parse(line) as FeedRow);
  };
  const of = (items: readonly Item[], operatorId: string): readonly Item[] => items.filter((item) => item.assignedTo === operatorId);

  test('moves items to another operator: rows there, words of it here, and the floor as it is now', async () => {
    const [store, site, leadId] = [openStore(), openSite(), await addLead()];
    const [from, to] = site.operators.map((each) => each.id);
    if (from === undefined || to === undefined) throw new Error('no operators');
    const items = of(await addItemsTo(store, site, 6), from);
    const head = await store.work.feedHead(site.siteId);
    const move = moveOf(items, leadId, to, 1, { reason: 'absent' });
    expect((await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [move] })).outcomes).toEqual([{ id: move.id, outcome: { kind: 'accepted' } }]);
    const moved = { toOperatorId: to, byOperatorId: leadId, reason: 'absent', hard: false, atUtc: RECEIVED_AT_UTC };
    expect(await scope(queueScope(from), head)).toMatchObject(items.map((item) => ({ kind: 'gone', goneKind: 'item', key: item.id, moved })));
    expect((await scope(queueScope(to), head)).map((row) => row.key)).toEqual(items.map((item) => item.id));
    expect(await scope('floor', head)).toMatchObject(items.map((item) => ({ kind: 'floorItem', key: item.id, row: { assignedTo: to, epoch: { term: 1, seq: 3 } } })));
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
    const story = await store.work.ledgerOfItem(items[0]?.id ?? '');
    expect(story.at(-1)).toMatchObject({ kind: 'assign', envelope: { byMove: { mutationId: move.id, operatorId: leadId, reason: 'absent' } } });
  });

  test('tells the lead what became of items that were done or moved meanwhile, and moves the rest', async () => {
    const [store, site, leadId] = [openStore(), openSite(), await addLead()];
    const [from, to] = site.operators.map((each) => each.id);
    if (from === undefined || to === undefined) throw new Error('no operators');
    const [done, gone, still] = of(await addItemsTo(store, site, 6), from);
    if (done === undefined || gone === undefined || still === undefined) throw new Error('no items');
    const late = moveOf([done, gone, still], leadId, to, 1);
    await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [bareSubmit(done, from, 1), moveOf([gone], leadId, null, 2)] });
    await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [late] });
    const notices = (await scope(queueScope(leadId))).filter((row) => row.kind === 'notice');
    expect(notices).toMatchObject([{ key: late.id, row: { outcome: { kind: 'passedOver', gestureId: late.gestureId, items: [
      { itemId: done.id, source: done.source, reason: 'alreadyDone' }, { itemId: gone.id, source: gone.source, reason: 'movedSince' },
    ] } } }]);
    expect(await store.work.item(still.id)).toMatchObject({ assignedTo: to });
    expect(await store.work.item(gone.id)).toMatchObject({ assignedTo: null });
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
  });

  test('takes pushes of many full moves in transactions of their size, and again without a change', async () => {
    const [store, site, leadId] = [openStore(), openSite(), await addLead()];
    const to = site.operators[1]?.id ?? '';
    const items = await addItemsTo(store, site, 2 * MAX_ITEMS_A_MOVE);
    const moves = [moveOf(items.slice(0, MAX_ITEMS_A_MOVE), leadId, to, 1), moveOf(items.slice(MAX_ITEMS_A_MOVE), leadId, to, 2)];
    const sent = { desk: site.desk, streamId: randomUUID(), mutations: moves };
    const first = await pushTo(store, sent);
    expect(first.outcomes.map((each) => each.outcome.kind)).toEqual(['accepted', 'accepted']);
    const head = await store.work.feedHead(site.siteId);
    expect(await pushTo(store, sent)).toEqual(first);
    expect(await store.work.feedHead(site.siteId)).toBe(head);
    expect((await store.work.itemsOfSite(site.siteId, null, 1000)).every((item) => item.assignedTo === to)).toBe(true);
  });
}
