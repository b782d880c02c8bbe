import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project-folders.mjs';

/** @typedef {{arch: import('./targets.mjs').Arch, version: string | undefined}} Build */

/** @type {Readonly<Record<string, string>>} */
const endings = { 'tar.gz': '.tar.gz', AppImage: '.AppImage', deb: '.deb', nsis: '.exe', dmg: '.dmg', zip: '.zip' };
/** What formats call a processor. */
const archNames = { x64: ['x64', 'x86_64', 'amd64'], arm64: ['arm64'] };

/**
 * Whether a file is a package of this target, and not something that electron-builder puts beside it.
 * @param {import('./targets.mjs').Target} target
 * @param {string} file
 */
export function isPackage({ kinds }, file) {
  return kinds.some((kind) => endings[kind] !== undefined && file.endsWith(endings[kind]));
}

/**
 * Removes what an earlier run made of the same target: when this one fails, nobody must take that for its result.
 * @param {import('./targets.mjs').Target} target
 * @param {Build} build
 * @param {string} folder
 */
export async function removeFormer(target, { arch, version }, folder) {
  const prefix = `keyroom-${version ?? ownVersion()}-`;
  const archs = target.system === 'mac' ? Object.values(archNames).flat() : archNames[arch];
  const unpacked = target.system === 'mac' ? [arch === 'x64' ? 'mac' : `mac-${arch}`] : [arch === 'x64' ? `${target.system}-unpacked` : `${target.system}-${arch}-unpacked`];
  for (const file of await readdir(folder)) {
    const isFormer = target.name === 'dir'
      ? unpacked.includes(file)
      : isPackage(target, file) && file.startsWith(prefix) && archs.some((name) => file.includes(`-${name}.`));
    if (isFormer) await rm(join(folder, file), { recursive: true, force: true });
  }
}

function ownVersion() {
  /** @type {{version: string}} */
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return version;
}
