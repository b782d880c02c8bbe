import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../../../main/sync/journal';
import { CAPTURED_AT, counting, draftOf, idOf, moveDraft, mutationDraft, sessionDraft, sha256Of } from '../../../support/desk-fixtures';
import { ForgetfulDisk } from '../../../support/forgetful-disk';
import { deedArbitrary, JournalWitness, type Deed } from '../../../support/journal-witness';
import { openLog, readAll } from '../../../support/log-script';

async function openJournal(disk: ForgetfulDisk, newStreamId: () => string, compactAboveBytes?: number): Promise<Journal> {
  return Journal.open(await openLog(disk, { segmentBytes: 1500 }), newStreamId, () => CAPTURED_AT, compactAboveBytes);
}

const SIZES = [1_000_000, 3000, 0].flatMap((compactAboveBytes) => [200, 1500].map((segmentBytes) => ({ segmentBytes, compactAboveBytes })));

/** After this the stream's place in its count stands in what compacting has copied, and nowhere else. */
const EVERYTHING_FREED: Deed[] = [
  { kind: 'commit', n: 1 }, { kind: 'settle', foldShare: 1, freeShare: 1 }, { kind: 'reopen' }, { kind: 'commit', n: 2 },
];

const ids = (journal: Journal): readonly string[] => journal.above(0).map((m) => m.id);
const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => idOf('mutation', n));

describe('a journal', () => {
  it('keeps every acknowledged mutation and draft until its time, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deedArbitrary, { maxLength: 40 }), fc.constantFrom(...SIZES), async (deeds, sizes) => {
        const witness = await JournalWitness.begin(new ForgetfulDisk(), sizes);
        await witness.do(deeds);
      }),
      { numRuns: 500, examples: [[EVERYTHING_FREED, { segmentBytes: 200, compactAboveBytes: 0 }]] },
    );
  });

  it('gives the first answer again for an id that it has', async () => {
    const journal = await openJournal(new ForgetfulDisk(), counting());
    const answers = await Promise.all([1, 2, 1, 1].map((n) => journal.commit(mutationDraft(n))));
    expect(answers.map((a) => a.seq)).toEqual([1, 2, 1, 1]);
    expect(ids(journal)).toEqual(numbered(1, 2));
  });

  it('counts as unsettled work what was handed in and moved, and neither a session’s steps nor what was asked for', async () => {
    const journal = await openJournal(new ForgetfulDisk(), counting());
    await journal.commit(mutationDraft(1));
    await journal.commit(moveDraft(2, [2], 2));
    await journal.commit(sessionDraft(3));
    await journal.commit({ id: idOf('mutation', 4), kind: 'ask', operatorId: idOf('operator', 1), count: 2, heldCount: 0 });
    expect([journal.unsettledCount, journal.unsettledWorkCount]).toEqual([4, 2]);
  });

  it('leaves no gap where an append failed', async () => {
    const disk = new ForgetfulDisk();
    const journal = await openJournal(disk, counting());
    await journal.commit(mutationDraft(1));
    disk.limitTo(0);
    await expect(journal.commit(mutationDraft(2))).rejects.toMatchObject({ kind: 'diskFull' });
    disk.limitTo(1_000_000);
    expect(await journal.commit(mutationDraft(3))).toMatchObject({ seq: 2 });
    expect(await journal.commit(mutationDraft(2))).toMatchObject({ seq: 3 });
  });

  it('stays in its stream when moving to a new one fails', async () => {
    const disk = new ForgetfulDisk();
    const journal = await openJournal(disk, counting());
    for (const n of [1, 2]) await journal.commit(mutationDraft(n));
    const before = journal.currentStreamId;
    disk.limitTo(700);
    await expect(journal.moveToNewStream()).rejects.toMatchObject({ kind: 'diskFull' });
    expect(journal.currentStreamId).toBe(before);
    disk.limitTo(1_000_000);
    await journal.moveToNewStream();
    expect(ids(journal)).toEqual(numbered(1, 2));
  });

  it('finishes a move to a new stream that a power cut broke off', async () => {
    for (const surviving of [0.3, 0.6, 0.9]) {
      const disk = new ForgetfulDisk();
      const streams = counting();
      const journal = await openJournal(disk, streams);
      for (const n of [1, 2]) await journal.commit(mutationDraft(n));
      // The append is done, its sync is not.
      disk.cutPowerAt(disk.operationCount + 1);
      await expect(journal.moveToNewStream()).rejects.toMatchObject({ kind: 'diskFailing' });
      disk.restart((_name, bytes) => Math.round(bytes * surviving));
      const reopened = await openJournal(disk, streams);
      expect(reopened.currentStreamId).not.toBe(journal.currentStreamId);
      expect(ids(reopened)).toEqual(numbered(1, 2));
    }
  });

  it('sends again what a restored centre has lost of an earlier stream', async () => {
    const journal = await openJournal(new ForgetfulDisk(), counting());
    const earlier = journal.currentStreamId;
    await journal.commit(mutationDraft(1));
    await journal.settle(earlier, 1, 0);
    await journal.moveToNewStream();
    expect([journal.streamIds.length, ids(journal)]).toEqual([2, []]);
    await journal.settle(earlier, 0, 0);
    expect(ids(journal)).toEqual(numbered(1));
    expect(journal.streamIds).toEqual([journal.currentStreamId]);
  });

  it.each([
    ['body', { body: 'another entry' }],
    ['item', { itemId: idOf('item', 2) }],
    ['epoch', { epoch: { term: 1, seq: 3 } }],
    ['form', { formHash: sha256Of('another form') }],
  ])('does not take another %s under an id that it has for saved', async (_what, other) => {
    const journal = await openJournal(new ForgetfulDisk(), counting());
    await journal.commit(mutationDraft(1));
    await expect(journal.commit({ ...mutationDraft(1), ...other })).rejects.toMatchObject({ kind: 'conflict' });
    expect(journal.above(0)).toMatchObject([mutationDraft(1)]);
    expect(await journal.commit(mutationDraft(1))).toMatchObject({ seq: 1 });
  });

  it('refuses a draft that comes after its own mutation', async () => {
    const disk = new ForgetfulDisk();
    const journal = await openJournal(disk, counting());
    await Promise.all([journal.saveDraft(draftOf(1, 1)), journal.commit(mutationDraft(1))]);
    await expect(journal.saveDraft(draftOf(1, 2))).rejects.toMatchObject({ kind: 'conflict' });
    const kinds = (await readAll(journal.log)).map((r) => (JSON.parse(r.text) as { t: string }).t);
    expect(kinds).toEqual(['stream', 'draft', 'mutation']);
  });

  it('grows no further than what it still needs', async () => {
    const disk = new ForgetfulDisk();
    const journal = await openJournal(disk, counting(), 4000);
    await journal.saveDraft(draftOf(1000, 1));
    for (let n = 1; n <= 300; n += 1) {
      await journal.commit(mutationDraft(n));
      await journal.settle(journal.currentStreamId, n, n);
    }
    expect(journal.log.sizeBytes).toBeLessThan(10_000);
    const reopened = await openJournal(disk, counting(), 4000);
    expect((await readAll(reopened.log)).some((r) => r.text.includes(idOf('mutation', 1000)))).toBe(true);
    expect(await reopened.commit(mutationDraft(301))).toMatchObject({ seq: 301 });
  });
});

