import { join } from 'node:path';
import { projectFolder } from './project-folders.mjs';
import { packageBinary } from './run-program.mjs';

/**
 * Loads a module that is written in TypeScript, so that a script checks by the very schema that the app goes by.
 * @param {string} file below the project's folder
 * @returns {Promise<unknown>} what the module exports
 */
export async function loadTypeScript(file) {
  if (packageBinary('vite') === undefined) throw new Error('The development packages are missing. Run `npm ci` without --omit=dev.');
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(projectFolder, file), { configFile: false, logLevel: 'warn', root: projectFolder });
  return module;
}
