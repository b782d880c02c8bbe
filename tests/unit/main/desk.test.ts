import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from '../../../main/desk';
import { EnrolmentFile } from '../../../main/security/enrolment';
import type { PinHash } from '../../../main/security/pin-hash';
import { fileModeVault } from '../../../main/security/vault';
import { queueScope } from '../../../shared/protocol/pull';
import { makeKey } from '../../../shared/seals/make-key';
import { publicHalf, type PrivateKey } from '../../../shared/seals/sealed-key';
import { draftOf, HandClock, idOf, mutationDraft, randomId } from '../../support/desk-fixtures';
import { page } from '../../support/feed-pages';
import { failure, ScriptedCentre } from '../../support/scripted-centre';

const operator = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'aina', name: 'Aina', role: 'operator', state: 'active' } as const;
const plainHash: PinHash = { hash: async (pin) => `plain ${pin}`, verify: async (pin, encoded) => encoded === `plain ${pin}` };
const PIN = '482913';

let signKey: PrivateKey;
let sealKey: PrivateKey;
let folder: string;
let centre: ScriptedCentre;
let clock: HandClock;
let broken: unknown[];
let newIds = 0;
let desk: Desk;
beforeAll(async () => {
  signKey = await makeKey('sign');
  sealKey = await makeKey('seal');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-desk-'));
  centre = new ScriptedCentre(signKey);
  clock = new HandClock();
  broken = [];
  const place = {
    deskId: idOf('desk', 1), deskName: 'Desk', siteId: idOf('desk', 2), siteName: 'Site', centreKey: publicHalf(signKey), siteKeys: [],
    centreTimeUtc: '2026-11-21T08:00:00.000Z',
  };
  await new EnrolmentFile(folder, fileModeVault).write({ serverUrl: 'https://centre.invalid', place, signKey, sealKey });
});
afterEach(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
  expect(broken).toEqual([]);
});

async function open(): Promise<void> {
  desk = await Desk.open({
    profileFolder: folder, version: 'test', clock, draws: { uuidV4: () => randomId((newIds += 1)), fraction: () => 1 }, fetch: centre.fetch, vault: fileModeVault,
    pinHash: plainHash, onStatus: () => undefined, onBroken: (error) => broken.push(error),
  });
}

/** A body that takes its time: `pass` is called before each of its pieces. */
function inPieces(text: string, pieces: number, pass: () => void): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const sizeBytes = Math.ceil(bytes.length / pieces);
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull: (out) => {
      pass();
      out.enqueue(bytes.subarray(at, at + sizeBytes));
      at += sizeBytes;
      if (at >= bytes.length) out.close();
    },
  }, { highWaterMark: 0 });
}

async function signOn(): Promise<void> {
  centre.answer = ({ path }) => (path === '/v1/sign-on' ? Response.json({ operator }) : undefined);
  expect((await desk.signOn({ login: 'aina', pin: PIN })).ok).toBe(true);
  await desk.syncNow();
}

