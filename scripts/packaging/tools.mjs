import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, installAdvice, programPath } from '../debian-packages.mjs';
import { appImageTools, missingAppImagePackages } from './appimage-tools.mjs';

/**
 * What a target needs beside electron-builder: the environment that names it and what to say of it, or why it cannot be had
 * and what to do about that.
 * @typedef {{kind: 'ready', env: Readonly<Record<string, string>>, notes: readonly string[]} | {kind: 'missing', why: string, remedy: string}} Tools
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
  const find = () => ['7za', '7zz', '7z'].map(programPath).find((path) => path !== undefined);
  if (find() === undefined && canDownload) return asElectronBuilderDoes;
  return fromDebian('tar.gz', () => (find() === undefined ? ['p7zip-full'] : []), () => ready({ ELECTRON_BUILDER_7ZIP_PATH: find() ?? '' }));
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
  const own = () => ready({ CUSTOM_FPM_PATH: join(import.meta.dirname, 'deb-over-dpkg.mjs') }, ['made with dpkg-deb, as there is no fpm here']);
  return fromDebian('deb', () => (programPath('dpkg-deb') === undefined ? ['dpkg'] : []), own);
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
    return { kind: 'missing', why: `KEYROOM_APPIMAGE_RUNTIME names ${runtime}, which is not there`, remedy: 'Correct it or unset it.' };
  }
  if (runtime === undefined && canDownload) return asElectronBuilderDoes;
  const notes = runtime === undefined ? ['its runtime is for tests only: a release needs the real one (KEYROOM_APPIMAGE_RUNTIME)'] : [];
  return fromDebian('AppImage', missingAppImagePackages, () => ready({ APPIMAGE_TOOLS_PATH: appImageTools(arch, runtime) }, notes));
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

/**
 * @param {string} target
 * @param {() => readonly string[]} missing
 * @param {() => Tools} tools
 * @returns {Tools}
 */
function fromDebian(target, missing, tools) {
  if (ensureDebianPackages(missing, `The target ${target}`)) return tools();
  return { kind: 'missing', why: `${missing().join(' and ')} cannot be found`, remedy: `It ${installAdvice(missing())}` };
}
