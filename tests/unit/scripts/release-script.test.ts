import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readManifest } from '../../../shared/updates/read-manifest';
import { releaseKeysSchema, type ReleaseKeys } from '../../../shared/updates/release-key';
import { idOf } from '../../support/desk-fixtures';

const RELEASE = resolve(import.meta.dirname, '../../../scripts/release.mjs');
const endSchema = z.object({ code: z.number().default(0), stdout: z.string(), stderr: z.string() });

/** What the script said, behind its exit code. */
async function said(...args: readonly string[]): Promise<string> {
  const end = endSchema.parse(await promisify(execFile)(process.execPath, [RELEASE, ...args]).catch((error: unknown) => error));
  return `${end.code}: ${(end.code === 0 ? end.stdout : end.stderr).trim()}`;
}

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'keyroom-release-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (...names: readonly string[]): string => join(folder, ...names);
const keysAt = async (path: string): Promise<ReleaseKeys> => releaseKeysSchema.parse(JSON.parse(await readFile(path, 'utf8')));

describe('making a key for releases', () => {
  test('a folder that is not there is made, for its owner alone, and so is the private key', async () => {
    expect(await said('keys', '--out', at('new', 'keys'))).toMatch(/^0: /);
    const modes = await Promise.all([at('new', 'keys'), at('new', 'keys', 'release-key.json')].map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o600]);
  });

  test('no key is written over another, nor beside a half of one', async () => {
    await said('keys', '--out', at('once'));
    const before = await readFile(at('once', 'release-key.json'), 'utf8');
    expect(await said('keys', '--out', at('once'))).toBe(`1: There is a key in ${at('once')} already; it is never overwritten. Choose another folder.`);
    expect(await readFile(at('once', 'release-key.json'), 'utf8')).toBe(before);
    await rm(at('once', 'release-key.json'));
    expect(await said('keys', '--out', at('once'))).toMatch(/^1: There is a key/);
    await expect(stat(at('once', 'release-key.json'))).rejects.toThrow('ENOENT');
  });

  test('a key that takes over is put beside those that were, for the channel that they are for', async () => {
    await said('keys', '--out', at('first'), '--channel', 'beta');
    expect(await said('keys', '--out', at('second'), '--add', at('first', 'release-keys.json'))).toMatch(/^0: /);
    const [first, second] = [await keysAt(at('first', 'release-keys.json')), await keysAt(at('second', 'release-keys.json'))];
    const { kid } = z.object({ kid: z.string() }).parse(JSON.parse(await readFile(at('second', 'release-key.json'), 'utf8')));
    expect([second.channel, second.keys.map((each) => each.kid)]).toEqual(['beta', [first.keys[0]?.kid, kid]]);
    expect(await said('keys', '--out', at('third'), '--channel', 'stable', '--add', at('first', 'release-keys.json'))).toMatch(/^1: No key made: --channel says stable, and \S+ is for beta/);
    expect(await said('keys', '--out', at('third'), '--add', at('first', 'release-key.json'))).toMatch(/^1: --add: \S+ holds a private key\./);
    await expect(stat(at('third'))).rejects.toThrow('ENOENT');
  });

  test('a build trusts eight keys at most', async () => {
    const [key] = (await keysAt(at('first', 'release-keys.json'))).keys;
    await writeFile(at('eight.json'), JSON.stringify({ channel: 'stable', keys: Array.from({ length: 8 }, () => key) }));
    expect(await said('keys', '--out', at('ninth'), '--add', at('eight.json'))).toMatch(/^1: No key made: a build trusts eight keys at most\./);
  });

  test('what is missing is said, then how it is said right', async () => {
    expect(await said('keys')).toMatch(/^1: No key made: --out missing\.\n\n.*npm run release -- keys --out FOLDER/s);
    expect(await said('keys', '--out', at('odd'), '--channel', 'Stable 2')).toMatch(/^1: No key made: --channel says “Stable 2”; allowed: /);
    expect(await said('key')).toMatch(/^1: There is no “key”\./);
    expect(await said('sign', '--help')).toMatch(/^0: Releases are signed where they are built/);
  });
});

