import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { openIndex } from '../../../../renderer/store/database';
import { positionIn } from '../../../../renderer/store/index-meta';
import { indexParcel } from '../../../../renderer/store/index-parcel';
import { PROTOCOL_VERSION } from '../../../../shared/protocol/version';
import { draftOf, idOf, mutationDraft } from '../../../support/desk-fixtures';
import { clientRow, doneItem, goneRow, itemOf, itemRow, movedRow, noticeRow, OPERATOR_ID, page, QUEUE } from '../../../support/feed-pages';
import { eventArbitrary, IndexedDesk } from '../../../support/indexed-desk';

const desks: IndexedDesk[] = [];
async function begin(): Promise<IndexedDesk> {
  const desk = await IndexedDesk.begin();
  desks.push(desk);
  return desk;
}
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.end();
});

const snapshot = (...rows: Parameters<typeof page>[1] & object): string =>
  page({ cursors: { [QUEUE]: 1, reference: 1 }, resets: [QUEUE, 'reference'], drained: [QUEUE, 'reference'] }, rows);

async function shelvesOf(desk: IndexedDesk): Promise<Readonly<Record<string, string>>> {
  await desk.catchUp();
  const rows = await desk.index.queue.toArray();
  return Object.fromEntries(rows.map((r) => [r.source, r.shelf]));
}

