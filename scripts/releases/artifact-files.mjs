import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @typedef {import('../../shared/updates/manifest').Artifact} Artifact */
/** @typedef {import('../../shared/updates/manifest').Build} Build */

/**
 * The build that an artifact's file name tells: keyroom-VERSION-SYSTEM-ARCH.EXTENSION.
 * @type {readonly (readonly [RegExp, Build])[]}
 */
const NAMES = [
  [/-linux-(x64|x86_64|amd64)\.AppImage$/, { platform: 'linux', arch: 'x64', target: 'AppImage' }],
  [/-linux-(arm64|aarch64)\.AppImage$/, { platform: 'linux', arch: 'arm64', target: 'AppImage' }],
  [/-linux-(x64|amd64)\.deb$/, { platform: 'linux', arch: 'x64', target: 'deb' }],
  [/-linux-(arm64)\.deb$/, { platform: 'linux', arch: 'arm64', target: 'deb' }],
  [/-win-(x64)\.exe$/, { platform: 'win32', arch: 'x64', target: 'nsis' }],
  [/-win-(arm64)\.exe$/, { platform: 'win32', arch: 'arm64', target: 'nsis' }],
  [/-mac-(x64)\.zip$/, { platform: 'darwin', arch: 'x64', target: 'zip' }],
  [/-mac-(arm64)\.zip$/, { platform: 'darwin', arch: 'arm64', target: 'zip' }],
];

/** Packages that lie beside the others and that no desk is updated from. */
const NOT_INSTALLED = ['tar.gz', 'dmg'];

/**
 * The files that desks are updated from, and a line for each that is left out.
 * @param {readonly string[]} paths
 */
export function sortFiles(paths) {
  const kindOf = (/** @type {string} */ path) => NOT_INSTALLED.find((kind) => path.endsWith(`.${kind}`));
  return {
    wanted: paths.filter((path) => kindOf(path) === undefined),
    leftOut: paths.filter((path) => kindOf(path) !== undefined).map((path) => `${basename(path)} left out: a ${kindOf(path)} is not installed by desks.`),
  };
}

/**
 * What is signed of each file. Throws where one is of another version, where two are of the same build, and where one is not there.
 * @param {string} version
 * @param {readonly string[]} paths
 * @returns {Promise<Artifact[]>}
 */
export async function describeFiles(version, paths) {
  refuseOtherVersions(version, paths);
  refuseSameBuilds(paths);
  return Promise.all(paths.map(describe));
}

/**
 * A slip here would put the files of one version on every desk under the name of another.
 * @param {string} version
 * @param {readonly string[]} paths
 */
function refuseOtherVersions(version, paths) {
  const others = paths.map((path) => basename(path)).filter((fileName) => !fileName.startsWith(`keyroom-${version}-`));
  if (others.length > 0) throw new Error(`Not signed: --version says ${version}, but not so the name of ${others.join(', ')}; artifacts are named keyroom-VERSION-SYSTEM-ARCH.`);
}

/** @param {readonly string[]} paths */
function refuseSameBuilds(paths) {
  /** @type {Map<Build, string>} */
  const byBuild = new Map();
  for (const path of paths) {
    const build = buildOf(path);
    const other = byBuild.get(build);
    if (other !== undefined) throw new Error(`Not signed: ${other} and ${path} are of the same build, ${build.platform}-${build.arch}-${build.target}; give one of them.`);
    byBuild.set(build, path);
  }
}

/** @param {string} path */
function buildOf(path) {
  const build = NAMES.find(([pattern]) => pattern.test(basename(path)))?.[1];
  if (build === undefined) throw new Error(`Not signed: ${basename(path)} does not tell for which system it is; artifacts are named as \`npm run package\` names them.`);
  return build;
}

/**
 * @param {string} path
 * @returns {Promise<Artifact>}
 */
async function describe(path) {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) throw new Error(`Not signed: there is no file ${path}.`);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { ...buildOf(path), fileName: basename(path), sizeBytes: found.size, sha256: hash.digest('hex') };
}
