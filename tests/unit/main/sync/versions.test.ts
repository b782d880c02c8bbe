import { describe, expect, it } from 'vitest';
import { CentreLink, enrolAt } from '../../../../main/sync/centre-link';
import { Inbox } from '../../../../main/sync/inbox';
import { Journal } from '../../../../main/sync/journal';
import { SpokenVersion } from '../../../../main/sync/spoken-version';
import { SyncLoop } from '../../../../main/sync/sync-loop';
import { mutationHash } from '../../../../shared/domain/mutation';
import { ACCEPTS_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../../shared/protocol/version';
import { makeKey } from '../../../../shared/seals/make-key';
import { CAPTURED_AT, counting, HandClock, idOf, moveDraft, mutationDraft, randomId, sessionDraft } from '../../../support/desk-fixtures';
import { ForgetfulDisk } from '../../../support/forgetful-disk';
import { openLog } from '../../../support/log-script';
import { failure, ScriptedCentre } from '../../../support/scripted-centre';

const EFFORT = { keystrokes: 4, corrections: 0, activeMs: 10, pausedMs: 0, waitedMs: 0 };
const withEffort = (n: number) => ({ ...mutationDraft(n), sessionId: idOf('reference', 51), effort: EFFORT });

/** What a centre takes, and whether it says so itself as those of version 3 do. */
type Centre = { oldest: number; newest: number; says: boolean };

/** A desk that speaks up to `newest`, at a centre that can be changed as it goes. */
async function met(of: Centre, newest = PROTOCOL_VERSION) {
  const signKey = await makeKey('sign');
  const scripted = new ScriptedCentre(signKey);
  const centre = { ...of };
  const asked: number[] = [];
  const fetch: typeof scripted.fetch = async (url, init) => {
    const version = Number(new Headers(init.headers).get(PROTOCOL_HEADER));
    asked.push(version);
    const isTaken = version >= centre.oldest && version <= centre.newest;
    const response = isTaken ? await scripted.fetch(url, init) : failure({ kind: 'versionUnknown', message: 'no' });
    const headers = new Headers(response.headers);
    headers.set(PROTOCOL_HEADER, String(centre.newest));
    if (centre.says) headers.set(ACCEPTS_HEADER, `${centre.oldest}-${centre.newest}`);
    return new Response(response.body, { status: response.status, headers });
  };
  const clock = new HandClock();
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, fetch, clock, new SpokenVersion({ oldest: 1, newest }));
  const journal = await Journal.open(await openLog(new ForgetfulDisk()), counting(), () => CAPTURED_AT);
  const inbox = await Inbox.open(await openLog(new ForgetfulDisk()));
  const loop = new SyncLoop({
    journal, inbox, link, clock, draws: { uuidV4: () => randomId(1), fraction: () => 1 }, operatorIds: () => [], followsFloor: () => false,
    onChange: () => undefined, onBroken: (error) => { throw error; },
  });
  const stored = (): readonly string[] => [...scripted.streams.values()].flat();
  return { scripted, centre, asked, link, loop, journal, stored, fetch, clock };
}

const OLD: Centre = { oldest: 1, newest: 1, says: false };
/** As the first version answers: it knows no floor. */
const withoutFloor = (scripted: ScriptedCentre): void => {
  scripted.answer = ({ path }) => (path === '/v1/pull' && JSON.stringify(scripted.bodies.at(-1)).includes('"floor"') ? failure({ kind: 'badRequest', message: 'no' }) : undefined);
};

describe('a desk and a centre of other versions', () => {
  it.each([1, 2])('speak the centre’s version when the desk is %i newer, from the first request on', async (ahead) => {
    const { loop, link, asked } = await met({ oldest: 1, newest: PROTOCOL_VERSION, says: true }, PROTOCOL_VERSION + ahead);
    await loop.syncNow();
    expect(loop.state.link).toBe('online');
    expect([link.version, asked.at(0), asked.slice(1).every((version) => version === PROTOCOL_VERSION)]).toEqual([PROTOCOL_VERSION, PROTOCOL_VERSION + ahead, true]);
  });

  it.each([1, 2])('speak the desk’s version when the centre is %i newer and still takes it', async (ahead) => {
    const { loop, asked } = await met({ oldest: 2, newest: PROTOCOL_VERSION + ahead, says: true });
    await loop.syncNow();
    expect([loop.state.link, new Set(asked)]).toEqual(['online', new Set([PROTOCOL_VERSION])]);
  });

  it('say so when they have none in common, and nothing is lost', async () => {
    const { loop, journal } = await met({ oldest: PROTOCOL_VERSION + 1, newest: PROTOCOL_VERSION + 2, says: true });
    await journal.commit(withEffort(1));
    await loop.syncNow();
    expect([loop.state.link, loop.state.failure, journal.unsettledCount]).toEqual(['refused', 'versionUnknown', 1]);
  });

  it('enrol in the version that both know', async () => {
    const { scripted, fetch, clock, asked } = await met(OLD);
    scripted.answer = ({ path }) => (path === '/v1/enrol' ? failure({ kind: 'codeInvalid', message: 'used' }) : undefined);
    expect(await enrolAt({ serverUrl: 'https://centre.invalid', fetch, clock }, {})).toMatchObject({ failure: { kind: 'codeInvalid' } });
    expect(asked).toEqual([PROTOCOL_VERSION, 1]);
  });
});

