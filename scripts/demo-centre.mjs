import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { projectFolder } from './project-folders.mjs';
import { exitCodeOf } from './run-program.mjs';

/**
 * A running centre. `exited` resolves with its exit code, `stop` asks it to end and waits until it has.
 * @typedef {{url: string, port: number, exited: Promise<number>, stop: () => Promise<void>}} Centre
 */

const program = join(projectFolder, 'dist/server/keyroom-server.mjs');
const startTimeoutMs = 120_000;
const stopTimeoutMs = 15_000;

/**
 * Starts a centre on its data folder, unless one runs there; what it prints goes to a log file beside that folder.
 * @param {string} dataFolder
 * @param {number} [port] 0 lets the system choose one
 * @returns {Promise<Centre>}
 */
export async function startCentre(dataFolder, port = 0) {
  const running = await runningCentre(dataFolder);
  if (running) return running;
  await mkdir(dirname(dataFolder), { recursive: true });
  const logFile = `${dataFolder}.log`;
  const child = spawn(process.execPath, [program, 'start', '--data', dataFolder, '--port', String(port)], { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends us, short of a kill that cannot be caught, ends the centre too.
  process.once('exit', () => child.kill());
  let lastWords = '';
  child.stderr.on('data', (/** @type {Buffer} */ chunk) => { lastWords = chunk.toString().trim().split('\n').at(-1) ?? ''; });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(log, { end: false });
  child.stdout.pipe(log, { end: false });
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal))));
  const stop = () => stopChild(child, exited);
  const url = await listeningUrl(child).catch(async (/** @type {Error} */ error) => {
    await stop();
    throw new Error(`The centre did not start (${lastWords === '' ? error.message : lastWords}). Its log is ${logFile}; \`npm start -- --fresh\` starts over with new data.`);
  });
  return { url, port: Number(new URL(url).port), exited, stop };
}

/**
 * A centre that serves this folder already: that of another demo, or one whose demo was killed. It is used and left alone.
 * @param {string} dataFolder
 * @returns {Promise<Centre | undefined>}
 */
async function runningCentre(dataFolder) {
  for (const { url } of await recordedServers(dataFolder)) {
    const answer = await fetch(new URL('/v1/alive', url)).catch(() => undefined);
    if (answer?.ok) return { url, port: Number(new URL(url).port), exited: new Promise(() => {}), stop: async () => {} };
  }
  return undefined;
}

/**
 * Ends a centre that was left running on this folder, before the folder is thrown away.
 * @param {string} dataFolder
 */
export async function endLeftCentre(dataFolder) {
  for (const { url, pid } of await recordedServers(dataFolder)) {
    const isUp = () => fetch(new URL('/v1/alive', url)).then((answer) => answer.ok, () => false);
    if (!(await isUp())) continue;
    process.kill(pid, 'SIGTERM');
    const deadlineMs = Date.now() + stopTimeoutMs;
    while (Date.now() < deadlineMs && (await isUp())) await sleep(200);
  }
}

/**
 * @param {string} dataFolder
 * @returns {Promise<{url: string, pid: number}[]>}
 */
async function recordedServers(dataFolder) {
  const folder = join(dataFolder, 'run');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
}

/**
 * Gives the running centre of a data folder one command and resolves with what it printed.
 * @param {string} dataFolder
 * @param {readonly string[]} args
 */
export async function centreCommand(dataFolder, args) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--data', dataFolder], { cwd: projectFolder, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`The centre refused \`${args.slice(0, 2).join(' ')}\`: ${said}`, { cause: error });
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<string>}
 */
async function listeningUrl(child) {
  const lines = createInterface({ input: child.stdout });
  const limit = AbortSignal.timeout(startTimeoutMs);
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const url = /listening on (http:\/\/\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`it ended with code ${code ?? 'none'}`)));
    limit.addEventListener('abort', () => reject(new Error(`it was not ready after ${startTimeoutMs / 1000} s`)));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<number>} exited
 */
async function stopChild(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
}
