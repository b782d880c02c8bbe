import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../main/sync/inbox';
import { queueScope } from '../../../../shared/protocol/pull';
import { idOf, sha256Of } from '../../../support/desk-fixtures';
import { clientRow, itemOf, itemRow, page, QUEUE } from '../../../support/feed-pages';
import { ForgetfulDisk, nothingSurvives } from '../../../support/forgetful-disk';
import { openLog, readAll } from '../../../support/log-script';

const SCOPES = ['reference', QUEUE];
const openInbox = async (disk: ForgetfulDisk, renewAboveBytes?: number): Promise<Inbox> => Inbox.open(await openLog(disk), renewAboveBytes);
const textsOf = async (inbox: Inbox): Promise<readonly string[]> => (await readAll(inbox.log)).map((r) => r.text);
const firstPage = page({ cursors: { reference: 2 }, resets: ['reference'], drained: ['reference'] }, [clientRow(1), clientRow(2)]);
const secondPage = page({ cursors: { [QUEUE]: 7 }, documents: [{ hash: sha256Of('page 1'), sizeBytes: 10 }] }, [itemRow(itemOf(1))]);

describe('the inbox', () => {
  it('asks for a snapshot of what was never pulled', async () => {
    const inbox = await openInbox(new ForgetfulDisk());
    expect(inbox.position(SCOPES)).toEqual({ feedId: null, cursors: { reference: 0, [QUEUE]: 0 } });
  });

  it('knows after a power cut where it was, and what documents were mentioned', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk);
    for (const text of [firstPage, secondPage]) expect(await inbox.store(text)).not.toBeNull();
    disk.restart(nothingSurvives);
    const reopened = await openInbox(disk);
    expect(reopened.position(SCOPES)).toEqual({ feedId: idOf('feed', 1), cursors: { reference: 2, [QUEUE]: 7 } });
    expect([...reopened.documents]).toEqual([[sha256Of('page 1'), 10]]);
    expect(await textsOf(reopened)).toEqual([firstPage, secondPage]);
  });

  it('moves no cursor for a page that the disk did not take', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk);
    disk.limitTo(0);
    await expect(inbox.store(firstPage)).rejects.toMatchObject({ kind: 'diskFull' });
    expect(inbox.position(['reference']).cursors).toEqual({ reference: 0 });
  });

  it.each([
    ['has no head', '<html>Please sign in</html>'],
    ['was cut off between rows', firstPage.split('\n').slice(0, 2).join('\n')],
    ['was cut off at its head', firstPage.slice(0, 40)],
    ['is empty', ''],
  ])('does not take a page that %s', async (_what, text) => {
    const inbox = await openInbox(new ForgetfulDisk());
    expect(await inbox.store(text)).toBeNull();
    expect(inbox.log.nextIndex).toBe(0);
  });

  it('forgets the cursors of another feed', async () => {
    const inbox = await openInbox(new ForgetfulDisk());
    await inbox.store(firstPage);
    await inbox.store(page({ feedId: idOf('feed', 2), cursors: { [QUEUE]: 3 } }));
    expect(inbox.position(SCOPES)).toEqual({ feedId: idOf('feed', 2), cursors: { reference: 0, [QUEUE]: 3 } });
  });

  it('asks for a snapshot of everything when a page was damaged', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk);
    for (const text of [firstPage, secondPage]) await inbox.store(text);
    await inbox.log.close();
    const [name = ''] = disk.names();
    disk.flipBit(name, disk.bytesOf(name).indexOf('Client 1') * 8);
    expect((await openInbox(disk)).position(SCOPES).cursors).toEqual({ reference: 0, [QUEUE]: 0 });
  });

  it('forgets the documents of what a whole snapshot does not mention, and of nothing less', async () => {
    const inbox = await openInbox(new ForgetfulDisk());
    const mentioning = (n: number): { documents: { hash: string; sizeBytes: number }[] } => ({ documents: [{ hash: sha256Of(`page ${n}`), sizeBytes: n }] });
    const mentioned = (): readonly number[] => [...inbox.documents.values()];
    await inbox.store(page({ cursors: { reference: 1, [QUEUE]: 1 }, ...mentioning(1) }));
    await inbox.store(page({ cursors: { [QUEUE]: 2 }, ...mentioning(2) }));
    await inbox.store(page({ cursors: { [QUEUE]: 3 }, ...mentioning(1) }));
    expect(mentioned()).toEqual([2, 1]);
    const other = queueScope(idOf('operator', 2));
    await inbox.store(page({ cursors: { reference: 4, [other]: 0 }, resets: [other] }));
    expect(mentioned()).toEqual([2, 1]);
    await inbox.store(page({ cursors: { reference: 5, [QUEUE]: 0 }, resets: ['reference', QUEUE], more: true, ...mentioning(3) }));
    await inbox.store(page({ cursors: { [QUEUE]: 6 }, resets: [QUEUE], ...mentioning(4) }));
    expect(mentioned()).toEqual([3, 4]);
  });

  it('does not grow by pages that say nothing new', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk);
    const stream = '00000000-0000-4000-8000-000000000001';
    const idle = page({ cursors: { reference: 2 }, streams: { [stream]: { foldedUpTo: 1, freeUpTo: 0 } } });
    await inbox.store(firstPage);
    await inbox.store(idle);
    const before = disk.operationCount;
    for (let i = 0; i < 3; i += 1) expect(await inbox.store(idle)).toMatchObject({ cursors: { reference: 2 } });
    expect(disk.operationCount).toBe(before);
    const news = [
      page({ cursors: { reference: 3 }, streams: {} }),
      page({ cursors: { reference: 3 }, streams: { [stream]: { foldedUpTo: 1, freeUpTo: 1 } } }),
      page({ cursors: { reference: 3 }, resets: ['reference'] }),
      page({ cursors: { reference: 3 } }, [clientRow(3)]),
      page({ feedId: idOf('feed', 2), cursors: { reference: 3 } }),
    ];
    for (const text of news) {
      const stood = inbox.log.nextIndex;
      await inbox.store(text);
      expect(inbox.log.nextIndex).toBe(stood + 1);
    }
  });

  it('whose snapshot is large by itself is renewed only when it has doubled, also after a restart', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk, 1000);
    const snapshot = Array.from({ length: 8 }, (_, i) => page({ cursors: { reference: i + 1 }, resets: i === 0 ? ['reference'] : [], more: i < 7 }, [clientRow(i + 1)]));
    for (const text of snapshot) await inbox.store(text);
    const cursorOf = (each: Inbox): number | undefined => each.position(['reference']).cursors['reference'];
    expect([cursorOf(inbox), inbox.log.sizeBytes > 2000]).toEqual([8, true]);
    /** Pages until a snapshot is asked for. */
    const grow = async (each: Inbox): Promise<number> => {
      let pages = 0;
      while (cursorOf(each) !== 0) {
        pages += 1;
        await each.store(page({ cursors: { reference: 8 + pages } }, [clientRow(pages)]));
      }
      return pages;
    };
    const doubled = await grow(inbox);
    expect(doubled).toBeGreaterThanOrEqual(snapshot.length);
    for (const text of snapshot) await inbox.store(text);
    expect([cursorOf(inbox), await textsOf(inbox)]).toEqual([8, snapshot]);
    await inbox.log.close();
    expect(await grow(await openInbox(disk, 1000))).toBe(doubled);
  });

  it('when it has grown, pulls a snapshot and drops what stands before it only when that is whole', async () => {
    const disk = new ForgetfulDisk();
    const inbox = await openInbox(disk, 3000);
    for (let n = 1; n <= 12; n += 1) {
      await inbox.store(page({ cursors: { reference: n } }, [clientRow(n)]));
      if (inbox.position(['reference']).cursors['reference'] === 0) break;
    }
    expect(inbox.position(['reference']).cursors).toEqual({ reference: 0 });
    const before = (await textsOf(inbox)).length;
    const snapshot = [
      page({ cursors: { reference: 5 }, resets: ['reference'], more: true }, [clientRow(1)]),
      page({ cursors: { reference: 9 }, more: true }, [clientRow(2)]),
      page({ cursors: { reference: 12 }, drained: ['reference'] }, [clientRow(3)]),
    ];
    for (const [i, text] of snapshot.entries()) {
      const stood = (await textsOf(inbox)).length;
      expect(stood).toBe(before + i);
      await inbox.store(text);
    }
    expect(await textsOf(inbox)).toEqual(snapshot);
    const reopened = await openInbox(disk, 3000);
    expect(await textsOf(reopened)).toEqual(snapshot);
    expect(reopened.position(['reference']).cursors).toEqual({ reference: 12 });
  });
});

