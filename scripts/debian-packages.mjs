import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Sees to it that nothing is missing: as root on Debian or a relative the packages are installed, otherwise the one command
 * that does it is printed.
 * @param {() => readonly string[]} missing the Debian packages that are missing now
 * @param {string} purpose what needs them, as the subject of a sentence
 * @returns {boolean} whether nothing is missing any more
 */
export function ensureDebianPackages(missing, purpose) {
  const before = missing();
  if (before.length === 0) return true;
  if (process.getuid?.() === 0 && programPath('apt-get') !== undefined) {
    console.error(`Installing system packages: ${purpose} needs ${before.join(' ')}`);
    installPackages(before);
  }
  const left = missing();
  if (left.length > 0) console.error(`${purpose} ${installAdvice(left)}`);
  return left.length === 0;
}

/**
 * How to install these packages, as the predicate of a sentence.
 * @param {readonly string[]} packages
 */
export function installAdvice(packages) {
  const list = packages.join(' ');
  if (!existsSync('/etc/debian_version')) return `needs these to be installed first (Debian names): ${list}`;
  return `needs this to be run first: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list}`;
}

/**
 * Where on the path a program stands.
 * @param {string} program
 */
export function programPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {readonly string[]} packages */
function installPackages(packages) {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const quietly = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 600_000 };
  spawnSync('apt-get', ['update', '-qq'], quietly);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages.map(currentName)], quietly);
}

/**
 * Newer releases renamed some libraries when their time type grew to 64 bits.
 * @param {string} name
 */
function currentName(name) {
  const { status, stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', `${name}t64`], { encoding: 'utf8' });
  return status === 0 && stdout !== '' ? `${name}t64` : name;
}
