'use strict';
// Packed as default_app.asar into the stand-in runtime, which comes without one: loads the app named on the
// command line, as Electron's own default app does for `electron PATH`.
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

// What Electron's own default app uses and its type declarations leave out.
/** @typedef {typeof app & {_setDefaultAppPaths?: (folder: string) => void, setAppPath: (folder: string) => void, setVersion: (version: string) => void}} AppInternals */
/** @typedef {{_preloadModules: (files: string[]) => void, _load: (file: string, parent: unknown, isMain: boolean) => unknown}} ModuleInternals */
const internals = /** @type {AppInternals} */ (app);
const loader = /** @type {ModuleInternals} */ (/** @type {unknown} */ (Module));

/**
 * Splits off `-r FILE` before the app's path: Playwright hands its loader over this way.
 * @param {string[]} commandLine
 */
function parse(commandLine) {
  /** @type {string[]} */ const preload = [];
  /** @type {string[]} */ const args = [];
  for (let i = 0; i < commandLine.length; i++) {
    const arg = commandLine[i] ?? '';
    const beforePath = args.every((earlier) => earlier.startsWith('-'));
    if (beforePath && (arg === '-r' || arg === '--require')) preload.push(path.resolve(commandLine[++i] ?? ''));
    else args.push(arg);
  }
  return { preload, args, appPath: args.find((arg) => !arg.startsWith('-')) };
}

/** @param {string} target */
function takeIdentity(target) {
  const manifest = path.join(target, 'package.json');
  if (!existsSync(manifest)) return path.dirname(target);
  /** @type {{name?: string, productName?: string, version?: string}} */
  const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (version !== undefined) internals.setVersion(version);
  const title = productName ?? name;
  if (title !== undefined) app.setName(title);
  return target;
}

const { preload, args, appPath } = parse(process.argv.slice(1));
if (appPath === undefined) {
  console.error('usage: electron PATH-TO-APP');
  app.exit(64);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
  try {
    const target = path.resolve(appPath);
    const folder = takeIdentity(target);
    if (internals._setDefaultAppPaths) internals._setDefaultAppPaths(folder);
    else internals.setAppPath(folder);
    process.argv.splice(1, process.argv.length - 1, ...args);
    if (preload.length > 0) loader._preloadModules(preload);
    loader._load(require.resolve(target), Module, true);
  } catch (error) {
    console.error('The app could not be loaded:', error);
    app.exit(1);
  }
}