describe('an inbox whose rows were pulled in an older version of the protocol', () => {
  const old = page({ protocol: 1, cursors: { reference: 2, [QUEUE]: 3 }, resets: SCOPES, drained: SCOPES }, [clientRow(1), clientRow(2)]);
  const whole = page({ protocol: 3, cursors: { reference: 9, [QUEUE]: 9 }, resets: SCOPES, drained: SCOPES }, [clientRow(1)]);

  it('asks for everything again in the newer one, also after a restart, and once only', async () => {
    const disk = new ForgetfulDisk();
    const before = await openInbox(disk);
    await before.store(old);
    before.renewFor(1);
    expect(before.position(SCOPES).cursors).toEqual({ reference: 2, [QUEUE]: 3 });
    const inbox = await openInbox(disk);
    inbox.renewFor(3);
    expect(inbox.position(SCOPES).cursors).toEqual({ reference: 0, [QUEUE]: 0 });
    await inbox.store(whole);
    inbox.renewFor(3);
    expect(inbox.position(SCOPES).cursors).toEqual({ reference: 9, [QUEUE]: 9 });
  });

  it('counts a page of an older version behind newer ones, as a centre that was taken back sends it', async () => {
    const inbox = await openInbox(new ForgetfulDisk());
    await inbox.store(whole);
    await inbox.store(page({ protocol: 1, cursors: { reference: 10, [QUEUE]: 10 }, drained: SCOPES }, [clientRow(2)]));
    inbox.renewFor(3);
    expect(inbox.position(SCOPES).cursors).toEqual({ reference: 0, [QUEUE]: 0 });
  });
});
