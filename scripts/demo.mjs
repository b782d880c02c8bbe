import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { centreCommand, endLeftCentre, startCentre } from './demo-centre.mjs';
import { demoBatches, demoOperators, demoSite, receiptsPerBatch } from './demo-data.mjs';
import { demoFolder, projectFolder } from './project-folders.mjs';
import { runProgram } from './run-program.mjs';

/** @typedef {import('./demo-centre.mjs').Centre} Centre */
/** @typedef {{centre: Centre, centreFolder: string, deskFolder: string, enrolCode: string | undefined, deskEnrolled: () => Promise<void>}} Demo */
/** @typedef {{format: number, deskEnrolled: boolean}} DemoState */

const stateFormat = 1;

/** Where the drawn receipts and their answer keys lie, one folder a batch. */
export const samplesFolder = join(demoFolder, 'samples');

/**
 * Opens a demo: draws the receipts, starts its centre and, the first time, sets up site, people and batches.
 * @param {string} folder
 * @param {{fresh?: boolean, port?: number}} [options]
 * @returns {Promise<Demo>} with a code as long as no desk has been enrolled
 */
export async function openDemo(folder, options = {}) {
  const stateFile = join(folder, 'demo.json');
  const centreFolder = join(folder, 'centre');
  const deskFolder = join(folder, 'desk');
  const known = options.fresh === true ? undefined : await readState(stateFile);
  if (!known) {
    await endLeftCentre(centreFolder);
    await removeAll([stateFile, centreFolder, deskFolder]);
  }
  await drawSamples();
  const centre = await startCentre(centreFolder, options.port);
  try {
    if (!known) await setUp(centreFolder);
    const state = known ?? { format: stateFormat, deskEnrolled: false };
    // Written last: a setup that was broken off leaves no state and starts over.
    if (!known) await writeState(stateFile, state);
    const enrolCode = state.deskEnrolled ? undefined : await enrolmentCode(centreFolder);
    const deskEnrolled = () => writeState(stateFile, { ...state, deskEnrolled: true });
    return { centre, centreFolder, deskFolder, enrolCode, deskEnrolled };
  } catch (error) {
    await centre.stop();
    throw error;
  }
}

/** Both deliveries at once: drawing keeps one processor core busy each. */
async function drawSamples() {
  await Promise.all(demoBatches.map(drawBatch));
}

/** @param {import('./demo-data.mjs').DemoBatch} batch */
async function drawBatch({ samples, seed, firstNumber }) {
  const folder = join(samplesFolder, samples);
  if (existsSync(folder)) return;
  console.log(`Drawing ${receiptsPerBatch} receipts (${samples}) …`);
  const unfinished = `${folder}.unfinished`;
  await removeAll([unfinished]);
  await mkdir(unfinished, { recursive: true });
  const args = ['--out', unfinished, '--count', String(receiptsPerBatch), '--seed', String(seed), '--first', String(firstNumber)];
  const code = await runProgram(process.execPath, [join(projectFolder, 'dist/server/draw-samples.mjs'), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new Error('The sample receipts could not be drawn. Run `npm ci` and try again.');
  await rename(unfinished, folder);
}

/** @param {string} centreFolder */
async function setUp(centreFolder) {
  console.log('Setting up the demo centre …');
  await centreCommand(centreFolder, ['site', 'add', demoSite]);
  for (const { login, name, pin, role } of demoOperators) {
    await centreCommand(centreFolder, ['operator', 'add', '--site', demoSite, '--login', login, '--name', name, '--pin', pin, '--role', role]);
  }
  const keyers = demoOperators.filter(({ role }) => role === 'operator').map(({ login }) => login).join(',');
  for (const { client, project, batch, samples, dueInHours } of demoBatches) {
    const due = new Date(Date.now() + dueInHours * 3_600_000).toISOString();
    const whose = ['--client', client, '--project', project, '--work-type', 'receipt', '--site', demoSite];
    await centreCommand(centreFolder, ['import', join(samplesFolder, samples), ...whose, '--due', due, '--batch', batch, '--assign', keyers]);
  }
}

/** @param {string} centreFolder */
async function enrolmentCode(centreFolder) {
  const printed = await centreCommand(centreFolder, ['desk', 'enrol', '--site', demoSite]);
  const code = printed.split('\n').map((line) => line.trim()).find((line) => /^[A-Z0-9]{8}$/i.test(line));
  if (code === undefined) throw new Error('The centre gave no enrolment code. Try `npm start -- --fresh`.');
  return code;
}

/**
 * @param {string} file
 * @returns {Promise<DemoState | undefined>}
 */
async function readState(file) {
  try {
    /** @type {DemoState} */
    const state = JSON.parse(await readFile(file, 'utf8'));
    return state.format === stateFormat ? state : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {DemoState} state
 */
async function writeState(file, state) {
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** @param {readonly string[]} paths */
async function removeAll(paths) {
  for (const path of paths) await rm(path, { recursive: true, force: true });
}
