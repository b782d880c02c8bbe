'use strict';
const { rmSync } = require('node:fs');
const path = require('node:path');

/**
 * Removes the default app that a runtime taken from a folder still holds: a packed app must not carry it.
 * @param {import('electron-builder').AfterPackContext} context
 */
exports.default = async (context) => {
  rmSync(path.join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
};
