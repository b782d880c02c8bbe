import { join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { buildIfMissing } from './build.mjs';
import { projectFolder } from './project-folders.mjs';
import { isStartedDirectly, runProgram, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { hasDisplay } from './virtual-display.mjs';

const headless = join(projectFolder, 'dist/main/headless.cjs');
const noDisplay = 'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it in a desktop session, or run `xvfb-run -a npm run desk -- …`.';

/**
 * Opens the desk app with the given flags and resolves with its exit code when it is closed.
 * @param {readonly string[]} flags
 * @param {AbortSignal} [signal] closes the app early
 */
export async function openDesk(flags, signal) {
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  return runProgram(executable, [...electronFlags(), projectFolder, ...flags], signal ? { signal } : {});
}

/** The flags that Electron itself needs here: Chromium's sandbox refuses to run as root. */
export function electronFlags() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

if (isStartedDirectly(import.meta.url)) {
  runScript(async () => {
    const flags = process.argv.slice(2);
    // A diagnosis opens no window: it is made on a machine without a screen, too.
    if (flags.includes('--diagnose')) {
      await buildIfMissing();
      return runProgram(process.execPath, [headless, ...flags]);
    }
    if (!hasDisplay()) throw new Error(noDisplay);
    await buildIfMissing();
    return openDesk(flags);
  });
}
