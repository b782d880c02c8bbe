import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './project-folders.mjs';
import { readPublicReleaseKeys } from './releases/public-release-keys.mjs';
import { isStartedDirectly, packageBinary, runScript } from './run-program.mjs';

const configFiles = ['vite.config.ts', 'vite.main.config.ts', 'vite.preload.config.ts', 'vite.server.config.ts'];

/** Where the app looks for the keys that came with it. */
export const builtReleaseKeys = join(projectFolder, 'dist/main/release-keys.json');
const results = ['dist/main/index.cjs', 'dist/renderer/index.html', 'dist/server/keyroom-server.mjs'];

/** Builds the page, Electron's main process and the centre into dist/. */
export async function buildAll() {
  if (packageBinary('vite') === undefined) throw new Error('Keyroom cannot be built here: the development packages are missing. Run `npm ci` without --omit=dev.');
  const keys = await releaseKeys();
  const { build } = await import('vite');
  for (const configFile of configFiles) await build({ configFile: join(projectFolder, configFile), logLevel: 'warn' });
  await putReleaseKeys(keys);
}

/** The public keys that this build's desks trust releases by; null where none were given: then a desk does not update itself. */
async function releaseKeys() {
  const path = process.env['KEYROOM_RELEASE_KEYS'];
  if (path === '') throw new Error('KEYROOM_RELEASE_KEYS is set, but names no file. Give release-keys.json, or unset it for a build that does not update itself.');
  return path === undefined ? null : readPublicReleaseKeys(path, 'KEYROOM_RELEASE_KEYS');
}

/** @param {import('../shared/updates/release-key').ReleaseKeys | null} keys */
async function putReleaseKeys(keys) {
  if (keys !== null) await writeFile(builtReleaseKeys, `${JSON.stringify(keys, null, 2)}\n`);
}

/** Builds everything unless all of it has been built before. */
export async function buildIfMissing() {
  if (results.every((file) => existsSync(join(projectFolder, file)))) return putReleaseKeys(await releaseKeys());
  console.log('Building Keyroom …');
  await buildAll();
}

if (isStartedDirectly(import.meta.url)) runScript(buildAll);
