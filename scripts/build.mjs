import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './project-folders.mjs';
import { isStartedDirectly, packageBinary, runScript } from './run-program.mjs';

const configFiles = ['vite.config.ts', 'vite.main.config.ts', 'vite.preload.config.ts', 'vite.server.config.ts'];
const results = ['dist/main/index.cjs', 'dist/renderer/index.html', 'dist/server/keyroom-server.mjs'];

/** Builds the page, Electron's main process and the centre into dist/. */
export async function buildAll() {
  if (packageBinary('vite') === undefined) throw new Error('Keyroom cannot be built here: the development packages are missing. Run `npm ci` without --omit=dev.');
  const { build } = await import('vite');
  for (const configFile of configFiles) await build({ configFile: join(projectFolder, configFile), logLevel: 'warn' });
  await putReleaseKeys();
}

/** The public keys that this build's desks trust releases by; without them a desk does not update itself. */
async function putReleaseKeys() {
  const keys = process.env['KEYROOM_RELEASE_KEYS'];
  if (keys === undefined) return;
  await copyFile(keys, join(projectFolder, 'dist/main/release-keys.json'));
}

/** Builds everything unless all of it has been built before. */
export async function buildIfMissing() {
  if (results.every((file) => existsSync(join(projectFolder, file)))) return putReleaseKeys();
  console.log('Building Keyroom …');
  await buildAll();
}

if (isStartedDirectly(import.meta.url)) runScript(buildAll);