describe('a journal that a newer version has written to', () => {
  const NEWER = [JSON.stringify({ t: 'site', assigned: { [idOf('item', 1)]: 1 } }), 'no JSON at all'];

  it('counts what it cannot read, and keeps it however much is freed', async () => {
    const disk = new ForgetfulDisk();
    const streams = counting();
    const first = await openJournal(disk, streams, 0);
    await first.commit(mutationDraft(1));
    await first.log.append(NEWER);
    await first.log.close();
    const journal = await openJournal(disk, streams, 0);
    expect([journal.unreadRecords, ids(journal)]).toEqual([2, numbered(1)]);
    for (let n = 2; n <= 40; n += 1) {
      await journal.commit(mutationDraft(n));
      await journal.settle(journal.currentStreamId, n, n);
    }
    expect(disk.names().length).toBeGreaterThan(2);
    await journal.log.close();
    const again = await openJournal(disk, streams, 0);
    const texts = (await readAll(again.log)).map((r) => r.text);
    expect([again.unreadRecords, texts.filter((text) => NEWER.includes(text))]).toEqual([2, NEWER]);
  });
});

describe('a journal with a damaged record', () => {
  async function damaged(hit: string, forks = 0): Promise<{ disk: ForgetfulDisk; streams: () => string; before: string }> {
    const disk = new ForgetfulDisk();
    const streams = counting();
    const journal = await openJournal(disk, streams);
    for (let fork = 0; fork < forks; fork += 1) await journal.moveToNewStream();
    for (const n of [1, 2, 3, 4]) await journal.commit(mutationDraft(n));
    await journal.log.close();
    const name = disk.names().find((each) => disk.bytesOf(each).includes(hit)) ?? '';
    disk.flipBit(name, disk.bytesOf(name).lastIndexOf(hit) * 8);
    return { disk, streams, before: journal.currentStreamId };
  }

  it('moves what is left to a new stream, ids and order kept', async () => {
    const { disk, streams, before } = await damaged('sealed 2');
    const journal = await openJournal(disk, streams);
    expect(journal.currentStreamId).not.toBe(before);
    expect(journal.log.damagedRecords).toBe(1);
    expect(journal.above(0).map((m) => [m.seq, m.id])).toEqual(numbered(1, 3, 4).map((id, i) => [i + 1, id]));
    const again = await openJournal(disk, streams);
    expect([again.currentStreamId, ids(again)]).toEqual([journal.currentStreamId, ids(journal)]);
  });

  it.each([0, 1])('goes on in its stream when only the stream’s own record is hit (after %i forks)', async (forks) => {
    const { disk, streams, before } = await damaged(`"t":"stream","streamId":"${'0'.repeat(8)}`, forks);
    const journal = await openJournal(disk, streams);
    expect(journal.log.damagedRecords).toBe(1);
    expect([journal.currentStreamId, ids(journal)]).toEqual([before, numbered(1, 2, 3, 4)]);
    expect(await journal.commit(mutationDraft(5))).toMatchObject({ seq: 5 });
  });
});
