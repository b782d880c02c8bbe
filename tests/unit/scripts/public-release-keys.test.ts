import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updatesLine } from '../../../scripts/packaging/updates-line.mjs';
import { readPublicReleaseKeys } from '../../../scripts/releases/public-release-keys.mjs';
import { releaseKeysSchema } from '../../../shared/updates/release-key';
import { makeReleaseKeys } from '../../updates/release-keys';

const PACKAGE = resolve(import.meta.dirname, '../../../scripts/package.mjs');

describe('the keys that a build trusts releases by', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  const read = (path: string) => readPublicReleaseKeys(path, 'KEYROOM_RELEASE_KEYS');
  const holding = async (value: unknown): Promise<string> => {
    await writeFile(at('some.json'), typeof value === 'string' ? value : JSON.stringify(value));
    return at('some.json');
  };
  const made = async () => releaseKeysSchema.parse(JSON.parse(await readFile(at('release-keys.json'), 'utf8')));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keyroom-keys-'));
    await makeReleaseKeys(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('are the public ones that were made, and nothing else of their file', async () => {
    const { channel, keys: [key] } = await made();
    expect(await read(await holding({ channel, keys: [{ ...key, note: 'x' }], more: 1 }))).toEqual({ channel, keys: [key] });
  });

  test('are never a private key, wherever it stands', async () => {
    const secret: unknown = JSON.parse(await readFile(at('release-key.json'), 'utf8'));
    const refusal = 'release-key.json is the private key and must never be packaged. Give release-keys.json.';
    await expect(read(at('release-key.json'))).rejects.toThrow(refusal);
    await expect(read(await holding({ channel: 'stable', keys: [...(await made()).keys, secret] }))).rejects.toThrow(refusal);
    await expect(read(await holding({ ...(await made()), backup: { key: secret } }))).rejects.toThrow(refusal);
  });

  test('a package is not begun with a private key, and no line of the refusal shows it', async () => {
    const run = promisify(execFile)(process.execPath, [PACKAGE, 'dir', '--out', at('packages')], { env: { ...process.env, KEYROOM_RELEASE_KEYS: at('release-key.json') } });
    const end: unknown = await run.catch((error: unknown) => error);
    expect(end).toMatchObject({ code: 1, stdout: '', stderr: `KEYROOM_RELEASE_KEYS: ${at('release-key.json')} holds a private key. release-key.json is the private key and must never be packaged. Give release-keys.json.\n` });
  });

  test('a file that is missing or holds no keys is named with what it was given by', async () => {
    await expect(read(at('none.json'))).rejects.toThrow(`KEYROOM_RELEASE_KEYS: there is no file ${at('none.json')}.`);
    await expect(read(folder)).rejects.toThrow(`KEYROOM_RELEASE_KEYS: ${folder} cannot be read (EISDIR).`);
    await expect(read(await holding('keys'))).rejects.toThrow(`KEYROOM_RELEASE_KEYS: ${at('some.json')} holds no JSON.`);
    const { channel, keys: [key] } = await made();
    for (const wrong of [null, 7, {}, { channel, keys: [] }, { keys: [key] }, { channel: 'Stable', keys: [key] }, { channel, keys: [{ ...key, x: 'AAAA' }] }]) {
      await expect(read(await holding(wrong))).rejects.toThrow(`KEYROOM_RELEASE_KEYS: ${at('some.json')} is no release-keys.json`);
    }
  });

  test('packaging says whether its packages update themselves, and by which keys', async () => {
    const { keys: [key] } = await made();
    expect(await updatesLine(at('release-keys.json'))).toBe(`updates itself: keys ${key?.kid}, channel stable`);
    expect(await updatesLine(at('none.json'))).toBe('does not update itself: KEYROOM_RELEASE_KEYS is not set');
  });
});
