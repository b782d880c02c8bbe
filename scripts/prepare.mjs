import { electronRuntime } from './electron-runtime.mjs';
import { buildAll } from './build.mjs';
import { packageBinary, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

// What `npm ci` runs last. The build must succeed; the runtime may be fetched later, so a blocked download only warns.
async function prepare() {
  if (packageBinary('vite') === undefined) {
    console.log('Installed without the development packages: nothing is built here.');
    return;
  }
  await buildAll();
  try {
    const { executable } = await electronRuntime();
    await ensureSystemLibraries(executable);
  } catch (error) {
    console.warn(`Keyroom is built, but its window cannot be opened yet. ${error instanceof Error ? error.message : String(error)}`);
  }
}

runScript(prepare);
