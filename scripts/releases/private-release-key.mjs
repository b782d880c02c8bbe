import { importJWK } from 'jose';
import { z } from 'zod';
import { loadTypeScript } from '../load-typescript.mjs';
import { readJsonFile } from './read-json-file.mjs';

/**
 * The key that a release is signed with.
 * @param {string} path
 */
export async function readPrivateReleaseKey(path) {
  const told = await readJsonFile(path, '--key');
  const { releaseKeySchema } = /** @type {typeof import('../../shared/updates/release-key')} */ (await loadTypeScript('shared/updates/release-key.ts'));
  const { success, data } = releaseKeySchema.extend({ d: z.string() }).safeParse(told);
  const key = success ? await importJWK(data, 'ES256').catch(() => null) : null;
  if (success && key !== null) return { kid: data.kid, key };
  if (isPublic(told)) throw new Error(`--key: ${path} is the public file; sign with release-key.json.`);
  throw new Error(`--key: ${path} is no release-key.json, which \`npm run release -- keys\` makes.`);
}

/** The file of all public keys, or one of them. @param {unknown} told */
function isPublic(told) {
  return typeof told === 'object' && told !== null && !('d' in told) && ('keys' in told || 'kid' in told);
}