describe('signing a release', () => {
  const file = (kind: string): string => at(`keyroom-1.4.0-linux-${kind}`);
  const sign = (...args: readonly string[]): Promise<string> =>
    said('sign', '--key', at('signing', 'release-key.json'), '--version', '1.4.0', '--out', at('out.jws'), ...args);
  const manifest = async () => readManifest((await readFile(at('out.jws'), 'utf8')).trim(), (await keysAt(at('signing', 'release-keys.json'))).keys);

  beforeAll(async () => {
    await said('keys', '--out', at('signing'));
    for (const kind of ['x86_64.AppImage', 'amd64.deb', 'x64.tar.gz']) await writeFile(file(kind), `the program ${kind}`);
  });

  test('says of it what the options say, in a manifest that a desk reads', async () => {
    const sites = [idOf('desk', 1), idOf('desk', 2)];
    const begins = `${new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 16)}Z`;
    expect(await sign('--ring', 'pilot', '--critical', '--sites', sites.join(','), '--not-before', begins, '--valid-days', '7', '--oldest-from', '1.2.0', '--lowest-index', '3', file('amd64.deb'))).toMatch(/^0: /);
    expect(await manifest()).toMatchObject({ ok: true, value: { version: '1.4.0', ring: 'pilot', critical: true, sites, notBeforeUtc: begins.replace('Z', ':00.000Z'), oldestFrom: '1.2.0', lowestIndexVersion: 3 } });
  });

  test('leaves out with a line what lies beside and is not installed by desks', async () => {
    expect(await sign(file('x86_64.AppImage'), file('amd64.deb'), file('x64.tar.gz'))).toMatch(/^0: keyroom-1\.4\.0-linux-x64\.tar\.gz left out: a tar\.gz is not installed by desks\.\n/);
    expect(await manifest()).toMatchObject({ value: { artifacts: [{ target: 'AppImage' }, { target: 'deb' }] } });
    expect(await sign(file('x64.tar.gz'))).toBe('1: Not signed: there is no artifact that desks install.');
  });

  test.each([
    ['--version', 'one'], ['--ring', 'everybody'], ['--channel', 'Stable'], ['--not-before', 'tomorrow'], ['--not-before', '2026-02-31T06:00Z'], ['--not-before', '2999-01-01T00:00Z'], ['--sites', 'Cebu'], ['--sites', ''],
    ['--valid-days', 'soon'], ['--valid-days', '0'], ['--valid-days', '1.5'], ['--oldest-from', '1'], ['--oldest-from', '1.4.0'], ['--lowest-index', 'none'], ['--out', 'release.txt'],
  ])('is refused with the option and what it may say: %s %s', async (option, value) => {
    await rm(at('out.jws'), { force: true });
    const line = await sign(option, value, file('amd64.deb'));
    expect(line).toMatch(new RegExp(`^1: Not signed: ${option} says “${value.replaceAll('.', '\\.')}”; allowed: [^\\n]+$`));
    await expect(stat(at('out.jws'))).rejects.toThrow('ENOENT');
  });

  test('a file is signed once, and one build of it', async () => {
    await writeFile(file('x64.AppImage'), 'the same build by another name');
    for (const other of [file('x86_64.AppImage'), file('x64.AppImage')]) {
      expect(await sign(file('x86_64.AppImage'), other)).toBe(`1: Not signed: ${file('x86_64.AppImage')} and ${other} are of the same build, linux-x64-AppImage; give one of them.`);
    }
  });

  test('a file that is not there, or holds nothing, is named', async () => {
    expect(await sign(file('arm64.deb'))).toBe(`1: Not signed: there is no file ${file('arm64.deb')}.`);
    await writeFile(file('arm64.deb'), '');
    expect(await sign(file('arm64.deb'))).toMatch(/^1: Not signed: the manifest does not hold\.\n {2}artifacts\.0\.sizeBytes: /);
  });

  test('only the private key signs, and what else was given is said', async () => {
    const by = (key: string): Promise<string> => sign('--key', key, file('amd64.deb'));
    expect(await by(at('signing', 'release-keys.json'))).toBe(`1: --key: ${at('signing', 'release-keys.json')} is the public file; sign with release-key.json.`);
    expect(await by(at('none.json'))).toBe(`1: --key: there is no file ${at('none.json')}.`);
    await writeFile(at('odd.json'), '{"d": 1}');
    expect(await by(at('odd.json'))).toMatch(/^1: --key: \S+ is no release-key\.json/);
  });

  test('what is missing is said, then how it is said right', async () => {
    expect(await sign()).toMatch(/^1: Not signed: the artifacts missing\.\n\n.*npm run release -- sign/s);
    expect(await said('sign', '--version', '1.4.0', file('amd64.deb'))).toMatch(/^1: Not signed: --key, --out missing\./);
  });
});