describe('the index', () => {
  it('reads a log anew that a build of another protocol version has read', async () => {
    const database = openIndex('read-by');
    await indexParcel(database, {
      type: 'parcel', log: 'inbox', logId: 'log', startOver: true, first: 0, next: 1, records: [snapshot(clientRow(1))], atEnd: true,
    });
    expect(await positionIn(database, 'inbox')).toEqual({ logId: 'log', next: 1 });
    await database.meta.put({ name: 'position:inbox', value: { logId: 'log', next: 1, readBy: PROTOCOL_VERSION - 1 } });
    expect(await positionIn(database, 'inbox')).toBeNull();
    await database.delete();
  });

  it('built anew from the logs is the same as the one that grew with them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(eventArbitrary, { minLength: 1, maxLength: 25 }), fc.boolean(), async (events, journalFirst) => {
        const desk = await IndexedDesk.begin();
        for (const event of events) await desk.live(event);
        await desk.catchUp();
        const grown = await desk.rows();
        await desk.rebuild(journalFirst ? ['journal', 'inbox'] : ['inbox', 'journal']);
        expect(await desk.rows()).toEqual(grown);
        await desk.end();
      }),
      { numRuns: 100 },
    );
  });

  it('takes an item off the open shelf when it is committed, and on to done when the centre’s row says so', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(itemRow(itemOf(1)), itemRow(itemOf(2))));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'open', 'scan-2.jpg': 'open' });
    await desk.journal.commit(mutationDraft(1));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'saved', 'scan-2.jpg': 'open' });
    await desk.inbox.store(page({ streams: { [desk.journal.currentStreamId]: { foldedUpTo: 1, freeUpTo: 1 } } }, [itemRow(doneItem(1, 1))]));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'done', 'scan-2.jpg': 'open' });
  });

  it('puts an item back on the open shelf when its entry was refused, or lost by a restored centre', async () => {
    const desk = await begin();
    const streamId = desk.journal.currentStreamId;
    await desk.inbox.store(snapshot(itemRow(itemOf(1))));
    await desk.journal.commit(mutationDraft(1));
    await desk.inbox.store(page({ streams: { [streamId]: { foldedUpTo: 1, freeUpTo: 0 } } }, [noticeRow(1)]));
    await desk.journal.settle(streamId, 1, 0);
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'open' });
    // The journal has not noted this yet: the page has come with the rows that it goes with.
    await desk.inbox.store(page({ streams: { [streamId]: { foldedUpTo: 0, freeUpTo: 0 } } }));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'saved' });
  });

  it('says where an item was moved last, though it came back and went again between two pages; and nothing once it is back', async () => {
    const desk = await begin();
    const item = itemOf(1);
    const lastWord = async (...rows: Parameters<typeof page>[1] & object): Promise<readonly unknown[]> => {
      await desk.inbox.store(page({ cursors: { [QUEUE]: 1 } }, rows));
      await desk.catchUp();
      return (await desk.index.moved.toArray()).map(({ source, moved }) => [source, moved.toOperatorId]);
    };
    await desk.inbox.store(snapshot(itemRow(item)));
    expect(await lastWord(movedRow(1, null))).toEqual([['scan-1.jpg', null]]);
    expect(await lastWord(movedRow(1, idOf('operator', 2)))).toEqual([['scan-1.jpg', idOf('operator', 2)]]);
    expect(await lastWord(itemRow(item))).toEqual([]);
    expect(await lastWord(movedRow(1, null))).toHaveLength(1);
    // The centre itself has taken it since: no lead did.
    expect(await lastWord(goneRow('item', item.id))).toEqual([]);
  });

  it('holds on to a mutation that has left the journal until the page with the centre’s row of it was read', async () => {
    const desk = await begin();
    const streamId = desk.journal.currentStreamId;
    await desk.inbox.store(page({ cursors: { [QUEUE]: 1 }, resets: [QUEUE], drained: [QUEUE], streams: { [streamId]: { foldedUpTo: 0, freeUpTo: 0 } } }, [itemRow(itemOf(1))]));
    await desk.journal.commit(mutationDraft(1));
    await desk.catchUp();
    await desk.inbox.store(page({ streams: { [streamId]: { foldedUpTo: 1, freeUpTo: 1 } } }, [itemRow(doneItem(1, 1))]));
    await desk.journal.settle(streamId, 1, 1);
    await desk.catchUp(['journal']);
    expect((await desk.index.queue.toArray()).map((r) => r.shelf)).toEqual(['saved']);
    await desk.catchUp(['inbox']);
    expect((await desk.index.queue.toArray()).map((r) => r.shelf)).toEqual(['done']);
    expect(await desk.index.mutations.count()).toBe(0);
  });

  it('shows an item once though its mutation moved to another stream', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(itemRow(itemOf(1))));
    await desk.journal.commit(mutationDraft(1));
    await desk.journal.moveToNewStream();
    await desk.inbox.store(page({ streams: { [desk.journal.currentStreamId]: { foldedUpTo: 1, freeUpTo: 0 } } }, [noticeRow(1)]));
    await desk.journal.settle(desk.journal.currentStreamId, 1, 0);
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'open' });
    await desk.rebuild(['inbox', 'journal']);
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'open' });
  });

  it('does not take for this desk\'s own what a copy of its profile has added to their stream', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(itemRow(itemOf(1))));
    await desk.journal.commit(mutationDraft(1));
    await desk.inbox.store(page({ streams: { [desk.journal.currentStreamId]: { foldedUpTo: 1, freeUpTo: 1 } } }));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'saved' });
  });

  it('sorts drafts first, then by due time, batch and position', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(
      itemRow(itemOf(1, { dueAtUtc: '2026-11-23T08:00:00.000Z' })), itemRow(itemOf(2, { batchId: idOf('batch', 2) })),
      itemRow(itemOf(3, { position: 10 })), itemRow(itemOf(4, { position: 9 })), itemRow(itemOf(5, { dueAtUtc: '2026-12-01T08:00:00.000Z' })),
    ));
    await desk.journal.saveDraft(draftOf(5, 1));
    await desk.catchUp();
    const open = await desk.index.queue.where('[operatorId+shelf+rank]').between([OPERATOR_ID, 'open', Dexie.minKey], [OPERATOR_ID, 'open', Dexie.maxKey]).toArray();
    expect(open.map((r) => r.source)).toEqual([5, 4, 3, 2, 1].map((n) => `scan-${n}.jpg`));
    expect(open.map((r) => r.hasDraft)).toEqual([true, false, false, false, false]);
    await desk.journal.discardDraft(idOf('mutation', 5));
    await desk.catchUp();
    expect((await desk.index.queue.get([OPERATOR_ID, idOf('item', 5)]))?.hasDraft).toBe(false);
  });

  it('takes back what is gone, and what a fresh snapshot does not repeat', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(clientRow(1), clientRow(2), itemRow(itemOf(1)), itemRow(itemOf(2)), itemRow(itemOf(3))));
    await desk.inbox.store(page({ cursors: { [QUEUE]: 4 }, drained: [QUEUE] }, [goneRow('item', idOf('item', 1))]));
    expect(Object.keys(await shelvesOf(desk))).toEqual(['scan-2.jpg', 'scan-3.jpg']);
    await desk.inbox.store(page({ cursors: { [QUEUE]: 5, reference: 5 }, resets: [QUEUE, 'reference'], more: true }, [clientRow(2)]));
    expect(Object.keys(await shelvesOf(desk))).toEqual(['scan-2.jpg', 'scan-3.jpg']);
    await desk.inbox.store(page({ cursors: { [QUEUE]: 6, reference: 6 }, drained: [QUEUE, 'reference'] }, [itemRow(itemOf(3))]));
    expect(Object.keys(await shelvesOf(desk))).toEqual(['scan-3.jpg']);
    expect((await desk.index.references.toArray()).map((r) => r.key)).toEqual([idOf('reference', 2)]);
  });

  it('keeps rows of a kind that it does not know as they came, in place of what it knew before', async () => {
    const desk = await begin();
    const onHold = { ...itemRow(itemOf(1)), row: { ...itemOf(1), state: 'onHold' } };
    await desk.inbox.store(snapshot(itemRow(itemOf(1)), { scope: QUEUE, kind: 'queryToClient', key: 'q1', row: { text: 'Which date?' } }));
    await desk.inbox.store(page({ cursors: { [QUEUE]: 2 } }, [onHold]));
    expect(await shelvesOf(desk)).toEqual({});
    const strangers = await desk.index.strangers.toArray();
    expect(strangers.map((s) => (JSON.parse(s.text) as { row: unknown }).row)).toEqual([onHold.row, { text: 'Which date?' }]);
    await desk.inbox.store(page({ cursors: { [QUEUE]: 3 } }, [itemRow(itemOf(1)), goneRow('queryToClient', 'q1')]));
    expect(await shelvesOf(desk)).toEqual({ 'scan-1.jpg': 'open' });
    expect(await desk.index.strangers.count()).toBe(0);
  });

  it('passes over records that it cannot read', async () => {
    const desk = await begin();
    await desk.journal.log.append(['{"t":"ofAVersionToCome"}', 'no JSON']);
    await desk.journal.commit(mutationDraft(1));
    await desk.catchUp();
    expect(await desk.index.mutations.count()).toBe(1);
  });

  it('moves position and rows together: a parcel that fails changes nothing', async () => {
    const desk = await begin();
    await desk.inbox.store(snapshot(itemRow(itemOf(1))));
    await desk.catchUp();
    const before = await desk.rows();
    desk.index.queue.hook('creating', () => {
      throw new Error('the quota is used up');
    });
    await desk.inbox.store(page({ cursors: { [QUEUE]: 2 } }, [itemRow(itemOf(2))]));
    await expect(desk.catchUp()).rejects.toThrow('quota');
    expect(await desk.rows()).toEqual(before);
  });

  it('drops what it holds of a log that is another one now', async () => {
    const index = openIndex('another-log');
    const parcel = { type: 'parcel', log: 'inbox', first: 0, next: 1, atEnd: true } as const;
    await indexParcel(index, { ...parcel, logId: 'one', startOver: true, records: [snapshot(itemRow(itemOf(1)))] });
    await indexParcel(index, { ...parcel, logId: 'two', startOver: true, records: [snapshot(itemRow(itemOf(2)))] });
    expect((await index.items.toArray()).map((i) => i.id)).toEqual([idOf('item', 2)]);
    expect((await index.queue.toArray()).map((r) => r.itemId)).toEqual([idOf('item', 2)]);
    await index.delete();
  });
});
