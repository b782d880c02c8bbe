import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDebianPackages } from '../debian-packages.mjs';
import { electronRuntime } from '../electron-runtime.mjs';
import { packageBinary, runProgram } from '../run-program.mjs';
import { isPackage, removeFormer } from './artifacts.mjs';
import { missingFor, planOf, targets } from './targets.mjs';

/** @typedef {{arch?: import('./targets.mjs').Arch, version?: string | undefined, inspectable?: boolean, quick?: boolean, outFolder: string}} PackageOptions */
/** @typedef {{target: string, result: 'built' | 'left out' | 'failed', file?: string, sizeBytes?: number, sha256?: string, notes: readonly string[]}} Row */

const buildTimeoutMs = 15 * 60 * 1000;
/** Packed loosely: for tests, which want it soon. */
const quickEnv = { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1' };
const downloadFailed = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|getaddrinfo|socket hang up|fetch failed|status code (?:40[37]|5\d\d)|Response code/i;

/**
 * Packages what was built into dist/, each target by itself, so that one that fails does not stop the others. What comes of
 * it is also written to packages.json beside the packages.
 * @param {readonly string[]} names
 * @param {PackageOptions} options
 */
export async function packageApp(names, options) {
  const arch = options.arch ?? (process.arch === 'arm64' ? 'arm64' : 'x64');
  const setting = { runtime: await electronRuntime(), arch };
  await mkdir(options.outFolder, { recursive: true });
  /** @type {Row[]} */
  const rows = [];
  const wanted = targets.filter(({ name }) => names.includes(name));
  ensureDebianPackages(() => wanted.flatMap((target) => missingFor(target, setting)), 'Packaging');
  for (const target of wanted) rows.push(...await packageTarget(target, setting, options));
  await writeFile(join(options.outFolder, 'packages.json'), `${JSON.stringify(rows, null, 2)}\n`);
  return rows;
}

/**
 * @param {import('./targets.mjs').Target} target
 * @param {import('./targets.mjs').Setting} setting
 * @param {PackageOptions} options
 * @returns {Promise<readonly Row[]>}
 */
async function packageTarget(target, setting, options) {
  const plan = planOf(target, setting);
  if (plan.kind === 'leftOut') return [{ target: target.name, result: 'left out', notes: [`${plan.why}. ${plan.remedy}`] }];
  await removeFormer(target, { arch: setting.arch, version: options.version }, options.outFolder);
  const work = await mkdtemp(join(options.outFolder, '.building-'));
  try {
    const log = join(options.outFolder, `${target.name}.log`);
    console.log(`Packaging ${target.name} …`);
    const code = await runElectronBuilder([...plan.args, ...optionArgs(options), `-c.directories.output=${work}`], { ...plan.env, ...(options.quick === true ? quickEnv : {}) }, log);
    if (code !== 0) return [failure(target.name, log)];
    await rm(log, { force: true });
    return await takeOver(target, work, options.outFolder, plan.notes);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * What the shipped app does not have stands here and nowhere else: another version, and the door for a test driver.
 * @param {PackageOptions} options
 */
function optionArgs({ version, inspectable, quick }) {
  return [
    ...(version === undefined ? [] : [`-c.extraMetadata.version=${version}`]),
    ...(inspectable === true ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ...(quick === true ? ['-c.deb.compression=gz'] : []),
  ];
}

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} env
 * @param {string} log
 */
async function runElectronBuilder(args, env, log) {
  const program = packageBinary('electron-builder');
  if (program === undefined) throw new Error('electron-builder is not installed. Run `npm ci` first.');
  const file = await open(log, 'w');
  try {
    return await runProgram(process.execPath, [program, '--config', 'electron-builder.yml', '--publish', 'never', ...args], {
      env: { ...process.env, ...env }, stdio: ['ignore', file.fd, file.fd], timeout: buildTimeoutMs,
    });
  } finally {
    await file.close();
  }
}

/**
 * A download that could not be had is the machine's fault and not the project's.
 * @param {string} target
 * @param {string} log
 * @returns {Row}
 */
function failure(target, log) {
  const text = readFileSync(log, 'utf8');
  if (downloadFailed.test(text)) {
    return { target, result: 'left out', notes: [`A download that it needs could not be had; ${log} says which. Run this where GitHub can be reached.`] };
  }
  const told = text.split('\n').filter((line) => /⨯|error/i.test(line)).slice(0, 3).join(' ').trim();
  return { target, result: 'failed', notes: [`${told === '' ? 'electron-builder ended with an error' : told}. All it said is in ${log}.`] };
}

/**
 * Moves what was built out of the work folder, in place of what was there.
 * @param {import('./targets.mjs').Target} target
 * @param {string} work
 * @param {string} outFolder
 * @param {readonly string[]} notes
 * @returns {Promise<readonly Row[]>}
 */
async function takeOver(target, work, outFolder, notes) {
  const { name } = target;
  const entries = await readdir(work, { withFileTypes: true });
  const wanted = entries.filter((entry) => (name === 'dir' ? entry.isDirectory() && !entry.name.startsWith('.') : entry.isFile() && !entry.name.startsWith('builder-')));
  /** @type {Row[]} */
  const rows = [];
  for (const { name: file } of wanted) {
    const path = join(outFolder, file);
    await rm(path, { recursive: true, force: true });
    await rename(join(work, file), path);
    if (name === 'dir') rows.push({ target: name, result: 'built', file, sizeBytes: await folderBytes(path), notes });
    else if (isPackage(target, file)) rows.push({ target: name, result: 'built', file, sizeBytes: (await stat(path)).size, sha256: await sha256Of(path), notes });
  }
  return rows.length > 0 ? rows : [{ target: name, result: 'failed', notes: ['electron-builder ended well and left no package'] }];
}

/**
 * @param {string} folder
 * @returns {Promise<number>}
 */
async function folderBytes(folder) {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sum += (await stat(join(entry.path, entry.name))).size;
  }
  return sum;
}

/** @param {string} file */
async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
