'use strict';
const { readFileSync, rmSync } = require('node:fs');
const path = require('node:path');
const { getCurrentFuseWire, FuseV1Options } = require('@electron/fuses');

// The first Electron that has the fuse is newer than the runtimes that stand in for tests.
const newestFuse = FuseV1Options.GrantFileProtocolExtraPrivileges;

/**
 * Removes the default app that a runtime taken from a folder still holds: a packed app must not carry it.
 * @param {import('electron-builder').AfterPackContext} context
 */
exports.default = async (context) => {
  rmSync(path.join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
  if (context.electronPlatformName === 'linux') await leaveOutUnknownFuse(context);
};

/**
 * An older runtime than the one that ships may lack the newest fuse; the one that ships must have every fuse.
 * @param {import('electron-builder').AfterPackContext} context
 */
async function leaveOutUnknownFuse({ packager, appOutDir }) {
  const { config } = packager;
  if (config.electronVersion === shippedElectron() || !config.electronFuses) return;
  const wire = await getCurrentFuseWire(path.join(appOutDir, packager.appInfo.productFilename));
  if (newestFuse in wire) return;
  console.log(`left out, as Electron ${config.electronVersion} does not have it: fuse grantFileProtocolExtraPrivileges`);
  delete config.electronFuses.grantFileProtocolExtraPrivileges;
}

function shippedElectron() {
  /** @type {{devDependencies: {electron: string}}} */
  const { devDependencies } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8'));
  return devDependencies.electron;
}
