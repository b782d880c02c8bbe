import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { checkLedger } from '../../server/results/check-ledger';
import type { Store } from '../../server/store/store';
import { mutationHash, type Mutation } from '../../shared/domain/mutation';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import { DEFAULT_ABILITIES } from '../../shared/domain/operator';
import { queueScope, type FeedRow } from '../../shared/protocol/pull';
import { bareSubmit, pushTo, RECEIVED_AT_UTC } from './centre-mutations';
import { addItemsTo, type StoredSite } from './centre-store-setup';

/** A lead's verdict on a kept entry. */
export function judgeOf(entry: Pick<SubmitMutation, 'id' | 'itemId' | 'capturedAt'>, leadId: string, winnerId: string | null, seq: number, changed: Partial<JudgeEnvelope> = {}): Extract<Mutation, { kind: 'judge' }> {
  const content = {
    id: v7(), v: 1, kind: 'judge' as const, operatorId: leadId, itemId: entry.itemId, keptId: entry.id, verdict: 'promote' as const, winnerId, standing: null,
    capturedAt: entry.capturedAt, ...changed,
  };
  return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
}

/** What every store keeps of a lead's verdicts on kept entries. */
export function judgeContract(openStore: () => Store, openSite: () => StoredSite): void {
  const scope = async (name: string): Promise<readonly FeedRow[]> => {
    const { work } = openStore();
    const page = await work.pull(openSite().siteId, { feedId: await work.feedId(), cursors: { [name]: 0 }, streamIds: [], limit: 1000 });
    return page.lines.map((line) => JSON.parse(line) as FeedRow);
  };
  const tray = async (): Promise<Readonly<Record<string, unknown>>> =>
    Object.fromEntries((await scope('floor')).flatMap((row) => (row.kind === 'keptEntry' ? [[row.key, row.row.decided?.verdict ?? null]] : [])));
  const noticeOf = async (operatorId: string, key: string): Promise<unknown> =>
    (await scope(queueScope(operatorId))).flatMap((row) => (row.kind === 'notice' && row.key === key ? [row.row.outcome] : []))[0];

  /** An item that was moved on: the second holder's entry has won, the first one's is kept. */
  const lost = async () => {
    const [store, site] = [openStore(), openSite()];
    const lead = { id: v7(), siteId: site.siteId, login: 'lead', name: 'Lena Lead', role: 'lead' as const, state: 'active' as const, ...DEFAULT_ABILITIES };
    await store.accounts.addOperator(lead, 'x');
    const [item] = await addItemsTo(store, site, 1);
    const [first, second] = site.operators.map(({ id }) => id);
    if (item === undefined || first === undefined || second === undefined) throw new Error('no item');
    const send = (mutations: readonly Mutation[]) => pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations });
    const winner = bareSubmit(item, first, 1);
    const kept = bareSubmit(item, first, 2);
    await send([winner, kept]);
    return { store, site, lead, item, first, second, winner, kept, send };
  };

  test('puts a kept entry into the tray, and a promoted one in the place of the winner, which is kept from then on', async () => {
    const { store, lead, item, first, winner, kept, send } = await lost();
    expect(await tray()).toEqual({ [kept.id]: null });
    expect((await send([judgeOf(kept, lead.id, winner.id, 1)])).outcomes[0]?.outcome).toEqual({ kind: 'accepted' });
    expect(await tray()).toEqual({ [kept.id]: 'promote', [winner.id]: 'replaced' });
    expect(await store.work.item(item.id)).toMatchObject({ settledBy: { mutationId: kept.id }, kept: [winner.id], standings: [{ mutationId: winner.id, standing: 'replaced', byOperatorId: lead.id }] });
    expect(await noticeOf(first, kept.id)).toEqual({ kind: 'judged', verdict: 'promote', byOperatorId: lead.id });
    expect(await noticeOf(first, winner.id)).toEqual({ kind: 'judged', verdict: 'replaced', byOperatorId: lead.id });
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
    // And back again: the entry that was replaced is a kept one like any other.
    await send([judgeOf(winner, lead.id, kept.id, 1, { standing: 'replaced' })]);
    expect(await tray()).toEqual({ [kept.id]: 'replaced', [winner.id]: 'promote' });
    expect(await checkLedger({ store })).toMatchObject({ ok: true });
  });

  test('carries the first of two verdicts out and tells the second lead why theirs was not', async () => {
    const { lead, item, winner, kept, send } = await lost();
    const [first, late] = [judgeOf(kept, lead.id, winner.id, 1, { verdict: 'close' }), judgeOf(kept, lead.id, winner.id, 1)];
    await send([first]);
    await send([late]);
    expect(await tray()).toEqual({ [kept.id]: 'close' });
    expect(await noticeOf(lead.id, late.id)).toEqual({ kind: 'notJudged', keptId: kept.id, verdict: 'promote', reason: 'judgedSince' });
    expect(await openStore().work.item(item.id)).toMatchObject({ settledBy: { mutationId: winner.id }, kept: [kept.id] });
  });

  test('gives no second key by the same operator, and refuses whoever is no lead', async () => {
    const { lead, first, winner, kept, send } = await lost();
    const same = judgeOf(kept, lead.id, winner.id, 1, { verdict: 'secondKey' });
    await send([same]);
    expect(await noticeOf(lead.id, same.id)).toMatchObject({ kind: 'notJudged', reason: 'sameOperator' });
    expect((await send([judgeOf(kept, first, winner.id, 1)])).outcomes[0]?.outcome).toEqual({ kind: 'refused', reason: 'notAllowed' });
    expect(await tray()).toEqual({ [kept.id]: null });
  });

  test('finds an entry that came in the same push as its verdict', async () => {
    const { store, site, lead, item, first, winner, send } = await lost();
    const late = bareSubmit(item, first, 1);
    await send([late, judgeOf(late, lead.id, winner.id, 2)]);
    expect(await store.work.item(item.id)).toMatchObject({ settledBy: { mutationId: late.id } });
    expect(site.operators.length).toBeGreaterThan(1);
  });

  test('remembers when the centre itself saw somebody sign on at a desk', async () => {
    const { store, site, lead } = await lost();
    expect(await store.accounts.lastSignOn(site.desk.id, lead.id)).toBeNull();
    await store.accounts.noteSignOn(site.desk.id, lead.id, RECEIVED_AT_UTC);
    await store.accounts.noteSignOn(site.desk.id, lead.id, '2026-11-22T08:00:00.000Z');
    expect(await store.accounts.lastSignOn(site.desk.id, lead.id)).toBe('2026-11-22T08:00:00.000Z');
  });
}
