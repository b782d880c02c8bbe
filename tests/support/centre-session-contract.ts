import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { checkLedger } from '../../server/results/check-ledger';
import type { Store } from '../../server/store/store';
import type { Item } from '../../shared/domain/item';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import { queueScope, type FeedRow } from '../../shared/protocol/pull';
import { bareSubmit, pushTo } from './centre-mutations';
import { partWith } from './centre-part';
import { addItemsTo, type StoredSite } from './centre-store-setup';
import { sessionMutation } from './session-mutations';

const EFFORT = { keystrokes: 50, corrections: 2, activeMs: 20_000, pausedMs: 0, waitedMs: 100 };

/** What every store keeps of sessions. */
export function sessionContract(openStore: () => Store, openSite: () => StoredSite): void {
  const someone = (i = 0): string => openSite().operators[i]?.id ?? '';
  const rows = async (scope: string, after = 0): Promise<readonly FeedRow[]> => {
    const { work } = openStore();
    const page = await work.pull(openSite().siteId, { feedId: await work.feedId(), cursors: { [scope]: after }, streamIds: [], limit: 1000 });
    return page.lines.map((line) => JSON.parse(line) as FeedRow).filter(({ kind }) => kind === 'session');
  };
  const push = (streamId: string, mutations: Parameters<typeof pushTo>[1]['mutations'], more: Partial<Parameters<typeof pushTo>[1]> = {}): ReturnType<typeof pushTo> =>
    pushTo(openStore(), { desk: openSite().desk, streamId, mutations, ...more });
  const entry = (item: Item, seq: number, sessionId: string, changed: Partial<SubmitMutation> = {}): SubmitMutation =>
    bareSubmit(item, item.assignedTo ?? '', seq, { sessionId, effort: EFFORT, ...changed });
  const ownItems = async (count: number): Promise<readonly Item[]> => (await addItemsTo(openStore(), openSite(), 2 * count)).filter(({ assignedTo }) => assignedTo === someone());

  test('counts a session from what was pushed, and shows it to its operator and on the floor alike', async () => {
    const [sessionId, streamId, items] = [v7(), randomUUID(), await ownItems(3)];
    await push(streamId, [sessionMutation(sessionId, someone(), 'begin', 1), ...items.map((item, i) => entry(item, i + 2, sessionId)), sessionMutation(sessionId, someone(), 'end', 5, { note: 'sealed note' })]);
    const figures = { id: sessionId, operatorId: someone(), deskId: openSite().desk.id, state: 'ended', items: 3, keystrokes: 150, activeMs: 60_000, waitedMs: 300, note: 'sealed note', upTo: { [streamId]: 5 } };
    const [floor, own] = [await rows('floor'), await rows(queueScope(someone()))];
    expect(floor.map((row) => ('row' in row ? row.row : null))).toMatchObject([figures]);
    expect(own.map((row) => ('row' in row ? row.row : null))).toMatchObject([figures]);
    expect(await openStore().work.sessionsOfSite(openSite().siteId, null, 10)).toMatchObject([figures]);
    expect(await checkLedger({ store: openStore() })).toMatchObject({ ok: true, differences: [] });
  });

  test('writes a session once for a burst of entries, and again for none of them that comes twice', async () => {
    const [sessionId, streamId, items] = [v7(), randomUUID(), await ownItems(30)];
    const before = await openStore().work.feedHead(openSite().siteId);
    const mutations = items.map((item, i) => entry(item, i + 1, sessionId));
    await push(streamId, mutations);
    const head = await openStore().work.feedHead(openSite().siteId);
    // Two rows an entry: in its operator's queue and on the floor; and two for the session.
    expect(head - before).toBe(2 * 30 + 2);
    await push(streamId, mutations);
    await push(randomUUID(), mutations);
    expect(await openStore().work.feedHead(openSite().siteId)).toBe(head);
    expect(await openStore().work.sessionsOfSite(openSite().siteId, null, 10)).toMatchObject([{ items: 30, keystrokes: 1500 }]);
  });

  test('goes on with a session over several pushes and streams', async () => {
    const [sessionId, streamId, other] = [v7(), randomUUID(), randomUUID()];
    const [first, second] = await ownItems(2);
    if (first === undefined || second === undefined) throw new Error('no items');
    await push(streamId, [sessionMutation(sessionId, someone(), 'begin', 1), entry(first, 2, sessionId)]);
    await push(streamId, [sessionMutation(sessionId, someone(), 'pause', 3)]);
    await push(other, [sessionMutation(sessionId, someone(), 'resume', 1, { capturedAt: sessionMutation(sessionId, someone(), 'resume', 8).capturedAt }), entry(second, 2, sessionId)]);
    const [session] = await openStore().work.sessionsOfSite(openSite().siteId, null, 10);
    expect(session).toMatchObject({ state: 'keying', items: 2, pauses: 1, pausedMs: 5 * 60_000, upTo: { [streamId]: 3, [other]: 2 } });
    expect(await checkLedger({ store: openStore() })).toMatchObject({ ok: true });
  });

  test('credits what is kept, counts what is refused, and lets nobody else into a session', async () => {
    const [sessionId, streamId, items] = [v7(), randomUUID(), await ownItems(3)];
    const [done, bad, strange] = items;
    if (done === undefined || bad === undefined || strange === undefined) throw new Error('no items');
    await push(randomUUID(), [bareSubmit(done, someone(), 1)]);
    await push(streamId, [sessionMutation(sessionId, someone(), 'begin', 1), entry(done, 2, sessionId)]);
    await push(streamId, [entry(bad, 3, sessionId)], { entryCheck: 'invalidEntry' });
    const { outcomes } = await push(streamId, [sessionMutation(sessionId, someone(1), 'end', 4), sessionMutation(v7(), v7(), 'begin', 5), entry(strange, 6, sessionId, { operatorId: someone(1) })]);
    expect(outcomes.map((each) => each.outcome)).toEqual([{ kind: 'refused', reason: 'otherSession' }, { kind: 'refused', reason: 'unknownOperator' }, { kind: 'refused', reason: 'notAssigned' }]);
    expect(await openStore().work.sessionsOfSite(openSite().siteId, null, 10)).toMatchObject([{ id: sessionId, state: 'keying', items: 1, kept: 1, refused: 1, keystrokes: 50, upTo: { [streamId]: 3 } }]);
    expect(await checkLedger({ store: openStore() })).toMatchObject({ ok: true });
  });

  test('says where a session differs from what its ledger gives', async () => {
    const [sessionId, lostId] = [v7(), v7()];
    await push(randomUUID(), [sessionMutation(sessionId, someone(), 'begin', 1)]);
    const [session] = await openStore().work.sessionsOfSite(openSite().siteId, null, 10);
    if (session === undefined) throw new Error('no session');
    const { siteId } = openSite();
    const spoilt = partWith(openStore().work, { sessionsOfSite: async (site, afterId) => (site === siteId && afterId === null ? [{ ...session, keystrokes: 1 }, { ...session, id: lostId }] : []) });
    const { differences } = await checkLedger({ store: { ...openStore(), work: spoilt } });
    expect(differences.filter(({ itemId }) => [sessionId, lostId].includes(itemId)).map(({ what }) => what).sort()).toEqual([
      'keystrokes of the session is 1, the ledger gives 0', 'there is a session, but the ledger never told of it',
    ]);
  });
}
