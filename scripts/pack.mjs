import { buildIfMissing } from './build.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { runPackageBinary, runScript } from './run-program.mjs';

/** Packs the app with electron-builder; arguments are electron-builder's own, such as `--linux dir`. */
async function pack() {
  await buildIfMissing();
  const { folder, version, kind } = await electronRuntime();
  const args = ['--config', 'electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)];
  if (kind === 'stand-in') {
    console.warn(`This package is a trial and not for shipping: it holds the stand-in Electron ${version} instead of the official one.`);
    args.push(`-c.electronDist=${folder}`, `-c.electronVersion=${version}`);
  }
  return runPackageBinary('electron-builder', 'electron-builder', args);
}

runScript(pack);
