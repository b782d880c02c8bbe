import { electronRuntime } from './electron-runtime.mjs';
import { buildIfMissing } from './build.mjs';
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

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => {
    await buildIfMissing();
    return runEndToEndTests(process.argv.slice(2));
  });
}
