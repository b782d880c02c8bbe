import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportJWK, generateKeyPair } from 'jose';
import { loadTypeScript } from '../load-typescript.mjs';
import { readPublicReleaseKeys } from './public-release-keys.mjs';
import { usageError } from './release-usage.mjs';

/**
 * Makes the two halves of a key that releases are signed with; no key is ever written over another.
 * @param {readonly string[]} args
 */
export async function makeReleaseKeys(args) {
  const { values: { out, channel, add } } = parseArgs({ args: [...args], options: { out: { type: 'string' }, channel: { type: 'string' }, add: { type: 'string' } } });
  if (out === undefined) throw usageError('No key made: --out missing.');
  const before = add === undefined ? { channel: channel ?? 'stable', keys: [] } : await readPublicReleaseKeys(add, '--add');
  if (channel !== undefined && channel !== before.channel) throw new Error(`No key made: --channel says ${channel}, and ${add} is for ${before.channel}; a build has one channel.`);
  const [secretFile, publicFile] = [join(out, 'release-key.json'), join(out, 'release-keys.json')];
  if (existsSync(secretFile) || existsSync(publicFile)) throw new Error(`There is a key in ${out} already; it is never overwritten. Choose another folder.`);
  const { secret, publicHalf } = await newKey();
  const keys = await held({ channel: before.channel, keys: [...before.keys, publicHalf] });
  await mkdir(out, { recursive: true, mode: 0o700 });
  await writeFile(secretFile, asText(secret), { mode: 0o600, flag: 'wx' });
  await writeFile(publicFile, asText(keys), { flag: 'wx' });
  console.log(`${secretFile} signs; keep it where no centre and no desk can read it.`);
  console.log(`${publicFile} is what desks trust, ${keys.keys.map(({ kid }) => kid).join(', ')}: give it as KEYROOM_RELEASE_KEYS when the app is packaged.`);
}

async function newKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { d, ...half } = await exportJWK(privateKey);
  const publicHalf = { ...half, kid: `release-${randomBytes(6).toString('hex')}` };
  return { publicHalf, secret: { ...publicHalf, d } };
}

/** @param {Readonly<{channel: string, keys: readonly unknown[]}>} told */
async function held(told) {
  const { releaseKeysSchema } = /** @type {typeof import('../../shared/updates/release-key')} */ (await loadTypeScript('shared/updates/release-key.ts'));
  const { success, data } = releaseKeysSchema.safeParse(told);
  if (success) return data;
  if (!releaseKeysSchema.shape.channel.safeParse(told.channel).success) throw new Error(`No key made: --channel says “${told.channel}”; allowed: a word of small letters, digits and dashes.`);
  throw new Error('No key made: a build trusts eight keys at most. Leave out of --add those that sign nothing any more.');
}

/** @param {unknown} value */
function asText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