describe('a desk', () => {
  it('tells of a disk that does not take what is pulled, blames the link for nothing, and is well when it does', async () => {
    const away = join(folder, 'inbox-away');
    centre.answer = () => failure({ kind: 'unavailable', message: 'not yet' });
    await open();
    await desk.syncNow();
    await rename(join(folder, 'inbox'), away);
    centre.answer = () => undefined;
    await desk.syncNow();
    expect(desk.status).toMatchObject({ disk: 'failing', link: 'online', failure: null, lastSyncAtUtc: null });
    await rename(away, join(folder, 'inbox'));
    await desk.syncNow();
    expect(desk.status).toMatchObject({ disk: 'ok', link: 'online' });
    expect(desk.status.lastSyncAtUtc).not.toBeNull();
  });

  it('knows that its journal was lost, begins a new stream, and takes nothing for its own that the old one held', async () => {
    await open();
    await signOn();
    await desk.commit(mutationDraft(1));
    await desk.syncNow();
    centre.answer = () => failure({ kind: 'unavailable', message: 'not now' });
    await desk.commit(mutationDraft(2));
    expect(desk.status).toMatchObject({ journalLost: true, unsettledCount: 1 });
    await desk.close();
    await open();
    expect(desk.status).toMatchObject({ journalLost: false, unsettledCount: 1 });
    await desk.close();
    await rm(join(folder, 'journal'), { recursive: true });
    await open();
    expect(desk.status).toMatchObject({ journalLost: true, unsettledCount: 0, damagedRecords: 0 });
    await signOn();
    await desk.commit(mutationDraft(3));
    await desk.syncNow();
    expect([...centre.streams.values()]).toEqual([[idOf('mutation', 1)], [idOf('mutation', 3)]]);
  });

  it('tells how far its clock is off as soon as the centre has told its own, and when it jumps', async () => {
    clock = new HandClock(Date.parse('2026-11-21T11:00:00.000Z'));
    await open();
    expect(desk.status.clockOffsetMs).toBeNull();
    await desk.syncNow();
    expect(desk.status.clockOffsetMs).toBe(-3 * 3_600_000);
    clock.wallStartMs -= 26 * 3_600_000;
    expect(desk.status.clockOffsetMs).toBe(23 * 3_600_000);
    // Nothing is heard of the centre, and the time goes on there as it does here.
    centre.answer = () => failure({ kind: 'unavailable', message: 'not now' });
    clock.advance(600_000);
    expect(desk.status.clockOffsetMs).toBe(23 * 3_600_000);
  });

  it('takes no sleep for a wrong clock, and tells of one that was set ahead with the next pull', async () => {
    let centreMs = clock.wallMs();
    await open();
    await desk.syncNow();
    centre.answer = () => failure({ kind: 'unavailable', message: 'not now' });
    clock.wallStartMs += 9 * 3_600_000;
    clock.advance(30_000);
    await desk.syncNow();
    expect(desk.status).toMatchObject({ link: 'offline', clockOffsetMs: 0 });
    centreMs += 9 * 3_600_000 + 30_000;
    centre.answer = ({ path }) => (path === '/v1/pull' ? new Response(page({ centreTimeUtc: new Date(centreMs).toISOString() })) : undefined);
    await desk.syncNow();
    expect(desk.status).toMatchObject({ link: 'online', clockOffsetMs: 0 });
    clock.wallStartMs += 2 * 3_600_000;
    expect(desk.status.clockOffsetMs).toBe(0);
    await desk.syncNow();
    expect(desk.status.clockOffsetMs).toBe(-2 * 3_600_000);
  });

  it.each([['a slow link', () => clock.advance(15_000)], ['a sleep', () => void (clock.wallStartMs += 15_000)]])(
    'takes %s for no wrong clock either, when the pull was long under way',
    async (_says, pass) => {
      await open();
      await desk.syncNow();
      centre.answer = ({ path }) => (path === '/v1/pull' ? new Response(inPieces(page({}), 12, pass)) : undefined);
      await desk.syncNow();
      expect(desk.status).toMatchObject({ link: 'online', clockOffsetMs: 0 });
    },
  );

  it('does not say that another entry under the same id is saved', async () => {
    await open();
    await signOn();
    centre.answer = ({ path }) => (path === '/v1/push' ? failure({ kind: 'unavailable', message: 'not now' }) : undefined);
    expect(await desk.commit(mutationDraft(1))).toMatchObject({ ok: true, value: { seq: 1 } });
    expect(await desk.commit({ ...mutationDraft(1), body: 'another' })).toEqual({ ok: false, failure: { kind: 'conflict' } });
    const { capturedAt: _, ...draft } = draftOf(1, 1);
    expect(await desk.saveDraft(draft)).toEqual({ ok: false, failure: { kind: 'conflict' } });
    expect(await desk.commit(mutationDraft(1))).toMatchObject({ ok: true, value: { seq: 1 } });
  });

  it('follows an operator’s queue until the centre has refused the PIN that was theirs, and pushes what they did', async () => {
    const scopes = (): readonly string[] => Object.keys((centre.bodiesTo('/v1/pull').at(-1) as { cursors: object }).cursors);
    await open();
    await signOn();
    expect(scopes()).toEqual(['reference', queueScope(operator.id)]);
    centre.answer = () => failure({ kind: 'unavailable', message: 'not now' });
    await desk.commit(mutationDraft(1));
    await desk.syncNow();
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind: 'wrongPin', message: 'no' }) : undefined);
    expect(await desk.signOn({ login: 'aina', pin: PIN })).toEqual({ ok: false, failure: { kind: 'wrongPin' } });
    expect(desk.status.unsettledCount).toBe(1);
    await desk.syncNow();
    expect([scopes(), desk.status.unsettledCount]).toEqual([['reference'], 0]);
    expect([...centre.streams.values()]).toEqual([[idOf('mutation', 1)]]);
  });

  it('signs nobody on whose PIN was still being checked when the desk was signed off', async () => {
    let answer: (response: Response) => void = () => undefined;
    await open();
    const isAsked = new Promise<void>((resolve) => {
      centre.answer = ({ path }) => path !== '/v1/sign-on' ? undefined : new Promise<Response>((give) => {
        answer = give;
        resolve();
      });
    });
    const signedOn = desk.signOn({ login: 'aina', pin: PIN });
    await isAsked;
    desk.signOff();
    answer(Response.json({ operator }));
    expect(await signedOn).toEqual({ ok: false, failure: { kind: 'notSignedOn' } });
    expect(await desk.commit({ ...mutationDraft(1), operatorId: operator.id })).toEqual({ ok: false, failure: { kind: 'notSignedOn' } });
  });

  it('does not begin anew when it is enrolled only after it closed', async () => {
    let enrol: (response: Response) => void = () => undefined;
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await open();
    await desk.syncNow();
    const { place } = await new EnrolmentFile(folder, fileModeVault).read() ?? {};
    centre.answer = () => {
      asked();
      return new Promise((resolve) => {
        enrol = resolve;
      });
    };
    const enrolled = desk.enrol({ serverUrl: 'https://another.invalid', code: 'ABCDEFGH', deskName: 'Desk' });
    await isAsked;
    await desk.close();
    const before = centre.asked.length;
    enrol(Response.json(place));
    expect((await enrolled).ok).toBe(true);
    await desk.syncNow();
    expect([centre.asked.length, clock.nextTimerMs]).toEqual([before, null]);
  });

  it.each(['closes', 'changes its centre’s address'])('waits for no answer when it %s', async (what) => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    centre.answer = () => {
      asked();
      return new Promise<Response>(() => undefined);
    };
    await open();
    await isAsked;
    if (what === 'closes') {
      await desk.close();
      expect(clock.nextTimerMs).toBeNull();
    } else {
      centre.answer = () => undefined;
      await desk.useAddress('https://another.invalid');
      await desk.syncNow();
      expect([desk.status.link, desk.describe().serverUrl]).toEqual(['online', 'https://another.invalid']);
    }
    expect(await readdir(join(folder, 'journal'))).toHaveLength(1);
  });
});
