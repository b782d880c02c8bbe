import { spawnSync } from 'node:child_process';
import { ensureDebianPackages, programPath } from './debian-packages.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { isStartedDirectly, runScript } from './run-program.mjs';

// Which Debian package brings a library that Electron links to. The first four bring nearly everything else with them.
/** @type {Readonly<Record<string, string>>} */
const packageOfLibrary = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libexpat.so.1': 'libexpat1',
  'libglib-2.0.so.0': 'libglib2.0-0',
};

/**
 * Sees to the system libraries and the virtual display that Electron needs on Linux: as root on Debian or a relative
 * it installs what is missing, otherwise it says what to run.
 * @param {string} executable
 * @returns {Promise<boolean>} whether everything is there now
 */
export async function ensureSystemLibraries(executable) {
  return process.platform !== 'linux' || ensureDebianPackages(() => missingPackages(executable), 'Electron');
}

/**
 * The Debian packages that are missing for this executable to start, with or without a screen.
 * @param {string} executable
 */
export function missingPackages(executable) {
  /** @type {Set<string>} */
  const packages = new Set();
  if (programPath('Xvfb') === undefined) packages.add('xvfb');
  if (programPath('xauth') === undefined) packages.add('xauth');
  for (const library of missingLibraries(executable)) packages.add(packageOfLibrary[library] ?? library);
  return [...packages];
}

/** @param {string} executable */
function missingLibraries(executable) {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').filter((line) => line.includes('not found'));
  return lines.map((line) => line.trim().split(' ')[0] ?? '').filter((name) => name !== '');
}

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => ((await ensureSystemLibraries((await electronRuntime()).executable)) ? 0 : 1));
}
