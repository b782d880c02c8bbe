import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installAdvice } from '../debian-packages.mjs';
import { projectFolder } from '../project-folders.mjs';
import { signingOf } from './signing.mjs';
import { appImageMaker, debMaker, sevenZip } from './tools.mjs';

/** @typedef {'x64' | 'arm64'} Arch */
/** @typedef {{runtime: import('../electron-runtime.mjs').ElectronRuntime, arch: Arch}} Setting */
/** @typedef {{name: string, system: 'linux' | 'win' | 'mac', kinds: readonly string[], tools?: (setting: import('./tools.mjs').ToolSetting) => import('./tools.mjs').Tools}} Target */
/**
 * How a target is built here, or why it is not and what to do about that.
 * @typedef {{kind: 'build', args: readonly string[], env: Readonly<Record<string, string>>, notes: readonly string[]} | {kind: 'leftOut', why: string, remedy: string}} Plan
 */

const host = process.platform === 'win32' ? 'win' : process.platform === 'darwin' ? 'mac' : 'linux';

/** All that can be asked for. A disk image and the archive for updates are made of one signed app. */
export const targets = /** @type {readonly Target[]} */ ([
  { name: 'dir', system: host, kinds: ['dir'] },
  { name: 'tar.gz', system: 'linux', kinds: ['tar.gz'], tools: sevenZip },
  { name: 'AppImage', system: 'linux', kinds: ['AppImage'], tools: appImageMaker },
  { name: 'deb', system: 'linux', kinds: ['deb'], tools: debMaker },
  { name: 'nsis', system: 'win', kinds: ['nsis'] },
  { name: 'mac', system: 'mac', kinds: ['dmg', 'zip'] },
]);

/**
 * The Debian packages that a target's tools would come from, as far as it can be built here at all.
 * @param {Target} target
 * @param {Setting} setting
 * @returns {readonly string[]}
 */
export function missingFor(target, setting) {
  const tools = obstacleOf(target, setting) === undefined ? toolsOf(target, setting) : undefined;
  return tools?.kind === 'missing' ? tools.packages : [];
}

/**
 * Says how a target is built on this machine.
 * @param {Target} target
 * @param {Setting} setting
 * @returns {Plan}
 */
export function planOf(target, setting) {
  const obstacle = obstacleOf(target, setting);
  if (obstacle !== undefined) return { kind: 'leftOut', ...obstacle };
  const tools = toolsOf(target, setting);
  if (tools.kind === 'wrong') return { kind: 'leftOut', why: tools.why, remedy: tools.remedy };
  if (tools.kind === 'missing') return { kind: 'leftOut', why: `not installed: ${tools.packages.join(', ')}`, remedy: `It ${installAdvice(tools.packages)}` };
  const signing = signingOf(target.system);
  const electron = electronOf(target, setting);
  const archs = target.system === 'mac' && target.name !== 'dir' ? ['--x64', '--arm64'] : [`--${setting.arch}`];
  return {
    kind: 'build',
    args: [`--${target.system}`, ...target.kinds, ...archs, ...electron.args],
    env: { ...tools.env, ...signing.env },
    notes: [...electron.notes, ...tools.notes, ...signing.notes],
  };
}

/**
 * @param {Target} target
 * @param {Setting} setting
 * @returns {import('./tools.mjs').Tools}
 */
function toolsOf({ tools }, { runtime, arch }) {
  return tools?.({ canDownload: runtime.kind === 'official', arch }) ?? { kind: 'ready', env: {}, notes: [] };
}

/**
 * @param {Target} target
 * @param {Setting} setting
 * @returns {{why: string, remedy: string} | undefined}
 */
function obstacleOf({ system }, { runtime, arch }) {
  if (system === 'linux' && host !== 'linux') return { why: 'Linux packages are made on Linux', remedy: 'Run this on Linux.' };
  if (system === 'mac' && host !== 'mac') return { why: 'disk images and signing need macOS', remedy: 'Run this on a Mac.' };
  if (isOwn(system, arch) || runtime.kind !== 'stand-in') return undefined;
  const what = system === 'win' ? 'Electron for Windows and NSIS' : `Electron for ${arch}`;
  return { why: `${what} cannot be downloaded here`, remedy: `Run this where GitHub can be reached${system === 'win' ? ', or on Windows' : ''}.` };
}

/**
 * The runtime that is here is packed where it fits; for another system electron-builder downloads the official one.
 * @param {Target} target
 * @param {Setting} setting
 */
function electronOf({ system, name }, { runtime, arch }) {
  if (!isOwn(system, arch) || (system === 'mac' && name !== 'dir')) return { args: [], notes: [] };
  const shipped = shippedElectron();
  const notes = runtime.version === shipped ? [] : [`trial, not for shipping: Electron ${runtime.version} instead of ${shipped}`];
  return { args: [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`], notes };
}

/**
 * @param {Target['system']} system
 * @param {Arch} arch
 */
function isOwn(system, arch) {
  return system === host && arch === process.arch;
}

function shippedElectron() {
  /** @type {{devDependencies: {electron: string}}} */
  const { devDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return devDependencies.electron;
}
