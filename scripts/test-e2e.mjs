import { join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { buildIfMissing } from './build.mjs';
import { packageApp } from './packaging/package-app.mjs';
import { outFolder } from './project-folders.mjs';
import { isStartedDirectly, runPackageBinary, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { openDisplay } from './virtual-display.mjs';

/**
 * Runs the end-to-end tests on the screen or, without one, on a virtual display; resolves with Playwright's exit code.
 * @param {readonly string[]} args what Playwright takes: files, --grep …
 * @param {Readonly<Record<string, string>>} [extraEnv]
 */
export async function runEndToEndTests(args, extraEnv = {}) {
  const { executable, folder } = await electronRuntime();
  await ensureSystemLibraries(executable);
  const display = await openDisplay();
  try {
    return await runPackageBinary('@playwright/test', 'playwright', ['test', ...args], {
      ...display.env, ELECTRON_OVERRIDE_DIST_PATH: folder, ...extraEnv,
    });
  } finally {
    await display.close();
  }
}

/**
 * Packages what was built as it ships, but for the door that a test driver needs, and gives the executable.
 * @returns {Promise<string>}
 */
export async function inspectableApp() {
  const folder = join(outFolder, 'packages', 'inspectable');
  const [row] = await packageApp(['dir'], { outFolder: folder, inspectable: true });
  if (row?.result !== 'built' || row.file === undefined) throw new Error(`The app could not be packaged for tests: ${row?.notes.join(' ') ?? ''}`);
  return executableIn(join(folder, row.file));
}

/** @param {string} folder */
function executableIn(folder) {
  if (process.platform === 'win32') return join(folder, 'Keyroom.exe');
  return join(folder, process.platform === 'darwin' ? 'Keyroom.app/Contents/MacOS/Keyroom' : 'keyroom');
}

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => {
    await buildIfMissing();
    const args = process.argv.slice(2);
    if (!args.includes('--packaged')) return runEndToEndTests(args);
    return runEndToEndTests(args.filter((arg) => arg !== '--packaged'), { KEYROOM_PACKAGED_APP: await inspectableApp() });
  });
}
