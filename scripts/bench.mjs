import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { isStartedDirectly, runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { runTrial } from './trial.mjs';
import { openDisplay } from './virtual-display.mjs';

/** Benches that need neither the built app nor a screen. */
const PURE = ['level'];

/**
 * Builds Keyroom and measures it on the screen or, without one, on a virtual display; resolves with the exit code.
 * @param {readonly string[]} args names of benches, and options
 */
async function runBench(args) {
  const { positionals } = parseArgs({ args: [...args], strict: false, allowPositionals: true, options: { rounds: { type: 'string' }, items: { type: 'string' } } });
  if (positionals.length > 0 && positionals.every((name) => PURE.includes(name))) return runTrial('bench/bench', args);
  await buildAll();
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  const display = await openDisplay();
  try {
    return await runTrial('bench/bench', args, { ...display.env, KEYROOM_BENCH_ELECTRON: executable });
  } finally {
    await display.close();
  }
}

if (isStartedDirectly(import.meta.url)) runScript(() => runBench(process.argv.slice(2)));
