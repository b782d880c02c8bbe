import { beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../../shared/protocol/failure';
import { pullRequestSchema } from '../../../../shared/protocol/pull';
import { pushRequestSchema } from '../../../../shared/protocol/push';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { idOf } from '../../../support/desk-fixtures';
import { clientRow, page, QUEUE } from '../../../support/feed-pages';
import { failure } from '../../../support/scripted-centre';
import { numbered, syncedDesk } from '../../../support/synced-desk';

let signKey: PrivateKey;
beforeAll(async () => {
  signKey = await makeKey('sign');
});

const desk = () => syncedDesk(signKey);

describe('the timer of the sync', () => {
  const asking = (kind: FailureKind, retryAfterMs: number) => () => failure({ kind, message: 'not now', retryAfterMs });

  it('that fires a little early is followed by another one', async () => {
    const { centre, clock, loop } = await desk();
    centre.answer = asking('rateLimited', 50_000);
    await loop.syncNow();
    const before = centre.asked.length;
    clock.fireEarly(0.4);
    expect([centre.asked.length, clock.nextTimerMs]).toEqual([before, 1]);
    centre.answer = () => undefined;
    clock.advance(1);
    await loop.syncNow();
    expect(loop.state.link).toBe('online');
  });

  it.each(['lockedOut', 'revoked'] as const)('waits as long as the centre asked when it says %s, and looks again then', async (kind) => {
    const { centre, clock, loop } = await desk();
    centre.answer = asking(kind, 90_000);
    await loop.syncNow();
    expect([loop.state.link, clock.nextTimerMs]).toEqual(['refused', 90_000]);
    centre.answer = () => undefined;
    clock.advance(90_000);
    await loop.syncNow();
    expect(loop.state.link).toBe('online');
  });

  it.each(['rateLimited', 'revoked'] as const)('is set for an hour at most, whatever the centre asks for with %s', async (kind) => {
    const { centre, clock, loop } = await desk();
    centre.answer = asking(kind, 2 ** 31 + 5);
    await loop.syncNow();
    expect(clock.nextTimerMs).toBe(3_600_000);
    centre.answer = () => undefined;
    clock.advance(3_600_000);
    await loop.syncNow();
    expect(loop.state.link).toBe('online');
  });

  it('stands after a call that came just as a sync ended', async () => {
    const { centre, clock, loop } = await desk();
    centre.answer = ({ path }) => (path === '/v1/news' ? failure({ kind: 'notFound', message: 'no news here' }) : undefined);
    // The timer is set in the very turn in which a sync ends.
    const again = clock.whenSet(30_000).then(() => loop.syncNow());
    await loop.syncNow();
    await again;
    expect([centre.bodiesTo('/v1/pull').length, clock.nextTimerMs]).toEqual([2, 30_000]);
  });
});

describe('after its stop the sync', () => {
  it.each(['/v1/challenge', '/v1/push', '/v1/pull', '/v1/news'])('waits for no answer to %s, writes nothing, and does nothing more', async (path) => {
    const { broken, centre, clock, commit, inbox, inboxDisk, disk, loop } = await desk();
    await commit(1);
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answerLate: (response: Response) => void = () => undefined;
    centre.answer = (each) => {
      if (each.path !== path) return undefined;
      asked();
      return new Promise((resolve) => {
        answerLate = resolve;
      });
    };
    void loop.syncNow();
    await isAsked;
    await loop.stop();
    const before = [centre.asked.length, disk.operationCount, inboxDisk.operationCount, inbox.log.nextIndex];
    answerLate(new Response(page({ cursors: { reference: 5 } }, [clientRow(1)])));
    await loop.syncNow();
    clock.advance(3_600_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect([centre.asked.length, disk.operationCount, inboxDisk.operationCount, inbox.log.nextIndex]).toEqual(before);
    expect([clock.nextTimerMs, broken]).toEqual([null, []]);
  });
});

describe('on a link that breaks', () => {
  const breaking = (path: string) => (asked: { path: string }) => {
    if (asked.path === path) throw new TypeError('terminated');
    return undefined;
  };
  const sizes = (bodies: readonly unknown[]): readonly number[] => bodies.map((b) => pushRequestSchema.parse(b).mutations.length);
  const limits = (bodies: readonly unknown[]): readonly number[] => bodies.map((b) => pullRequestSchema.parse(b).limit);

  it('a push is halved, down to one mutation, and grows again', async () => {
    const { centre, commit, loop, stored } = await desk();
    await loop.syncNow();
    await commit(...Array.from({ length: 10 }, (_, i) => i + 1));
    centre.answer = breaking('/v1/push');
    for (let i = 0; i < 9; i += 1) await loop.syncNow();
    expect(sizes(centre.bodiesTo('/v1/push'))).toEqual([10, 10, 10, 10, 10, 6, 3, 1, 1]);
    centre.answer = () => undefined;
    await loop.syncNow();
    expect(sizes(centre.bodiesTo('/v1/push').slice(9))).toEqual([1, 2, 4, 3]);
    expect(stored()).toEqual([numbered(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]);
    await loop.stop();
  });

  it('a pull asks for half as many rows, down to fifty, and for more again', async () => {
    const { centre, loop } = await desk();
    centre.answer = breaking('/v1/pull');
    for (let i = 0; i < 7; i += 1) await loop.syncNow();
    expect(limits(centre.bodiesTo('/v1/pull'))).toEqual([250, 125, 62, 50, 50, 50, 50]);
    centre.answer = () => undefined;
    for (let i = 0; i < 3; i += 1) await loop.syncNow();
    expect(limits(centre.bodiesTo('/v1/pull').slice(7))).toEqual([50, 100, 200]);
    await loop.stop();
  });
});

describe('a pull', () => {
  it('that says there is more but moves no cursor is given up for now', async () => {
    const { centre, inbox, loop } = await desk();
    centre.answer = ({ path }) => (path === '/v1/pull' ? new Response(page({ cursors: { reference: 0 }, more: true })) : undefined);
    await loop.syncNow();
    expect([loop.state.link, loop.state.failure]).toEqual(['offline', 'notKeyroom']);
    // The first answer named the feed, which is news.
    expect([centre.bodiesTo('/v1/pull').length, inbox.log.nextIndex]).toEqual([2, 1]);
  });

  it('that says nothing new costs no write, and is a sync all the same', async () => {
    const { centre, clock, disk, inboxDisk, loop } = await desk();
    centre.answer = ({ path }) => (path === '/v1/news' ? failure({ kind: 'notFound', message: 'no news here' }) : undefined);
    await loop.syncNow();
    const before = [disk.operationCount, inboxDisk.operationCount];
    clock.advance(30_000);
    await loop.syncNow();
    expect([disk.operationCount, inboxDisk.operationCount]).toEqual(before);
    expect(loop.state.lastSyncAtMs).toBe(clock.wallMs());
  });
});

describe('news', () => {
  const feedId = idOf('feed', 1);
  it.each([
    ['of a queue that this desk does not follow asks for nothing', { feedId, pos: 9, scopes: [QUEUE] }, 0],
    ['of rows that this desk has asks for nothing', { feedId, pos: 5, scopes: ['reference'] }, 0],
    ['that the feed stands where this desk has read to asks for nothing', { feedId, pos: 5 }, 0],
    ['of rows that this desk follows and lacks leads to a pull', { feedId, pos: 6, scopes: [QUEUE, 'reference'] }, 1],
    ['that names no scope leads to a pull', { feedId, pos: 6 }, 1],
    ['of another feed leads to a pull', { feedId: idOf('feed', 2), pos: 1, scopes: [QUEUE] }, 1],
    ['that cannot be read leads to a pull', 'nonsense', 1],
  ])('%s', async (_says, news, pulls) => {
    const { centre, clock, loop } = await desk();
    const events = new TransformStream<Uint8Array, Uint8Array>();
    const heard = events.writable.getWriter();
    centre.answer = ({ path }) => {
      if (path === '/v1/pull') return new Response(page({ cursors: { reference: 5 } }));
      return path === '/v1/news' ? new Response(events.readable) : undefined;
    };
    await loop.syncNow();
    const before = centre.bodiesTo('/v1/pull').length;
    const pulled = (): number => centre.bodiesTo('/v1/pull').length - before;
    // Heard in turn: when the second, which must lead to a pull, has done so and all is quiet, the first has been heeded too.
    const told = [news, { feedId, pos: 6, scopes: ['reference'] }].map((each) => `event: news\ndata: ${JSON.stringify(each)}\n\n`);
    await heard.write(new TextEncoder().encode(told.join('')));
    await expect.poll(pulled).toBeGreaterThan(0);
    await clock.whenSet(30_000);
    expect(pulled()).toBe(pulls + 1);
    await loop.stop();
  });
});
