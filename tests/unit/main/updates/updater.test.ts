import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../support/scripted-centre';
import { hashOfProgram, UpdaterAtWork } from '../../../support/updater-at-work';
import { NEW, OLD } from '../../../support/update-records';

const MINUTE_MS = 60_000;

let folder: string;
let work: UpdaterAtWork;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-updater-'));
  work = await UpdaterAtWork.open(folder);
});
afterEach(async () => {
  await work.updater.stop();
  await rm(folder, { recursive: true, force: true });
});

const artifactsHere = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name !== 'record.json');

describe('a desk that keeps itself current', () => {
  it('tells the centre what it runs and fetches what is due, which then waits for sign-off', async () => {
    const sha256 = await work.due(NEW);
    await work.start();
    expect(work.centre.bodiesTo('/v1/update')[0]).toMatchObject({ version: OLD, unsettledCount: 0, failedVersions: [], outcome: null, build: { target: 'AppImage' } });
    expect(await artifactsHere()).toEqual([sha256]);
    expect(work.updater.status).toMatchObject({ kind: 'waiting', version: NEW, waitsFor: 'signOff' });
    expect(work.installed).toEqual([]);
  });

  it('asks every five minutes, and at once when it is told to', async () => {
    await work.start();
    for (let i = 0; i < 29; i += 1) await work.turn();
    expect(work.asksFor('/v1/update')).toBe(1);
    await work.turn();
    expect(work.asksFor('/v1/update')).toBe(2);
    await work.check();
    expect(work.asksFor('/v1/update')).toBe(3);
  });

  it('does not ask a centre more often that knows nothing of updates', async () => {
    work.answer = () => failure({ kind: 'notFound', message: '/v1/update' });
    await work.start();
    for (let i = 0; i < 20; i += 1) await work.turn();
    expect(work.asksFor('/v1/update')).toBe(1);
    expect(work.lines).toEqual([]);
  });

  it('asks again as soon as the link is back', async () => {
    work.answer = () => {
      throw new TypeError('fetch failed');
    };
    await work.start();
    work.around.link = 'offline';
    await work.turn();
    expect(work.asksFor('/v1/update')).toBe(1);
    work.around.link = 'online';
    work.answer = {};
    await work.turn();
    expect(work.asksFor('/v1/update')).toBe(2);
  });

  it('logs a refusal once, however often the centre says the same, and once more when it says something else', async () => {
    await work.due(NEW, { sites: ['0199ffff-0000-7000-8000-000000000001'] });
    await work.start();
    for (let i = 0; i < 5; i += 1) await work.check();
    expect(work.lines).toEqual(['update refused, otherSite: it is for other sites']);
    expect(work.updater.status).toMatchObject({ kind: 'none', refusal: 'otherSite' });
    work.answer = { due: 'no manifest' };
    for (let i = 0; i < 3; i += 1) await work.check();
    expect(work.lines.slice(1)).toEqual(['update refused, unsigned: it is no JWS with ES256 and a key id']);
    expect(await artifactsHere()).toEqual([]);
  });

  it('forgets what is no longer due, and throws its bytes away', async () => {
    await work.due(NEW);
    await work.start();
    expect(await artifactsHere()).toHaveLength(1);
    work.answer = {};
    await work.check();
    expect(work.updater.status).toMatchObject({ kind: 'none', version: null });
    expect([await artifactsHere(), work.file.record.due]).toEqual([[], null]);
  });

  it('fetches the newer one where another comes due while one lies ready, and throws that away', async () => {
    await work.due(NEW);
    await work.start();
    const newer = await work.due('1.0.2');
    await work.check();
    expect(await artifactsHere()).toEqual([newer]);
    expect(work.updater.status).toMatchObject({ kind: 'waiting', version: '1.0.2' });
    expect(work.lines.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('a lead’s word for one version is none for the next', async () => {
    await work.due(NEW);
    await work.start();
    work.around.isItemOpen = true;
    expect(await work.leadSays()).toBe(true);
    await work.due('1.0.2');
    await work.check();
    work.around.isItemOpen = false;
    await work.turn();
    expect(work.installed).toEqual([]);
    expect(work.updater.status).toMatchObject({ version: '1.0.2', waitsFor: 'signOff' });
  });

  it('installs by a lead’s word, but never into an open item, and asks the centre right before', async () => {
    const sha256 = await work.due(NEW);
    await work.start();
    work.around.isItemOpen = true;
    await work.leadSays();
    expect([work.installed, work.updater.status.waitsFor]).toEqual([[], 'item']);
    const asked = work.asksFor('/v1/update');
    work.around.isItemOpen = false;
    await work.turn();
    expect(work.asksFor('/v1/update')).toBe(asked + 1);
    expect(work.installed.map(({ manifest, path }) => [manifest.version, path])).toEqual([[NEW, work.path(sha256)]]);
  });

  it('tells that a lead has said so until it is installed or the word lapses, and what it waits for meanwhile', async () => {
    await work.due(NEW);
    await work.start();
    work.around.isItemOpen = true;
    await work.leadSays();
    expect(work.told.at(-1)).toMatchObject({ hasLeadsWord: true, waitsFor: 'item' });
    work.around.isItemOpen = false;
    work.answer = () => failure({ kind: 'unavailable', message: 'later' });
    await work.turn();
    expect(work.told.at(-1)).toMatchObject({ kind: 'waiting', hasLeadsWord: true, waitsFor: 'link' });
    await work.turn(10 * MINUTE_MS);
    expect(work.told.at(-1)).toMatchObject({ kind: 'waiting', hasLeadsWord: false, waitsFor: 'link' });
    await work.due(NEW);
    await work.check();
    await work.leadSays();
    expect([work.installed.length, work.told.at(-1)?.hasLeadsWord]).toEqual([1, false]);
  });

  it('has nothing to look at once the centre’s word holds again, or nothing is due any more', async () => {
    for (const after of [{}, await work.due(NEW).then(() => work.answer)]) {
      work.answer = { due: 'no manifest' };
      await work.check();
      expect(work.updater.status.refusal).toBe('unsigned');
      work.answer = after;
      await work.check();
      expect(work.updater.status.refusal).toBeNull();
    }
    expect(work.lines.filter((line) => line.includes('refused'))).toHaveLength(2);
  });

  it('does not install what the centre takes back with its last word', async () => {
    await work.due(NEW);
    await work.start();
    work.answer = {};
    await work.leadSays();
    expect(work.installed).toEqual([]);
    expect(work.updater.status.kind).toBe('none');
  });

  it('does not install one version where the centre’s last word is for another, and says nothing of tampering', async () => {
    await work.due(NEW);
    await work.start();
    await work.due('1.0.2');
    await work.leadSays();
    expect(work.installed).toEqual([]);
    await work.turn();
    expect(work.updater.status).toMatchObject({ kind: 'waiting', version: '1.0.2', waitsFor: 'signOff' });
    expect(work.lines.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('does not install what the centre cannot be asked about', async () => {
    await work.due(NEW);
    await work.start();
    work.answer = () => {
      throw new TypeError('fetch failed');
    };
    await work.leadSays();
    expect(work.installed).toEqual([]);
    expect(work.updater.status).toMatchObject({ kind: 'waiting', waitsFor: 'link' });
  });

  it('does not install into an item that was opened while the centre was asked', async () => {
    const sha256 = await work.due(NEW);
    await work.start();
    const { due } = work.answer as { due: string };
    work.answer = () => {
      work.around.isItemOpen = true;
      return Response.json({ ring: 'all', due, running: null, budgetBytesPerS: null });
    };
    await work.leadSays();
    expect([work.installed, await artifactsHere()]).toEqual([[], [sha256]]);
  });

  it('does not install bytes that were changed on the disk, and fetches them anew', async () => {
    const sha256 = await work.due(NEW);
    await work.start();
    await writeFile(work.path(sha256), `the pr0gram ${NEW}`);
    await work.leadSays();
    expect(work.installed).toEqual([]);
    expect(work.lines.at(-1)).toMatch(/^update refused, artifactTampered: .* was changed on this disk$/);
    await work.turn();
    expect(work.installed.map(({ manifest }) => manifest.version)).toEqual([NEW]);
  });

  it('waits a while before it tries again what could not be put in its place', async () => {
    await work.due(NEW);
    Object.assign(work.around, { isSignedOn: false, quietMs: 60 * MINUTE_MS });
    await work.start();
    expect(work.installed).toHaveLength(1);
    for (let i = 0; i < 29; i += 1) await work.turn();
    expect(work.installed).toHaveLength(1);
    for (let i = 0; i < 5; i += 1) await work.turn();
    expect(work.installed).toHaveLength(2);
  });

  it('refuses, across a restart, what is older than anything it has taken', async () => {
    await work.due('1.0.2');
    await work.start();
    await work.updater.stop();
    const next = await UpdaterAtWork.open(folder, { newest: work.file.record.newest });
    await next.due(NEW);
    await next.start();
    expect(next.updater.status).toMatchObject({ kind: 'none', refusal: 'replayed' });
    await next.updater.stop();
  });

  it('goes by the centre’s time where its own clock was set back behind a manifest’s end', async () => {
    work.clock.wallStartMs = Date.parse('2026-11-05T00:00:00.000Z');
    await work.due(NEW, { expiresAtUtc: '2026-11-20T00:00:00.000Z' });
    await work.start();
    expect(work.updater.status).toMatchObject({ refusal: 'expired' });
  });
});

describe('a version that could not sync on trial', () => {
  const suspected = { version: NEW, for: 'noSync' } as const;

  it('is found guilty where the version before syncs soon, and told to the centre', async () => {
    work = await UpdaterAtWork.open(folder, { suspected });
    await work.start();
    expect(work.file.record).toMatchObject({ suspected: null, failedVersions: [NEW], outcome: { version: NEW, rolledBackFor: 'noSync' } });
    expect(work.centre.bodiesTo('/v1/update')).toMatchObject([{ failedVersions: [NEW], outcome: { rolledBackFor: 'noSync' } }]);
    await work.due(NEW);
    await work.check();
    expect(work.updater.status).toMatchObject({ kind: 'rolledBack', refusal: 'failedHere' });
  });

  it('is acquitted where the version before has no link for long either', async () => {
    work = await UpdaterAtWork.open(folder, { suspected });
    work.around.link = 'offline';
    await work.start();
    for (let i = 0; i < 13; i += 1) await work.turn();
    expect(work.file.record.suspected).toEqual(suspected);
    work.around.link = 'online';
    await work.due(NEW);
    await work.check();
    expect(work.file.record).toMatchObject({ suspected: null, failedVersions: [], outcome: null });
    expect(await artifactsHere()).toEqual([hashOfProgram(NEW)]);
  });
});
