import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { Item } from '../../../shared/domain/item';
import { queueScope } from '../../../shared/protocol/pull';
import type { RawMutation } from '../../../server/decide/read-mutation';
import { openMemoryStore } from '../../../server/store/memory/memory-store';
import type { Store } from '../../../server/store/store';
import { assignIn, bareSubmit, pushTo } from '../../support/centre-mutations';
import { partWith } from '../../support/centre-part';
import { addItemsTo, addSiteTo, type StoredSite } from '../../support/centre-store-setup';

describe('deciding a push', () => {
  let store: Store;
  let site: StoredSite;
  let items: readonly Item[];
  let streamId: string;

  beforeEach(async () => {
    store = openMemoryStore(v7());
    site = await addSiteTo(store, 'Cebu', ['maria']);
    items = await addItemsTo(store, site, 4);
    streamId = randomUUID();
  });

  const item = (i: number): Item => items[i] as Item;
  const maria = (): string => site.operators[0]?.id ?? '';
  const submit = (i: number, seq: number): RawMutation => bareSubmit(item(i), maria(), seq);
  const push = async (mutations: readonly RawMutation[], more: Partial<Parameters<typeof pushTo>[1]> = {}): Promise<unknown[]> =>
    (await pushTo(store, { desk: site.desk, streamId, mutations, ...more })).outcomes.map((each) => each.outcome);
  const notices = async (): Promise<unknown[]> => {
    const page = await store.work.pull(site.siteId, { feedId: null, cursors: { [queueScope(maria())]: 0 }, streamIds: [], limit: 1000 });
    return page.lines.map((line) => JSON.parse(line)).filter((row) => row.kind === 'notice').map((row) => row.row);
  };
  const ledger = async (): Promise<string[]> =>
    (await store.work.ledgerOfSite(site.siteId, 0, 1000)).filter((row) => row.streamId !== null).map((row) => row.outcome.kind);

  const accepted = { kind: 'accepted' };

  test('answers a gap for everything from the first missing place on, and stores nothing of it', async () => {
    expect(await push([submit(0, 1), submit(1, 3), submit(2, 4)])).toEqual([
      accepted, { kind: 'gap', resendFrom: 2 }, { kind: 'gap', resendFrom: 2 },
    ]);
    expect(await ledger()).toEqual(['accepted']);
  });

  test('stores a fork and the rest of its push whole, once, and decides the mutations afresh on a new stream', async () => {
    await push([submit(0, 1)]);
    const forked = [submit(1, 1), submit(2, 2)];
    expect(await push(forked)).toEqual([{ kind: 'fork' }, { kind: 'fork' }]);
    expect(await push(forked)).toEqual([{ kind: 'fork' }, { kind: 'fork' }]);
    expect(await ledger()).toEqual(['accepted', 'fork', 'fork']);
    expect(await push(forked, { streamId: randomUUID() })).toEqual([accepted, accepted]);
  });

  test('takes a stream of another desk for a fork', async () => {
    await push([submit(0, 1)]);
    await store.accounts.addEnrolmentCode({ mac: 'm', siteId: site.siteId, validUntilUtc: '2999-01-01T00:00:00.000Z' });
    const other = await store.accounts.enrolDesk('m', { ...site.desk, id: v7() }, '2026-01-01T00:00:00.000Z');
    if (other === null) throw new Error('not enrolled');
    expect(await push([submit(1, 2)], { desk: other })).toEqual([{ kind: 'fork' }]);
    expect(await push([submit(1, 2)])).toEqual([accepted]);
  });

  test('gives the same id with the same content the same answer on another stream, which goes on behind it', async () => {
    const mutation = submit(0, 1);
    await push([mutation]);
    expect(await push([mutation, submit(1, 2)], { streamId: randomUUID() })).toEqual([accepted, accepted]);
    expect((await store.work.item(item(0).id))?.kept).toEqual([]);
    expect(await ledger()).toEqual(['accepted', 'accepted']);
  });

  test('takes another content under the same id for a fork at its place, and refuses it at a new one', async () => {
    const mutation = submit(0, 1);
    await push([mutation]);
    const other = bareSubmit(item(1), maria(), 1, { id: mutation.id });
    const reused = { kind: 'refused', reason: 'idReused' };
    expect(await push([other])).toEqual([{ kind: 'fork' }]);
    expect(await push([other])).toEqual([{ kind: 'fork' }]);
    expect(await push([{ ...other, seq: 2 }, submit(2, 3)])).toEqual([reused, accepted]);
    expect(await ledger()).toEqual(['accepted', 'fork', 'refused', 'accepted']);
    expect((await store.work.item(item(1).id))?.state).toBe('open');
  });

  test('lets poison block nothing: each is refused, stored whole, and told to its operator', async () => {
    const good = submit(3, 5);
    const poison: RawMutation[] = [
      { id: v7(), seq: 1 },
      { ...submit(0, 2), v: 99 },
      { ...submit(0, 3), epoch: 'x', __proto__: { poisoned: true } },
      { ...submit(0, 4), body: 'changed on the way' },
    ];
    expect(await push([...poison, good])).toEqual([
      { kind: 'refused', reason: 'malformed' }, { kind: 'refused', reason: 'malformed' }, { kind: 'refused', reason: 'malformed' },
      { kind: 'refused', reason: 'hashMismatch' }, accepted,
    ]);
    const rows = (await store.work.ledgerOfSite(site.siteId, 0, 1000)).filter((row) => row.streamId !== null);
    expect(rows.map((row) => JSON.parse(row.raw).id)).toEqual([...poison, good].map((each) => each.id));
    expect(await notices()).toHaveLength(3);
    expect(await push(poison)).toHaveLength(4);
    expect(await ledger()).toHaveLength(5);
  });

  test('asks for a valid entry only where it would be used', async () => {
    const first = submit(0, 1);
    expect(await push([first], { entryCheck: 'unreadable' })).toEqual([{ kind: 'refused', reason: 'unreadable' }]);
    expect(await push([submit(0, 2)], { entryCheck: 'invalidEntry' })).toEqual([{ kind: 'refused', reason: 'invalidEntry' }]);
    expect(await push([submit(0, 3)])).toEqual([accepted]);
    expect(await push([submit(0, 4)], { entryCheck: 'unreadable' })).toEqual([{ kind: 'kept', reason: 'alreadyDone' }]);
    expect(await notices()).toMatchObject([{ outcome: { kind: 'kept' } }]);
  });

  test('keeps what a revoked operator or desk had keyed, and refuses what is nobody’s', async () => {
    const stranger = bareSubmit(item(0), v7(), 1);
    const nowhere = bareSubmit({ ...item(0), id: v7() }, maria(), 2);
    expect(await push([stranger, nowhere])).toEqual([
      { kind: 'refused', reason: 'unknownOperator' }, { kind: 'refused', reason: 'unknownItem' },
    ]);
    await store.accounts.setOperatorState(maria(), 'revoked');
    expect(await push([submit(0, 3)])).toEqual([{ kind: 'kept', reason: 'revoked' }]);
    await store.accounts.setOperatorState(maria(), 'active');
    await store.accounts.setDeskState(site.desk.id, 'revoked');
    expect(await push([submit(0, 4)], { desk: { ...site.desk, state: 'revoked' } })).toEqual([{ kind: 'kept', reason: 'revoked' }]);
  });

  test('lets a notice of refused work end with its item, when both come in one push too', async () => {
    const { id, hash: _, ...content } = submit(0, 1);
    const damaged = { ...content, id, hash: 'f'.repeat(64) };
    await push([damaged, { ...submit(1, 2), hash: 'f'.repeat(64) }, submit(0, 3)]);
    expect(await notices()).toMatchObject([{ itemId: item(1).id, outcome: { kind: 'refused', reason: 'hashMismatch' } }]);
  });

  test('writes at most 500 rows a transaction, of all tables together, and answers the whole push', async () => {
    const written: number[] = [];
    const counting: Store = { ...store, work: partWith(store.work, {
      atSite: async (siteId, work) => store.work.atSite(siteId, async (tx) => work(partWith(tx, {
        apply: async (change) => {
          const { ledger: mutations, places, items: rows, feed } = change;
          written.push(mutations.length + places.length + rows.length + feed.length + (change.stream === null ? 0 : 1));
          return tx.apply(change);
        },
      }))),
    }) };
    const mutations = Array.from({ length: 200 }, (_, i) => submit(i % 4, i + 1));
    const sent = { desk: site.desk, streamId, mutations };
    const { outcomes } = await pushTo(counting, sent);
    expect(outcomes.map((each) => each.id)).toEqual(mutations.map((each) => each.id));
    expect(outcomes.filter((each) => each.outcome.kind === 'kept')).toHaveLength(196);
    expect(written.length).toBeGreaterThan(1);
    expect(Math.max(...written)).toBeLessThanOrEqual(500);
    expect(await ledger()).toHaveLength(200);
    expect((await pushTo(counting, sent)).outcomes).toEqual(outcomes);
    expect(await ledger()).toHaveLength(200);
  });

  test('a gap or a fork holds for the rest of a push, whatever came in between its transactions', async () => {
    const mutations = Array.from({ length: 200 }, (_, i) => submit(i % 4, i + 1)).map((each, i) => (i < 150 ? each : { ...each, seq: each.seq + 1 }));
    const { outcomes } = await pushTo(store, { desk: site.desk, streamId, mutations });
    expect(outcomes.slice(150).every(({ outcome }) => outcome.kind === 'gap' && outcome.resendFrom === 151)).toBe(true);
    expect(await ledger()).toHaveLength(150);
    const tail = (count: number, from: number): RawMutation[] => Array.from({ length: count }, (_, i) => submit(i % 4, from + i));
    // The fork is met shortly before a transaction is full.
    const forked = [...tail(120, 151), submit(0, 3), ...tail(79, 271)];
    const answers = (await pushTo(store, { desk: site.desk, streamId, mutations: forked })).outcomes.map((each) => each.outcome.kind);
    expect(answers.slice(120)).toEqual(Array.from({ length: 80 }, () => 'fork'));
    expect(answers.slice(0, 120)).not.toContain('fork');
  });

  test('accepts work under an older assignment that still counts, and keeps it below minEpoch', async () => {
    const soft = await assignIn(store, item(0), v7(), { term: 1, seq: 3 }, { term: 1, seq: 1 });
    expect(soft.assignedTo).not.toBe(maria());
    expect(await push([submit(0, 1)])).toEqual([accepted]);
    await assignIn(store, item(1), v7(), { term: 2, seq: 1 }, { term: 2, seq: 1 });
    expect(await push([submit(1, 2)])).toEqual([{ kind: 'kept', reason: 'belowMinEpoch' }]);
  });

  test('however a journal is cut, repeated and sent again, each mutation has one effect and the last answers stand', async () => {
    const cuts = fc.array(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 12 })), { maxLength: 12 });
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }), cuts, async (targets, pushes) => {
      const own = openMemoryStore(v7());
      const ownSite = await addSiteTo(own, 'Cebu', ['maria']);
      const ownItems = await addItemsTo(own, ownSite, 4);
      const by = ownSite.operators[0]?.id ?? '';
      const journal = targets.map((target, i) => bareSubmit(ownItems[target] as Item, by, i + 1));
      const stream = randomUUID();
      for (const [from, count] of [...pushes, [0, 12] as const]) {
        const mutations = journal.slice(from, from + count);
        if (mutations.length > 0) await pushTo(own, { desk: ownSite.desk, streamId: stream, mutations });
      }
      const rows = (await own.work.ledgerOfSite(ownSite.siteId, 0, 1000)).filter((row) => row.streamId !== null);
      expect(rows.map((row) => row.mutationId)).toEqual(journal.map((each) => each.id));
      for (const [i, each] of (await own.work.itemsOfBatch(ownItems[0]?.batchId ?? '')).entries()) {
        const sent = journal.filter((_, at) => targets[at] === i).map((mutation) => mutation.id);
        expect([each.settledBy?.mutationId, ...each.kept].filter((id) => id !== undefined)).toEqual(sent);
      }
    }), { numRuns: 60 });
  });
});
