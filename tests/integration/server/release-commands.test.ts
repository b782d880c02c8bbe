import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINUX, manifestFor, releaseSigner } from '../../support/signed-release';
import { buildCentre, centreCommand, CentreProcess, type CommandEnd } from '../../support/centre-process';
import { CentreDesk } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';

const RELEASE = resolve(import.meta.dirname, '../../../scripts/release.mjs');
const script = (...args: readonly string[]): Promise<unknown> => promisify(execFile)(process.execPath, [RELEASE, ...args]);

describe('releases by the command line', () => {
  let folder: string;
  let data: string;
  let centre: CentreProcess;
  let desk: CentreDesk;
  let artifact: string;
  let manifest: string;

  beforeAll(async () => {
    await buildCentre();
    folder = await mkdtemp(join(tmpdir(), 'keyroom-releases-'));
    await chmod(folder, 0o711);
    data = join(folder, 'centre');
    [artifact, manifest] = [join(folder, 'keyroom-1.0.1-linux-x64.AppImage'), join(folder, 'keyroom-1.0.1.jws')];
    await writeFile(artifact, 'the program 1.0.1');
    await script('keys', '--out', folder);
    await script('sign', '--key', join(folder, 'release-key.json'), '--version', '1.0.1', '--out', manifest, '--ring', 'pilot', artifact);
    centre = await CentreProcess.start(data, { DATABASE_URL: await freshDatabase() });
    await command('site', 'add', 'Cebu');
    desk = await CentreDesk.enrol(centre.url, (await command('desk', 'enrol', '--site', 'Cebu')).stdout.trim(), 'Desk 14');
  });
  afterAll(async () => {
    await centre.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const command = (...args: readonly string[]): Promise<CommandEnd> => centreCommand([...args, '--data', data]);
  const said = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await command(...args);
    return `${exitCode}: ${(exitCode === 0 ? stdout : stderr).trim()}`;
  };
  const told = (changed: Record<string, unknown> = {}): unknown =>
    ({ version: '1.0.0', sinceUtc: '2026-11-01T06:30:59.000Z', build: LINUX, unsettledCount: 12, outcome: null, failedVersions: [], ...changed });

  test('the private key is for its owner alone, and no key is written over another', async () => {
    expect((await stat(join(folder, 'release-key.json'))).mode & 0o777).toBe(0o600);
    await expect(script('keys', '--out', folder)).rejects.toThrow('it is never overwritten');
  });

  test('a file is signed only under the version that its name says', async () => {
    const [out, longer] = [join(folder, 'slip.jws'), join(folder, 'keyroom-1.0.10-linux-x64.AppImage')];
    await writeFile(longer, 'the program 1.0.10');
    for (const file of [artifact.replace('1.0.1', '1.0.0'), longer]) {
      await expect(script('sign', '--key', join(folder, 'release-key.json'), '--version', '1.0.1', '--out', out, artifact, file)).rejects.toThrow(`--version says 1.0.1, but not so the name of ${basename(file)};`);
    }
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });

  test('a manifest that names files of another version is refused before anything is sent', async () => {
    const slip = join(folder, 'slip.jws');
    await writeFile(slip, await (await releaseSigner()).sign({ ...manifestFor('1.0.2'), artifacts: manifestFor('1.0.1').artifacts }));
    expect(await said('release', 'add', slip, artifact)).toMatch(/^1: slip\.jws is of 1\.0\.2, but names files of another version\.\s+keyroom-1\.0\.1-linux-x64\.AppImage$/);
  });

  test('a manifest with a field that is none is refused with the field, here and at the centre', async () => {
    const odd = join(folder, 'odd.jws');
    await writeFile(odd, await (await releaseSigner()).sign({ ...manifestFor('1.0.1'), ring: 'everybody', critical: 'yes' }));
    expect(await said('release', 'add', odd, artifact)).toMatch(/^1: odd\.jws is no signed manifest of a release\.\n {2}ring: .*\n {2}critical: .*$/);
    await writeFile(odd, 'a.b.c');
    expect(await said('release', 'add', odd, artifact)).toBe('1: odd.jws is no signed manifest of a release.');
  });

  test('sites are listed with the ids that a release is signed for', async () => {
    expect(await said('site', 'list')).toBe(`0: ${desk.place.siteId}  Cebu`);
  });

  test('there are none at first', async () => {
    expect(await said('release', 'list')).toBe('0: There are no releases yet.');
  });

  test('one is added with its artifacts, and only with them', async () => {
    const other = join(folder, 'other', 'keyroom-1.0.1-linux-x64.AppImage');
    expect(await said('release', 'add', manifest)).toBe('1: The manifest names keyroom-1.0.1-linux-x64.AppImage; give that file too.');
    expect(await said('release', 'add', artifact)).toMatch(/^2: Give one signed manifest/);
    expect(await said('release', 'add', other.replace('AppImage', 'jws'))).toMatch(/^1: There is no file/);
    expect(await said('release', 'add', manifest, artifact)).toBe('0: keyroom-1.0.1-linux-x64.AppImage sent.\nRelease 1.0.1 added; it is due nowhere until it is promoted.');
    expect(await said('release', 'add', manifest, artifact)).toBe('0: keyroom-1.0.1-linux-x64.AppImage was here already.\nRelease 1.0.1 was here already.');
    expect(await said('release', 'list')).toMatch(/^0: 1\.0\.1: due nowhere; channel stable, signed \d{4}-\d\d-\d\d\.$/);
  });

  test('a file that is not the one that was signed is refused before anything is sent', async () => {
    await writeFile(artifact, 'the pr0gram 1.0.1');
    expect(await said('release', 'add', manifest, artifact)).toBe('1: keyroom-1.0.1-linux-x64.AppImage is not the file that was signed.');
    await writeFile(artifact, 'the program 1.0.1');
  });

  test('status --sites names every desk, also one that was never heard of, and what each last told', async () => {
    expect((await command('status', '--sites')).stdout).toMatch(/^Cebu +Desk 14 +all +– +– +never +– +– +–$/m);
    await desk.request('/v1/update', told());
    const { stdout } = await command('status', '--sites');
    const [head = '', line = ''] = stdout.trimEnd().split('\n');
    expect(head.split(/ {2,}/)).toEqual(['SITE', 'DESK', 'RING', 'VERSION', 'SINCE', 'LAST CONTACT', 'WAITING', 'BUILD', 'LAST UPDATE']);
    expect(line.split(/ {2,}/)).toEqual(['Cebu', 'Desk 14', 'pilot', '1.0.0', '2026-11-01 06:30Z', expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\dZ$/), '12', 'linux-x64-AppImage', '–']);
    await desk.request('/v1/update', told({ outcome: { version: '1.0.1', atUtc: '2026-11-02T00:00:00.000Z', rolledBackFor: null } }));
    expect((await command('status', '--sites')).stdout).toContain('1.0.1 done');
  });

  test('rings are said by name, and taken back', async () => {
    expect(await said('release', 'ring', 'Desk 14', '--site', 'Cebu', '--ring', 'lab')).toBe('0: Desk 14 at Cebu is of the ring lab.');
    expect((await command('status', '--sites')).stdout).toMatch(/Desk 14 +lab/);
    expect(await said('release', 'ring', 'Desk 14', '--site', 'Cebu', '--ring', 'all')).toBe('0: Desk 14 at Cebu is of the ring all.');
    expect((await command('status', '--sites')).stdout).toMatch(/Desk 14 +pilot/);
    await desk.request('/v1/update', told({ build: null }));
    expect(await said('release', 'ring', 'Desk 14', '--site', 'Cebu', '--ring', 'pilot')).toBe('0: Desk 14 at Cebu is of the ring pilot.\nIt does not update itself: each release waits until it is installed there by hand. To take it out: release ring "Desk 14" --site "Cebu" --ring all');
    await desk.request('/v1/update', told());
    expect(await said('release', 'ring', 'Desk 14', '--site', 'Cebu', '--ring', 'all')).toBe('0: Desk 14 at Cebu is of the ring all.');
    expect(await said('release', 'ring', 'Desk 15', '--site', 'Cebu', '--ring', 'lab')).toMatch(/^1: /);
  });

  test('one is promoted, halted and let out again, and told so', async () => {
    expect(await said('release', 'promote', '1.0.1', '--ring', 'pilot')).toMatch(/^1: .*There is no desk in a ring before pilot yet: release ring DESK --site NAME --ring lab$/s);
    expect(await said('release', 'promote', '1.0.1', '--ring', 'all', '--unproved')).toBe('1: 1.0.1 is signed for the ring pilot at most.');
    expect(await said('release', 'promote', '1.0.1', '--ring', 'pilot', '--site', 'Cebu', '--unproved')).toBe('0: 1.0.1 is due in the ring pilot at Cebu.');
    expect(await said('release', 'list')).toMatch(/^0: 1\.0\.1: due in pilot at Cebu; channel stable, /);
    expect(await said('release', 'halt', '1.0.1', '--why', 'the totals are wrong')).toMatch(/^0: 1\.0\.1 is halted\. Desks that run it go on running it/);
    expect(await said('release', 'list')).toMatch(/^0: 1\.0\.1: due in pilot at Cebu; channel stable, signed \S+; halted \S+: the totals are wrong\.$/);
    expect(await said('release', 'halt', '1.0.1')).toMatch(/^0: 1\.0\.1 was halted already at \S+: the totals are wrong\.$/);
    expect(await said('release', 'halt', '1.0.1', '--why', 'the sums are wrong')).toMatch(/^0: 1\.0\.1 was halted already at \S+: the totals are wrong\. Its reason is now: the sums are wrong\.$/);
    expect(await said('release', 'promote', '1.0.1', '--ring', 'pilot', '--unproved')).toMatch(/^1: 1\.0\.1 was halted: the sums are wrong\./);
    expect(await said('release', 'promote', '1.0.1', '--ring', 'pilot', '--unproved', '--resume')).toBe('0: 1.0.1 is due in the ring pilot at all sites.');
    expect(await said('release', 'list')).toMatch(/^0: 1\.0\.1: due in pilot at Cebu, pilot at all sites; /);
    expect(await said('release', 'promote', '1.0.1', '--ring', 'lab')).toBe('0: 1.0.1 is due in the ring lab at all sites but those of which something else was said by name.\nCebu keeps the ring pilot; to change that: release promote 1.0.1 --ring lab --site "Cebu"\nNo desk is in the lab yet: release ring DESK --site NAME --ring lab');
  });

  test('one that nobody needs is removed, and comes back when it is added again', async () => {
    expect(await said('release', 'remove', '1.0.1')).toBe('1: 1.0.1 is due; halt it before its artifacts are removed.');
    await said('release', 'halt', '1.0.1', '--why', 'too old');
    expect(await said('release', 'remove', '1.0.1')).toBe('0: The artifacts of 1.0.1 are removed, 0.0 MiB. The same release added again brings them back.');
    expect(await said('release', 'list')).toMatch(/halted \S+: too old; its artifacts were removed\.$/);
    expect(await said('release', 'add', manifest, artifact)).toBe('0: keyroom-1.0.1-linux-x64.AppImage sent.\nRelease 1.0.1 was here already.');
    expect(await said('release', 'list')).toMatch(/halted \S+: too old\.$/);
  });

  test('the budget of a site is told to its desks', async () => {
    const budget = async (): Promise<unknown> => ((await (await desk.request('/v1/update', told())).json()) as { budgetBytesPerS: unknown }).budgetBytesPerS;
    expect(await budget()).toBe(512 * 1024);
    expect(await said('release', 'budget', '--site', 'Cebu', '--kib-per-second', '64')).toBe('0: Each desk at Cebu fetches ahead with 64 KiB/s at most.');
    expect(await budget()).toBe(64 * 1024);
    expect(await said('release', 'budget', '--site', 'Cebu', '--kib-per-second', 'none')).toBe('0: Each desk at Cebu fetches ahead without a limit.');
    expect(await budget()).toBeNull();
  });

  test.each([['promote', '1.0.1', '--ring', 'everyone'], ['promote', '1.0', '--ring', 'all'], ['promote', '1.0.1'], ['budget', '--site', 'Cebu', '--kib-per-second', '0'], ['budget', '--site', 'Cebu', '--kib-per-second', '1.5'], ['halt', 'latest']])('a slip is told as one: release %s %s', async (...args) => {
    const { exitCode, stderr } = await command('release', ...args);
    expect([exitCode, stderr.includes('    at ')]).toEqual([2, false]);
  });
});
