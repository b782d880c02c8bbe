import { buildAll } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { isStartedDirectly, runProgram, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { buildTrial } from './trial.mjs';
import { openDisplay } from './virtual-display.mjs';

/**
 * Runs updates from one version to another in real Electron, on the screen or a virtual one; resolves with the exit code.
 * @param {readonly string[]} args names of scenarios, and options
 */
export async function runUpdates(args) {
  // Node 20 has its WebSocket behind a flag.
  const program = ['--enable-source-maps', '--experimental-websocket', '--no-warnings', await buildTrial('updates/updates'), ...args];
  if (args.includes('--help')) return runProgram(process.execPath, program);
  await buildAll();
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  const display = await openDisplay();
  try {
    return await runProgram(process.execPath, program, { env: { ...display.env, KEYROOM_BENCH_ELECTRON: executable } });
  } finally {
    await display.close();
  }
}

if (isStartedDirectly(import.meta.url)) runScript(() => runUpdates(process.argv.slice(2)));
