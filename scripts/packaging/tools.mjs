import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from '../debian-packages.mjs';
import { appImageTools, missingAppImagePackages } from './appimage-tools.mjs';

/**
 * What a target needs beside electron-builder: the environment that names it and what to say of it, the Debian packages that
 * would bring it, or a wrong word in the environment and what to do about it.
 * @typedef {{kind: 'ready', env: Readonly<Record<string, string>>, notes: readonly string[]} | {kind: 'missing', packages: readonly string[]} | {kind: 'wrong', why: string, remedy: string}} Tools
 */
/** @typedef {{canDownload: boolean, arch: 'x64' | 'arm64'}} ToolSetting whether electron-builder's own downloads are known to work */

const asElectronBuilderDoes = ready({});

/**
 * 7-Zip, for tar.gz.
 * @param {ToolSetting} setting
 * @returns {Tools}
 */
export function sevenZip({ canDownload }) {
  if (isGiven('ELECTRON_BUILDER_7ZIP_PATH')) return asElectronBuilderDoes;
  const program = ['7za', '7zz', '7z'].map(programPath).find((path) => path !== undefined);
  if (program !== undefined) return ready({ ELECTRON_BUILDER_7ZIP_PATH: program });
  return canDownload ? asElectronBuilderDoes : { kind: 'missing', packages: ['p7zip-full'] };
}

/**
 * fpm, for deb; where there is none, our own over dpkg-deb.
 * @param {ToolSetting} setting
 * @returns {Tools}
 */
export function debMaker({ canDownload }) {
  if (isGiven('CUSTOM_FPM_PATH')) return asElectronBuilderDoes;
  const fpm = programPath('fpm');
  if (fpm !== undefined) return ready({ CUSTOM_FPM_PATH: fpm });
  if (canDownload) return asElectronBuilderDoes;
  if (programPath('dpkg-deb') === undefined) return { kind: 'missing', packages: ['dpkg'] };
  return ready({ CUSTOM_FPM_PATH: join(import.meta.dirname, 'deb-over-dpkg.mjs') }, ['made with dpkg-deb, as there is no fpm here']);
}

/**
 * mksquashfs, desktop-file-validate and the AppImage runtime.
 * @param {ToolSetting} setting
 * @returns {Tools}
 */
export function appImageMaker({ canDownload, arch }) {
  if (isGiven('APPIMAGE_TOOLS_PATH')) return asElectronBuilderDoes;
  const runtime = process.env['KEYROOM_APPIMAGE_RUNTIME'] || undefined;
  if (runtime !== undefined && !existsSync(runtime)) {
    return { kind: 'wrong', why: `KEYROOM_APPIMAGE_RUNTIME names ${runtime}, which is not there`, remedy: 'Correct it or unset it.' };
  }
  if (runtime === undefined && canDownload) return asElectronBuilderDoes;
  const packages = missingAppImagePackages();
  if (packages.length > 0) return { kind: 'missing', packages };
  const notes = runtime === undefined ? ['its runtime is for tests only: a release needs the real one (KEYROOM_APPIMAGE_RUNTIME)'] : [];
  return ready({ APPIMAGE_TOOLS_PATH: appImageTools(arch, runtime) }, notes);
}

/** @param {string} name */
function isGiven(name) {
  return (process.env[name] ?? '').trim() !== '';
}

/**
 * @param {Readonly<Record<string, string>>} env
 * @param {readonly string[]} [notes]
 * @returns {Tools}
 */
function ready(env, notes = []) {
  return { kind: 'ready', env, notes };
}