describe('a desk at a centre of the first version', () => {
  it('sends submits in a form that fits their hash, lets the rest wait, and sends that once the centre is updated', async () => {
    const { loop, link, journal, centre, scripted, stored } = await met(OLD);
    withoutFloor(scripted);
    await journal.commit(sessionDraft(1));
    await journal.commit(withEffort(2));
    await journal.commit(moveDraft(3, [1], 2));
    await journal.commit(mutationDraft(4));
    await loop.syncNow();
    expect([link.version, stored(), journal.unsettledCount, journal.waitingCount]).toEqual([1, [idOf('mutation', 2), idOf('mutation', 4)], 2, 2]);
    const [pushed] = scripted.bodiesTo('/v1/push') as { mutations: (Parameters<typeof mutationHash>[0] & { hash: string })[] }[];
    for (const mutation of pushed?.mutations ?? []) {
      expect(mutation).not.toHaveProperty('effort');
      expect(mutationHash(mutation)).toBe(mutation.hash);
    }
    Object.assign(centre, { newest: PROTOCOL_VERSION, says: true });
    await loop.syncNow();
    await loop.syncNow();
    expect([link.version, stored().toSorted(), journal.unsettledCount]).toEqual([PROTOCOL_VERSION, [1, 2, 3, 4].map((n) => idOf('mutation', n)), 0]);
  });

  it('takes what the page commits again for what was restated meanwhile, and nothing else', async () => {
    const { loop, journal, scripted } = await met(OLD);
    scripted.answer = ({ path }) => (path === '/v1/push' ? failure({ kind: 'unavailable', message: 'not now' }) : undefined);
    await journal.commit(withEffort(1));
    await loop.syncNow();
    expect(journal.above(0)[0]).not.toHaveProperty('effort');
    expect(await journal.commit(withEffort(1))).toMatchObject({ seq: 1 });
    await expect(journal.commit({ ...withEffort(1), body: 'another' })).rejects.toThrow('another content');
  });

  it('knows one that has a floor from one that has none, and sends it moves', async () => {
    const { loop, link, journal, stored } = await met(OLD);
    await journal.commit(moveDraft(1, [1], 2));
    await journal.commit(sessionDraft(2));
    await loop.syncNow();
    expect([link.version, stored(), journal.waitingCount]).toEqual([2, [idOf('mutation', 1)], 1]);
  });

  it('holds no more than two streams, however often something waits', async () => {
    const { loop, journal, scripted, stored } = await met(OLD);
    withoutFloor(scripted);
    for (let n = 1; n <= 30; n += 1) {
      await journal.commit(n % 2 === 0 ? mutationDraft(n) : sessionDraft(n));
      await loop.syncNow();
    }
    expect([journal.streamIds.length, journal.waitingCount, new Set(stored()).size]).toEqual([2, 15, 15]);
  });

  it('reads an outcome that came later as an answer like any', async () => {
    const { loop, journal, scripted } = await met(OLD);
    withoutFloor(scripted);
    await journal.commit(mutationDraft(1));
    const outcomes = [{ id: idOf('mutation', 1), outcome: { kind: 'parked', reason: 'new' } }];
    const floorless = scripted.answer;
    scripted.answer = (asked) => (asked.path === '/v1/push' ? Response.json({ outcomes }) : floorless(asked));
    await loop.syncNow();
    expect([loop.state.link, journal.unsettledCount]).toEqual(['online', 1]);
  });
});

describe('a journal in which an older desk gave away the place of what it could not read', () => {
  it('sends that again, and settles of the place only what was said of the other', async () => {
    const disk = new ForgetfulDisk();
    const streams = counting();
    const first = await Journal.open(await openLog(disk), streams, () => CAPTURED_AT);
    await first.commit(sessionDraft(1));
    const streamId = first.currentStreamId;
    const { hash: _, ...submit } = { ...mutationDraft(2), v: 1, capturedAt: CAPTURED_AT, hash: '' };
    const mutation = { ...submit, seq: 1, hash: mutationHash(submit) };
    await first.log.append([JSON.stringify({ t: 'mutation', streamId, mutation }), JSON.stringify({ t: 'settled', streamId, foldedUpTo: 1, freeUpTo: 1 })]);
    await first.log.close();
    const journal = await Journal.open(await openLog(disk), streams, () => CAPTURED_AT);
    expect([journal.above(0).map(({ id }) => id), journal.streamIds, journal.unsettledCount]).toEqual([[idOf('mutation', 1)], [streamId], 1]);
    expect(journal.above(0)).toMatchObject([{ seq: 2 }]);
  });
});
