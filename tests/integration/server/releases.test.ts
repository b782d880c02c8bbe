import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addedSiteSchema, deskStateResponseSchema } from '../../../shared/protocol/admin';
import { addedReleaseSchema, deskRingResponseSchema, haltedReleaseSchema, heldArtifactSchema, linkBudgetResponseSchema, promotedReleaseSchema, releasesSchema, removedReleaseSchema } from '../../../shared/protocol/admin-releases';
import { PIECE_BYTES, updateResponseSchema, type UpdateRequest, type UpdateResponse } from '../../../shared/protocol/update';
import type { Manifest } from '../../../shared/updates/manifest';
import type { CentreDesk } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';
import { CentreInstance } from '../../support/centre-instance';
import { sha256Of } from '../../support/desk-fixtures';
import { artifactOf, LINUX, manifestFor, releaseSigner, type ReleaseSigner } from '../../support/signed-release';

const LARGE = Uint8Array.from({ length: 2 * PIECE_BYTES + 5 }, (_, i) => i % 251);

describe('releases at a centre', () => {
  let centre: CentreInstance;
  let signer: ReleaseSigner;
  let lab: CentreDesk;
  let pilot: CentreDesk;
  let other: CentreDesk;
  let siteIds: Record<string, string>;
  let minor = 0;

  beforeAll(async () => {
    centre = await CentreInstance.open(await freshDatabase());
    signer = await releaseSigner();
    siteIds = {};
    for (const name of ['Cebu', 'Manila']) siteIds[name] = (await centre.admin.send('POST', '/v1/admin/sites', { name }, addedSiteSchema)).siteId;
    lab = await centre.enrolDesk('Cebu', 'Lab desk');
    pilot = await centre.enrolDesk('Cebu', 'First desk');
    other = await centre.enrolDesk('Cebu', 'Second desk');
    await centre.admin.send('PUT', '/v1/admin/desks/ring', { site: 'Cebu', desk: 'Lab desk', ring: 'lab' }, deskRingResponseSchema);
    for (const desk of [lab, pilot, other]) await hear(desk);
  });
  afterAll(async () => centre.close());

  async function hear(desk: CentreDesk, changed: Partial<UpdateRequest> = {}): Promise<UpdateResponse> {
    const told = { version: '0.1.0', sinceUtc: '2026-11-01T00:00:00.000Z', build: LINUX, unsettledCount: 0, outcome: null, failedVersions: [], ...changed };
    return updateResponseSchema.parse(await (await desk.request('/v1/update', told)).json());
  }
  const send = async (bytes: Uint8Array<ArrayBuffer>, sha256 = sha256Of(bytes)): Promise<boolean> =>
    (await centre.admin.sendBytes(`/v1/admin/releases/artifacts/${sha256}`, bytes, heldArtifactSchema)).isHere;
  const promote = async (version: string, ring: string, more: Record<string, unknown> = {}): Promise<unknown> =>
    centre.admin.send('PUT', '/v1/admin/releases/promote', { version, ring, ...more }, promotedReleaseSchema);
  const standing = async (version: string) => (await centre.admin.get('/v1/admin/releases', releasesSchema)).releases.find((each) => each.version === version);

  /** A release of its own for each test, newer than those before; due nowhere yet. */
  async function added(changed: Partial<Manifest> = {}): Promise<Readonly<{ version: string; signed: string }>> {
    minor += 1;
    const [version, bytes] = [`1.${minor}.0`, new TextEncoder().encode(`the program 1.${minor}.0`)];
    const manifest = manifestFor(version, { issuedAtUtc: '2020-01-01T00:00:00.000Z', notBeforeUtc: '2020-01-01T00:00:00.000Z', expiresAtUtc: '2999-01-01T00:00:00.000Z', artifacts: [artifactOf(bytes, version)], ...changed });
    const signed = await signer.sign(manifest);
    if (changed.artifacts === undefined) await send(bytes);
    await centre.admin.send('POST', '/v1/admin/releases', { signed }, addedReleaseSchema);
    return { version, signed };
  }
  const statusOf = async (path: string, headers: Record<string, string> = {}): Promise<number> => (await fetch(centre.url + path, { headers })).status;
  const withToken = (desk: CentreDesk): Record<string, string> => ({ authorization: `Bearer ${desk.token}` });

  test('are due nowhere until they are promoted, and then from ring to ring', async () => {
    const { version, signed } = await added();
    const due = async (): Promise<unknown[]> => Promise.all([lab, pilot, other].map(async (desk) => (await hear(desk)).due));
    expect(await due()).toEqual([null, null, null]);
    expect(await promote(version, 'lab')).toMatchObject({ isLabEmpty: false });
    expect(await promote(version, 'lab', { site: 'Manila' })).toMatchObject({ isLabEmpty: true });
    expect(await due()).toEqual([signed, null, null]);
    await hear(lab, { version });
    await promote(version, 'pilot');
    expect(await due()).toEqual([signed, signed, null]);
    await Promise.all([hear(lab, { version }), hear(pilot, { version })]);
    await promote(version, 'all');
    expect(await due()).toEqual([signed, signed, signed]);
  });

  test('are told to a desk with its ring and the budget of its site', async () => {
    expect(await hear(lab)).toMatchObject({ ring: 'lab', budgetBytesPerS: 512 * 1024 });
    await centre.admin.send('PUT', '/v1/admin/sites/budget', { site: 'Cebu', bytesPerS: null }, linkBudgetResponseSchema);
    expect(await hear(pilot)).toMatchObject({ ring: 'pilot', budgetBytesPerS: null });
    await centre.admin.send('PUT', '/v1/admin/sites/budget', { site: 'Cebu', bytesPerS: 2048 }, linkBudgetResponseSchema);
    expect(await hear(other)).toMatchObject({ ring: 'all', budgetBytesPerS: 2048 });
  });

  test('are halted everywhere by one desk that went back, and go out again when somebody says so', async () => {
    const { version, signed } = await added();
    await promote(version, 'all', { unproved: true });
    expect((await hear(other)).due).toBe(signed);
    const bad = { failedVersions: [version], outcome: { version, atUtc: '2026-11-21T08:00:00.000Z', rolledBackFor: 'crashed' as const } };
    expect((await hear(pilot, bad)).due).not.toBe(signed);
    expect((await standing(version))?.halted).toMatchObject({ why: 'First desk at Cebu went back: crashed' });
    expect((await hear(other)).due).not.toBe(signed);
    await expect(promote(version, 'all', { unproved: true })).rejects.toThrow(/was halted: First desk at Cebu went back: crashed/);
    await promote(version, 'all', { unproved: true, resume: true });
    expect((await hear(other)).due).toBe(signed);
  });

  test('are not halted anew by what was told before, whatever the clock of that desk says, but by what is new', async () => {
    const { version } = await added();
    await promote(version, 'all', { unproved: true });
    const bad = (atUtc: string) => ({ failedVersions: [version], outcome: { version, atUtc, rolledBackFor: 'noWindow' as const } });
    await hear(pilot, bad('2099-01-01T00:00:00.000Z'));
    await promote(version, 'all', { unproved: true, resume: true });
    await hear(pilot, bad('2099-01-01T00:00:00.000Z'));
    expect((await standing(version))?.halted).toBeNull();
    await hear(other, bad('2001-01-01T00:00:00.000Z'));
    expect((await standing(version))?.halted).toMatchObject({ why: 'Second desk at Cebu went back: noWindow' });
  });

  test('are not halted by a desk that took them well, nor by an outcome of what nobody has added', async () => {
    const { version } = await added();
    await hear(pilot, { version, outcome: { version, atUtc: '2026-11-21T08:00:00.000Z', rolledBackFor: null } });
    await hear(pilot, { outcome: { version: '77.0.0', atUtc: '2026-11-21T08:00:00.000Z', rolledBackFor: 'crashed' } });
    expect((await standing(version))?.halted).toBeNull();
  });

  test('are halted by hand, with the reason', async () => {
    const { version } = await added();
    await centre.admin.send('PUT', '/v1/admin/releases/halt', { version, why: 'the totals are wrong' }, haltedReleaseSchema);
    const halted = (await standing(version))?.halted;
    expect(halted).toMatchObject({ why: 'the totals are wrong' });
    const again = async (why?: string) => (await centre.admin.send('PUT', '/v1/admin/releases/halt', { version, why }, haltedReleaseSchema)).before;
    expect(await again()).toEqual(halted);
    expect(await again('the sums are wrong')).toEqual(halted);
    expect((await standing(version))?.halted).toEqual({ ...halted, why: 'the sums are wrong' });
    await expect(centre.admin.send('PUT', '/v1/admin/releases/halt', { version: '88.0.0', why: 'x' }, haltedReleaseSchema)).rejects.toThrow('There is no release 88.0.0.');
  });

  test('are not promoted wider than they were signed for, to a site that they were not signed for, or under a version that is not here', async () => {
    const [narrow, elsewhere] = [await added({ ring: 'pilot' }), await added({ sites: [siteIds['Manila'] ?? ''] })];
    await expect(promote(narrow.version, 'all', { unproved: true })).rejects.toThrow(/is signed for the ring pilot at most/);
    await expect(promote(elsewhere.version, 'lab', { site: 'Cebu' })).rejects.toThrow(/is not signed for Cebu/);
    await expect(promote('99.0.0', 'lab')).rejects.toThrow('There is no release 99.0.0.');
    await expect(promote(narrow.version, 'lab', { site: 'Nowhere' })).rejects.toThrow(/Nowhere/);
    expect([await standing(narrow.version), await standing(elsewhere.version)]).toMatchObject([{ promotions: [] }, { promotions: [] }]);
  });

  test('wait until the narrower ring runs them, and the refusal names who does not', async () => {
    const { version } = await added();
    await hear(lab, { version: '0.1.0' });
    await expect(promote(version, 'pilot')).rejects.toMatchObject({ details: ['Lab desk at Cebu (lab) runs 0.1.0'] });
    await hear(lab, { version });
    await promote(version, 'pilot', { site: 'Cebu' });
    await expect(promote(version, 'all', { site: 'Cebu' })).rejects.toMatchObject({ details: ['First desk at Cebu (pilot) runs 0.1.0'] });
    await hear(pilot, { version });
    await promote(version, 'all', { site: 'Cebu' });
    expect((await standing(version))?.promotions).toMatchObject([{ site: 'Cebu', ring: 'all' }]);
  });

  test('wait for nobody that they were not signed for', async () => {
    const manila = await centre.enrolDesk('Manila', 'Manila desk');
    await Promise.all([lab, pilot, manila].map((desk) => hear(desk)));
    const { version } = await added({ sites: [siteIds['Cebu'] ?? ''] });
    await expect(promote(version, 'all')).rejects.toMatchObject({ details: ['Lab desk at Cebu (lab) runs 0.1.0', 'First desk at Cebu (pilot) runs 0.1.0'] });
    await Promise.all([hear(lab, { version }), hear(pilot, { version })]);
    expect(await promote(version, 'all')).toEqual({ version, ring: 'all', keptAt: [], isLabEmpty: false });
  });

  test('that are due everywhere name the sites of which something else was said', async () => {
    const { version, signed } = await added();
    const keptAt = async (ring: string, more: Record<string, unknown> = {}): Promise<unknown> => (await promote(version, ring, { unproved: true, ...more }) as { keptAt: unknown }).keptAt;
    expect(await keptAt('pilot', { site: 'Cebu' })).toEqual([]);
    expect(await keptAt('all')).toEqual([{ site: 'Cebu', ring: 'pilot' }]);
    expect((await hear(other)).due).not.toBe(signed);
    expect([await keptAt('all', { site: 'Cebu' }), await keptAt('all')]).toEqual([[], []]);
    expect((await hear(other)).due).toBe(signed);
  });

  test('are added once, with all that they name, and a version is never used twice', async () => {
    const { version, signed } = await added();
    expect(await centre.admin.send('POST', '/v1/admin/releases', { signed }, addedReleaseSchema)).toEqual({ version, isNew: false });
    const again = await signer.sign(manifestFor(version, { artifacts: [artifactOf(new TextEncoder().encode(`the program ${version}`), version)] }));
    await expect(centre.admin.send('POST', '/v1/admin/releases', { signed: again }, addedReleaseSchema)).rejects.toThrow(/There is another release .*; build and sign it under a newer version\./);
    const next = `1.${minor + 1}.0`;
    await expect(added({ artifacts: [artifactOf(new TextEncoder().encode('never sent'), next)] })).rejects.toMatchObject({ details: [`keyroom-${next}-linux-x64.AppImage`] });
    await expect(centre.admin.send('POST', '/v1/admin/releases', { signed: 'a.b.c' }, addedReleaseSchema)).rejects.toThrow(/no signed manifest/);
    const odd = await signer.sign({ ...manifestFor('1.0.0'), ring: 'everybody' });
    await expect(centre.admin.send('POST', '/v1/admin/releases', { signed: odd }, addedReleaseSchema)).rejects.toMatchObject({ details: [expect.stringMatching(/^ring: /)] });
  });

  test('are not added with files whose names say another version', async () => {
    const bytes = new TextEncoder().encode('the program before');
    await send(bytes);
    await expect(added({ artifacts: [artifactOf(bytes, '1.0.1')] })).rejects.toMatchObject({ details: ['keyroom-1.0.1-linux-x64.AppImage'] });
    expect(await standing(`1.${minor}.0`)).toBeUndefined();
  });

  const remove = async (version: string): Promise<unknown> => centre.admin.send('PUT', '/v1/admin/releases/remove', { version }, removedReleaseSchema);
  const halt = async (version: string): Promise<unknown> => centre.admin.send('PUT', '/v1/admin/releases/halt', { version, why: 'too old' }, haltedReleaseSchema);

  test('are removed only when they are due nowhere and no desk runs them', async () => {
    const { version } = await added();
    const path = `/v1/releases/${sha256Of(`the program ${version}`)}`;
    await promote(version, 'all', { unproved: true });
    await expect(remove(version)).rejects.toThrow(/is due; halt it before/);
    await halt(version);
    await hear(other, { version });
    await expect(remove(version)).rejects.toMatchObject({ details: ['Second desk at Cebu'] });
    expect([(await standing(version))?.isHere, await statusOf(path, withToken(other))]).toEqual([true, 206]);
    await hear(other, { version: '99.0.0' });
    expect(await remove(version)).toEqual({ version, freedBytes: `the program ${version}`.length });
    expect([(await standing(version))?.isHere, await statusOf(path, withToken(other))]).toEqual([false, 404]);
    expect(await remove(version)).toEqual({ version, freedBytes: 0 });
    await expect(remove('88.0.0')).rejects.toThrow('There is no release 88.0.0.');
  });

  test('that were removed keep their version, are no way back and go out nowhere, until they are added again', async () => {
    const { version, signed } = await added();
    const next = await added();
    await promote(next.version, 'all', { unproved: true });
    await remove(version);
    expect(await hear(other, { version })).toMatchObject({ due: next.signed, running: null });
    await expect(promote(version, 'lab')).rejects.toThrow(/were removed; add it again first/);
    await send(new TextEncoder().encode('another program'));
    const another = await signer.sign(manifestFor(version, { artifacts: [artifactOf(new TextEncoder().encode('another program'), version)] }));
    await expect(centre.admin.send('POST', '/v1/admin/releases', { signed: another }, addedReleaseSchema)).rejects.toThrow(/There is another release/);
    await send(new TextEncoder().encode(`the program ${version}`));
    expect(await centre.admin.send('POST', '/v1/admin/releases', { signed }, addedReleaseSchema)).toEqual({ version, isNew: false });
    expect(await hear(other, { version })).toMatchObject({ due: next.signed, running: signed });
  });

  test('leave what another release names, too, when they are removed', async () => {
    const bytes = new TextEncoder().encode('the program of two');
    await send(bytes);
    const two = [`1.${minor + 1}.0`, `1.${minor + 2}.0`];
    for (const version of two) await added({ artifacts: [artifactOf(bytes, version)] });
    expect(await remove(two[0] ?? '')).toMatchObject({ freedBytes: 0 });
    expect(await statusOf(`/v1/releases/${sha256Of(bytes)}`, withToken(other))).toBe(206);
  });

  test('an artifact is taken only under the hash of its bytes, and nothing stays of any other', async () => {
    const sha256 = sha256Of('announced');
    await expect(send(new TextEncoder().encode('sent'), sha256)).rejects.toThrow(/not those that their hash says/);
    expect(await centre.admin.get(`/v1/admin/releases/artifacts/${sha256}`, heldArtifactSchema)).toEqual({ isHere: false });
    expect((await readdir(join(centre.dataDir, 'releases'))).filter((name) => name.startsWith(sha256))).toEqual([]);
  });

  test('an artifact goes out in pieces: as asked for, never more than a piece, never beyond its end', async () => {
    await send(LARGE);
    const ask = async (range?: string): Promise<Readonly<{ status: number; range: string | null; bytes: Uint8Array }>> => {
      const response = await fetch(`${centre.url}/v1/releases/${sha256Of(LARGE)}`, { headers: { ...withToken(other), ...(range === undefined ? {} : { range }) } });
      return { status: response.status, range: response.headers.get('content-range'), bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    const size = LARGE.length;
    for (const [range, start, end] of [
      ['bytes=0-99', 0, 99], ['bytes=7-7', 7, 7], [undefined, 0, PIECE_BYTES - 1], [`bytes=0-${size}`, 0, PIECE_BYTES - 1], [`bytes=${size - 3}-${size + 99}`, size - 3, size - 1], ['lines=1-2', 0, PIECE_BYTES - 1],
    ] as const) {
      const piece = await ask(range);
      expect([range, piece.status, piece.range]).toEqual([range, 206, `bytes ${start}-${end}/${size}`]);
      expect(Buffer.compare(piece.bytes, LARGE.slice(start, end + 1))).toBe(0);
    }
    expect([(await ask(`bytes=${size}-${size + 1}`)).status, (await ask('bytes=9-5')).status]).toEqual([400, 400]);
  });

  test('an artifact is for desks with a token that still may work, and its name is a hash and nothing else', async () => {
    await send(LARGE);
    const path = `/v1/releases/${sha256Of(LARGE)}`;
    expect([await statusOf(path), await statusOf(path, { authorization: 'Bearer nonsense' }), await statusOf(path, withToken(other))]).toEqual([401, 401, 206]);
    expect([await statusOf(`/v1/releases/${sha256Of('none')}`, withToken(other)), await statusOf('/v1/releases/..%2f..%2fkeys%2fadmin-token', withToken(other))]).toEqual([404, 400]);
    const revoked = await centre.enrolDesk('Cebu', 'Revoked desk');
    await centre.admin.send('PUT', '/v1/admin/desks/state', { site: 'Cebu', desk: 'Revoked desk', state: 'revoked' }, deskStateResponseSchema);
    expect(await statusOf(path, withToken(revoked))).toBe(403);
    await expect(hear(revoked)).rejects.toThrow('revoked');
  });

  test('a desk’s token opens none of the doors of the command line', async () => {
    const doors = ['/v1/admin/releases', `/v1/admin/releases/artifacts/${sha256Of(LARGE)}`, '/v1/admin/site-desks'];
    expect(await Promise.all(doors.map((path) => statusOf(path, withToken(other))))).toEqual([401, 401, 401]);
    for (const path of ['/v1/admin/releases/promote', '/v1/admin/releases/halt', '/v1/admin/releases/remove', '/v1/admin/desks/ring', '/v1/admin/sites/budget', `/v1/admin/releases/artifacts/${sha256Of('x')}`]) {
      const type = path.includes('artifacts') ? 'application/octet-stream' : 'application/json';
      expect((await fetch(centre.url + path, { method: 'PUT', headers: { ...withToken(other), 'content-type': type }, body: '{}' })).status).toBe(401);
    }
  });
});
