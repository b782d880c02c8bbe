import { importJWK } from 'jose';
import { loadTypeScript } from '../load-typescript.mjs';
import { readJsonFile } from './read-json-file.mjs';

/** @typedef {import('../../shared/updates/release-key').ReleaseKeys} ReleaseKeys */

/**
 * The public keys of a release-keys.json, and nothing else that stands in it. Throws where a private key is among them, where
 * they are none, or where one is no key: all of these would be found out only on desks.
 * @param {string} path
 * @param {string} named what the user gave the path by
 * @returns {Promise<ReleaseKeys>}
 */
export async function readPublicReleaseKeys(path, named) {
  const told = await readJsonFile(path, named);
  if (holdsPrivateKey(told)) throw new Error(`${named}: ${path} holds a private key. release-key.json is the private key and must never be packaged. Give release-keys.json.`);
  const { releaseKeysSchema } = /** @type {typeof import('../../shared/updates/release-key')} */ (await loadTypeScript('shared/updates/release-key.ts'));
  const { success, data } = releaseKeysSchema.safeParse(told);
  if (!success || data.keys.length === 0 || !(await areKeys(data))) throw new Error(`${named}: ${path} is no release-keys.json, which \`npm run release -- keys\` makes.`);
  return data;
}

/**
 * Wherever it stands: JSON Web Keys name the private half `d`.
 * @param {unknown} value
 * @returns {boolean}
 */
function holdsPrivateKey(value) {
  return typeof value === 'object' && value !== null && ('d' in value || Object.values(value).some(holdsPrivateKey));
}

/** @param {ReleaseKeys} told */
async function areKeys({ keys }) {
  const read = await Promise.all(keys.map((key) => importJWK({ ...key }, 'ES256').then(() => true, () => false)));
  return read.every(Boolean);
}
