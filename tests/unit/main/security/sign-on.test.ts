import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workerPinHash, type PinHash } from '../../../../main/security/pin-hash';
import { Roster } from '../../../../main/security/roster';
import { signOn } from '../../../../main/security/sign-on';
import { CentreLink } from '../../../../main/sync/centre-link';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { buildMain } from '../../../support/build-main';
import { HandClock, idOf } from '../../../support/desk-fixtures';
import { failure, ScriptedCentre } from '../../../support/scripted-centre';

const PIN = '482913';
const operator = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'aina', name: 'Aina', role: 'operator', state: 'active', skills: null, clearedFor: 'normal' } as const;

let folder: string;
let signKey: PrivateKey;
let argon: PinHash;
const folders: string[] = [];
beforeAll(async () => {
  signKey = await makeKey('sign');
  const worker = await buildMain('main/security/pin-hash-worker.ts');
  folders.push(worker.folder);
  argon = workerPinHash(worker.path);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-security-'));
  folders.push(folder);
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

/** As slow as nothing: for rules that are not about the hash. */
const plainHash: PinHash = { hash: async (pin) => `plain ${pin}`, verify: async (pin, encoded) => encoded === `plain ${pin}` };

async function desk(pinHash: PinHash = plainHash) {
  const clock = new HandClock();
  const centre = new ScriptedCentre(signKey);
  let linked = true;
  centre.answer = ({ path }) => {
    if (!linked) throw new TypeError('fetch failed');
    return path === '/v1/sign-on' ? Response.json({ operator }) : undefined;
  };
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
  const parts = { roster: await Roster.open(folder), pinHash, link, wallMs: clock.wallMs };
  return {
    clock, centre, parts, unplug: () => { linked = false; },
    try: (pin: string, login = 'aina') => signOn(parts, login, pin),
  };
}

describe('signing on', () => {
  it('is checked by the centre when there is a link, and by the desk’s own Argon2id when there is none, also after a restart', async () => {
    const first = await desk(argon);
    expect(await first.try(PIN)).toEqual({ ok: true, value: { operator, checkedBy: 'centre' } });
    expect(await readFile(join(folder, 'roster.json'), 'utf8')).toContain('$argon2id$v=19$m=65536,t=3,p=1$');
    expect(await readFile(join(folder, 'roster.json'), 'utf8')).not.toContain(PIN);
    const later = await desk(argon);
    later.unplug();
    expect(await later.try(PIN)).toEqual({ ok: true, value: { operator, checkedBy: 'desk' } });
    expect(await later.try('000000')).toEqual({ ok: false, failure: { kind: 'wrongPin' } });
  });

  it('without a link is for those alone who have signed on here before', async () => {
    const { try: sign, unplug } = await desk();
    await sign(PIN);
    unplug();
    expect(await sign(PIN, 'somebody')).toEqual({ ok: false, failure: { kind: 'unknownOffline' } });
  });

  it('takes the centre’s refusal for one, and does not look at home', async () => {
    const { centre, try: sign } = await desk();
    await sign(PIN);
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind: 'wrongPin', message: 'no' }) : undefined);
    expect(await sign(PIN)).toEqual({ ok: false, failure: { kind: 'wrongPin' } });
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind: 'lockedOut', message: 'no', retryAfterMs: 9000 }) : undefined);
    expect(await sign(PIN)).toEqual({ ok: false, failure: { kind: 'lockedOut', retryAfterMs: 9000 } });
  });

  it.each(['unreachable', 'unavailable', 'notKeyroom', 'rateLimited', 'internal'] as const)('of a known operator is checked here when the centre says %s', async (kind) => {
    const { centre, try: sign } = await desk();
    await sign(PIN);
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind, message: 'not now' }) : undefined);
    expect(await sign(PIN)).toEqual({ ok: true, value: { operator, checkedBy: 'desk' } });
  });

  it.each([
    ['unreachable', 'unknownOffline'], ['unavailable', 'unknownOffline'], ['notKeyroom', 'unknownOffline'],
    ['rateLimited', 'rateLimited'], ['internal', 'internal'], ['forbidden', 'forbidden'],
  ] as const)('of somebody whom the desk does not know fails with %s as %s', async (said, kind) => {
    const { centre, try: sign } = await desk();
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind: said, message: 'no' }) : undefined);
    expect(await sign(PIN)).toEqual({ ok: false, failure: { kind } });
  });

  it.each([
    ['refuses the PIN that was theirs', 'wrongPin', PIN, []],
    ['has revoked them', 'revoked', '000000', []],
    ['refuses a PIN that never was theirs', 'wrongPin', '000000', [operator.id]],
    ['has locked them out', 'lockedOut', PIN, [operator.id]],
  ] as const)('leaves of an operator when the centre %s (%s)', async (_what, kind, pin, left) => {
    const { centre, parts, try: sign, unplug } = await desk();
    await sign(PIN);
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind, message: 'no' }) : undefined);
    expect(await sign(pin)).toEqual({ ok: false, failure: { kind } });
    expect([parts.roster.operatorIds, (await Roster.open(folder)).operatorIds]).toEqual([left, left]);
    unplug();
    expect((await desk()).parts.roster.byLogin('aina')?.operator.id).toBe(left[0]);
  });

  it('is locked after five wrong PINs, twice as long with each further one, and counts on after a restart', async () => {
    const { clock, try: sign, unplug, parts } = await desk();
    await sign(PIN);
    unplug();
    for (let i = 0; i < 4; i += 1) expect(await sign('000000')).toEqual({ ok: false, failure: { kind: 'wrongPin' } });
    for (const lockMs of [30_000, 60_000, 120_000]) {
      expect(await sign('000000')).toEqual({ ok: false, failure: { kind: 'lockedOut', retryAfterMs: lockMs } });
      clock.advance(lockMs - 1);
      const reopened = { ...parts, roster: await Roster.open(folder) };
      expect(await signOn(reopened, 'aina', PIN)).toEqual({ ok: false, failure: { kind: 'lockedOut', retryAfterMs: 1 } });
      clock.advance(1);
    }
    expect((await sign(PIN)).ok).toBe(true);
    expect(await sign('000000')).toEqual({ ok: false, failure: { kind: 'wrongPin' } });
  });

  it('holds the lock of the centre when the link is cut meanwhile, and ends it with the next sign-on that the centre lets through', async () => {
    const { clock, centre, parts, try: sign, unplug } = await desk();
    const linked = centre.answer;
    const locked = { ok: false, failure: { kind: 'lockedOut', retryAfterMs: 30_000 } };
    await sign(PIN);
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? failure({ kind: 'lockedOut', message: 'no', retryAfterMs: 30_000 }) : undefined);
    expect(await sign('000000')).toEqual(locked);
    centre.answer = linked;
    unplug();
    expect(await signOn({ ...parts, roster: await Roster.open(folder) }, 'aina', PIN)).toEqual(locked);
    clock.advance(30_000);
    expect(await sign('000000')).toEqual({ ok: false, failure: { kind: 'lockedOut', retryAfterMs: 60_000 } });
    centre.answer = ({ path }) => (path === '/v1/sign-on' ? Response.json({ operator }) : undefined);
    expect((await sign(PIN)).ok).toBe(true);
    unplug();
    centre.answer = linked;
    expect((await sign(PIN)).ok).toBe(true);
  });

  it('never waits longer than the longest lock, also when the clock was set back', async () => {
    const { clock, try: sign, unplug } = await desk();
    await sign(PIN);
    unplug();
    for (let i = 0; i < 5; i += 1) await sign('000000');
    clock.wallStartMs -= 24 * 60 * 60 * 1000;
    expect((await sign(PIN)).ok).toBe(true);
  });

  it('counts every one of several wrong PINs tried at once', async () => {
    const { try: sign, unplug } = await desk();
    await sign(PIN);
    unplug();
    await Promise.all(Array.from({ length: 5 }, () => sign('000000')));
    expect(await sign(PIN)).toMatchObject({ ok: false, failure: { kind: 'lockedOut' } });
  });

  it('needs a link once more when the roster cannot be read', async () => {
    const { try: sign } = await desk();
    await sign(PIN);
    await writeFile(join(folder, 'roster.json'), '{"v":1,"mem');
    const later = await desk();
    later.unplug();
    expect(await later.try(PIN)).toEqual({ ok: false, failure: { kind: 'unknownOffline' } });
  });
});
