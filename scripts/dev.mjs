import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, createServer } from 'vite';
import { startCentre } from './demo-centre.mjs';
import { demoOperators } from './demo-data.mjs';
import { openDemo } from './demo.mjs';
import { electronFlags } from './desk.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { demoFolder, projectFolder } from './project-folders.mjs';
import { runScript } from './run-program.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { hasDisplay } from './virtual-display.mjs';

/** @typedef {import('./demo-centre.mjs').Centre} Centre */

/**
 * Builds once, then again at each change; resolves after the first build, `onRebuilt` is for the later ones.
 * @param {string} configFile
 * @param {() => Promise<void>} onRebuilt
 * @returns {Promise<() => Promise<void>>} stops watching
 */
async function watchBuild(configFile, onRebuilt) {
  const watcher = await build({ configFile: join(projectFolder, configFile), mode: 'development', logLevel: 'warn', build: { watch: {} } });
  if (!('on' in watcher)) throw new Error('Vite did not start to watch.');
  let builds = 0;
  // One restart after another, so that a quick second change does not start a second program.
  let queue = Promise.resolve();
  await new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') void event.result.close();
      if (event.code === 'ERROR') console.error(`[dev] ${configFile}: ${event.error.message}`);
      if (event.code !== 'END') return;
      builds += 1;
      if (builds === 1) return resolve(undefined);
      queue = queue.then(onRebuilt).catch((error) => console.error(`[dev] ${error instanceof Error ? error.message : String(error)}`));
    });
  });
  return () => watcher.close();
}

/** Everything with hot reload: the page at once, the desk and the centre by a restart when their code changes. */
async function dev() {
  if (!hasDisplay()) throw new Error('There is no screen here. Start it in a desktop session, or run `xvfb-run -a npm run dev`.');
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  let restartCentre = async () => {};
  let restartDesk = async () => {};
  const stopServerWatch = await watchBuild('vite.server.config.ts', () => restartCentre());
  const stopMainWatch = await watchBuild('vite.main.config.ts', () => restartDesk());
  const stopPreloadWatch = await watchBuild('vite.preload.config.ts', () => restartDesk());
  const demo = await openDemo(demoFolder);
  const page = await createServer({ configFile: join(projectFolder, 'vite.config.ts') });
  await page.listen();
  const pageUrl = page.resolvedUrls?.local[0] ?? '';
  const [{ login, pin }] = demoOperators;
  console.log(`[dev] page ${pageUrl}, centre ${demo.centre.url}, sign on as ${login} with PIN ${pin}`);

  let centre = demo.centre;
  restartCentre = async () => {
    console.log('[dev] the centre changed: restarting it');
    await centre.stop();
    centre = await startCentre(demo.centreFolder, demo.centre.port);
  };
  const closed = new Promise((resolve) => {
    const desk = runDesk(executable, deskFlags(demo), pageUrl, resolve);
    restartDesk = desk.restart;
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, desk.close);
  });
  await closed;
  await demo.deskEnrolled();
  await Promise.all([stopServerWatch(), stopMainWatch(), stopPreloadWatch(), page.close()]);
  await centre.stop();
}

/** @param {import('./demo.mjs').Demo} demo */
function deskFlags(demo) {
  const flags = ['--server', demo.centre.url, '--profile', demo.deskFolder];
  return demo.enrolCode === undefined ? flags : [...flags, '--enrol', demo.enrolCode];
}

/**
 * @param {string} executable
 * @param {readonly string[]} flags
 * @param {string} pageUrl
 * @param {(value: undefined) => void} onClosed called when the window is closed, not at a restart
 */
function runDesk(executable, flags, pageUrl, onClosed) {
  const start = () => {
    const child = spawn(executable, [...electronFlags(), projectFolder, ...flags], { cwd: projectFolder, stdio: 'inherit', env: { ...process.env, VITE_DEV_SERVER_URL: pageUrl } });
    child.once('exit', () => { if (child !== restarting) onClosed(undefined); });
    return child;
  };
  let current = start();
  // Whose end is a restart, not the end of the day.
  let restarting = /** @type {typeof current | undefined} */ (undefined);
  const restart = async () => {
    console.log('[dev] the desk changed: restarting it');
    restarting = current;
    const ended = new Promise((resolve) => current.once('exit', resolve));
    current.kill();
    await ended;
    current = start();
  };
  return { restart, close: () => void current.kill() };
}

runScript(dev);
