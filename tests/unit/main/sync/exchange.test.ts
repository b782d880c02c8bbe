import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Portion, type Pace } from '../../../../main/sync/pace';
import { pushJournal } from '../../../../main/sync/push-journal';
import { PROTOCOL_VERSION } from '../../../../shared/protocol/version';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { idOf } from '../../../support/desk-fixtures';
import { failure } from '../../../support/scripted-centre';
import { numbered, syncedDesk } from '../../../support/synced-desk';

let signKey: PrivateKey;
beforeAll(async () => {
  signKey = await makeKey('sign');
});

const desk = () => syncedDesk(signKey);

const pace = (): Pace => ({ portion: new Portion(1, 200) });

/** A stream as the centre has it: anything, to a desk that has no answer yet; or less than it had answered for, after a restore. */
const beforehand = fc.oneof(
  fc.record({ there: fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 8 }), upTo: fc.constant(0) }),
  fc.record({ there: fc.nat({ max: 8 }).map((k) => Array.from({ length: k }, (_, i) => i + 1)), upTo: fc.nat({ max: 8 }) }),
);

describe('a push', () => {
  it('brings every mutation to the centre once and in order, whatever the centre had before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }), beforehand, fc.integer({ min: 1, max: 3 }),
        async (count, { there, upTo }, outcomesAtMost) => {
          const { centre, commit, journal, link } = await desk();
          await commit(...Array.from({ length: count }, (_, i) => i + 1));
          const first = journal.currentStreamId;
          centre.streams.set(first, [...numbered(...there)]);
          centre.outcomesAtMost = outcomesAtMost;
          const answered = { streamId: first, upTo };
          expect(await pushJournal(journal, link, answered, pace(), PROTOCOL_VERSION)).toMatchObject({ ok: true });
          const present = centre.streams.get(journal.currentStreamId) ?? [];
          const all = numbered(...Array.from({ length: count }, (_, i) => i + 1));
          // A desk that thought more was answered than there is has nothing to send: the pull will tell it.
          if (upTo < count) expect(present.slice(0, count)).toEqual(all);
          expect(journal.above(0).map((m) => m.id)).toEqual(all);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('moves to a new stream when its place is taken by another desk’s work', async () => {
    const { centre, commit, journal, link, stored } = await desk();
    await commit(1, 2);
    centre.streams.set(journal.currentStreamId, [...numbered(77)]);
    expect(await pushJournal(journal, link, { streamId: '', upTo: 0 }, pace(), PROTOCOL_VERSION)).toMatchObject({ ok: true });
    expect(stored()).toEqual([numbered(77), numbered(1, 2)]);
  });

  it.each([
    ['a gap that is none', { kind: 'gap', resendFrom: 1 }],
    ['a fork every time', { kind: 'fork' }],
  ])('gives up for now on a centre that answers %s', async (_what, outcome) => {
    const { centre, commit, journal, link } = await desk();
    await commit(1, 2);
    centre.answer = ({ path }) => (path === '/v1/push'
      ? Response.json({ outcomes: numbered(1, 2).map((id) => ({ id, outcome })) }) : undefined);
    expect(await pushJournal(journal, link, { streamId: '', upTo: 0 }, pace(), PROTOCOL_VERSION)).toMatchObject({ failure: { kind: 'notKeyroom' } });
    expect(journal.above(0).map((m) => m.id)).toEqual(numbered(1, 2));
  });

  it('gives up for now on a centre that answers for nothing', async () => {
    const { centre, commit, journal, link } = await desk();
    await commit(1);
    centre.outcomesAtMost = 0;
    expect(await pushJournal(journal, link, { streamId: '', upTo: 0 }, pace(), PROTOCOL_VERSION)).toMatchObject({ failure: { kind: 'notKeyroom' } });
  });
});

describe('the sync of a desk', () => {
  it('settles what a pull says to be folded, and keeps the rest', async () => {
    const { centre, commit, journal, loop } = await desk();
    await commit(1, 2);
    await loop.syncNow();
    expect(journal.unsettledCount).toBe(0);
    expect(loop.state).toMatchObject({ link: 'online', failure: null });
    await commit(3);
    centre.answer = ({ path }) => (path === '/v1/pull' ? failure({ kind: 'unavailable', message: 'later' }) : undefined);
    await loop.syncNow();
    expect([journal.unsettledCount, loop.state.link, loop.state.failure]).toEqual([1, 'offline', 'unavailable']);
  });

  it('takes nothing for settled at places where the copy of its profile has put its own work', async () => {
    const { centre, commit, journal, loop, stored } = await desk();
    await commit(1);
    await loop.syncNow();
    const shared = journal.currentStreamId;
    centre.streams.get(shared)?.push(...numbered(77, 78));
    let committed = false;
    // Between the push and the answer to the pull, which says that the centre holds three places of the stream.
    centre.answer = async ({ path }) => {
      if (path !== '/v1/pull' || committed) return undefined;
      committed = true;
      await commit(2);
      return undefined;
    };
    await loop.syncNow();
    expect(journal.unsettledCount).toBe(1);
    await loop.syncNow();
    expect([journal.unsettledCount, stored()]).toEqual([0, [numbered(1, 77, 78), numbered(2)]]);
    await loop.stop();
  });

  it('sends again what a restored centre has lost', async () => {
    const { centre, clock, commit, journal, loop, stored } = await desk();
    await commit(1, 2);
    const pages: string[] = [];
    centre.answer = ({ path }) => {
      // Nothing is free yet: the backup has not run.
      if (path !== '/v1/pull') return undefined;
      const upTo = centre.streams.get(journal.currentStreamId)?.length ?? 0;
      pages.push(String(upTo));
      const streams = { [journal.currentStreamId]: { foldedUpTo: upTo, freeUpTo: 0 } };
      const head = { v: 1, feedId: idOf('feed', 1), cursors: {}, resets: [], drained: [], more: false, rowCount: 0, streams, documents: [], centreTimeUtc: '2026-11-21T08:00:00.000Z' };
      return new Response(JSON.stringify(head));
    };
    await loop.syncNow();
    expect(journal.unsettledCount).toBe(0);
    centre.streams.clear();
    await loop.syncNow();
    expect(journal.unsettledCount).toBe(2);
    clock.advance(30_000);
    await loop.syncNow();
    expect(stored()).toEqual([numbered(1, 2)]);
    expect(journal.unsettledCount).toBe(0);
  });

  it('tries again by itself after a failure, later each time, and polls when all is well', async () => {
    const { centre, clock, loop } = await desk();
    centre.answer = () => failure({ kind: 'unavailable', message: 'later' });
    await loop.syncNow();
    expect(clock.nextTimerMs).toBe(1000);
    for (const wait of [2000, 4000, 8000]) {
      clock.advance(clock.nextTimerMs ?? 0);
      await loop.syncNow();
      expect(clock.nextTimerMs).toBe(wait);
    }
    centre.answer = ({ path }) => (path === '/v1/news' ? failure({ kind: 'unavailable', message: 'no news here' }) : undefined);
    await loop.syncNow();
    expect(clock.nextTimerMs).toBe(30_000);
  });

  it('leaves the centre alone for as long as it asked, whatever is committed meanwhile', async () => {
    const { centre, clock, commit, loop } = await desk();
    centre.answer = () => failure({ kind: 'rateLimited', message: 'slow down', retryAfterMs: 50_000 });
    await loop.syncNow();
    const before = centre.asked.length;
    await commit(1);
    await loop.syncNow();
    expect([centre.asked.length, clock.nextTimerMs]).toEqual([before, 50_000]);
    centre.answer = () => undefined;
    clock.advance(50_000);
    await loop.syncNow();
    expect(loop.state.link).toBe('online');
  });

  it.each(['journal', 'inbox'] as const)('goes on when the disk of the %s refuses, and is whole once it does not', async (which) => {
    const { broken, clock, commit, disk, inbox, inboxDisk, journal, loop } = await desk();
    await commit(1);
    const full = which === 'journal' ? disk : inboxDisk;
    full.limitTo(0);
    await loop.syncNow();
    const log = which === 'journal' ? journal.log : inbox.log;
    expect([loop.state.link, loop.state.failure, log.failure?.kind, journal.unsettledCount]).toEqual(['online', null, 'diskFull', 1]);
    expect([clock.nextTimerMs, loop.state.lastSyncAtMs]).toEqual([1000, null]);
    full.limitTo(1_000_000);
    await loop.syncNow();
    expect([loop.state.link, log.failure, journal.unsettledCount]).toEqual(['online', null, 0]);
    expect(broken).toEqual([]);
  });

  it('looks soon after the news broke off, and later each time that they do so again', async () => {
    const { centre, clock, loop } = await desk();
    centre.answer = ({ path }) => {
      if (path !== '/v1/news') return undefined;
      return new Response(new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) }));
    };
    await loop.syncNow();
    for (const waitMs of [1000, 2000, 4000, 8000, 16_000]) {
      await clock.whenSet(waitMs);
      expect(clock.nextTimerMs).toBe(waitMs);
      clock.advance(waitMs);
    }
    await loop.stop();
    expect(clock.nextTimerMs).toBeNull();
  });

  it('tells of what is broken here, does not blame the centre for it, and goes on', async () => {
    const { broken, centre, clock, journal, loop } = await desk();
    await loop.syncNow();
    const bug = new TypeError('a bug of ours');
    const sound = journal.above.bind(journal);
    journal.above = () => {
      throw bug;
    };
    centre.answer = ({ path }) => (path === '/v1/news' ? failure({ kind: 'notFound', message: 'no news here' }) : undefined);
    await loop.syncNow();
    expect([broken, loop.state.link, loop.state.failure]).toEqual([[bug], 'online', null]);
    expect(clock.nextTimerMs).toBe(1000);
    journal.above = sound;
    clock.advance(1000);
    await loop.syncNow();
    expect([broken.length, loop.state.lastSyncAtMs]).toEqual([1, clock.wallMs()]);
  });
});
