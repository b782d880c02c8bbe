import { _electron } from '@playwright/test';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { centreCommand } from './demo-centre.mjs';
import { demoBatches, demoOperators } from './demo-data.mjs';
import { openDemo, samplesFolder } from './demo.mjs';
import { electronFlags } from './desk.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { demoFolder, outFolder, projectFolder } from './project-folders.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { openTourLog } from './tour-log.mjs';
import { openDisplay } from './virtual-display.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{company: string, date: string, address: string, total: string}} ReceiptFields */
/** @typedef {import('./tour-log.mjs').TourLog} TourLog */
/** @typedef {{source: string, values: ReceiptFields | null}} ExportedItem */

const itemsToKey = 5;
const tourFolder = join(outFolder, 'tour');

/** Drives a short shift through the real app by keyboard, on data of its own, and leaves screenshots and summary.md in out/tour/. */
export async function driveTour() {
  await rm(tourFolder, { recursive: true, force: true });
  await mkdir(tourFolder, { recursive: true });
  const { executable } = await electronRuntime();
  await ensureSystemLibraries(executable);
  const display = await openDisplay();
  const demo = await openDemo(join(demoFolder, 'tour'), { fresh: true });
  const flags = ['--server', demo.centre.url, '--enrol', demo.enrolCode ?? '', '--profile', demo.deskFolder];
  try {
    const app = await _electron.launch({ executablePath: executable, args: [...electronFlags(), projectFolder, ...flags], chromiumSandbox: electronFlags().length === 0, env: definedOnly(display.env) });
    try {
      const page = await app.firstWindow();
      const log = openTourLog(page, tourFolder);
      const keyed = await shift(page, log);
      await compareWithExport(demo.centreFolder, keyed, log);
      await log.finish();
    } finally {
      await app.close();
    }
  } finally {
    await demo.centre.stop();
    await display.close();
  }
  console.log(`The tour is done: ${join('out', 'tour', 'summary.md')}`);
}

/**
 * @param {Page} page
 * @param {TourLog} log
 */
async function shift(page, log) {
  await page.emulateMedia({ colorScheme: 'light' });
  await signOn(page, log);
  await page.keyboard.press('F1');
  await log.picture('Help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await log.picture('Palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  const keyed = await keyItems(page, log);
  await page.emulateMedia({ colorScheme: 'dark' });
  await log.picture('Entry form, dark');
  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: 'Queue' }).waitFor();
  await log.picture('Queue, dark');
  await page.getByText('Saved here, not settled: 0').waitFor({ timeout: 60_000 });
  log.note(`The status bar at the end: ${(await page.locator('footer').innerText()).trim().replaceAll('\n', ' · ')}`);
  log.note(`Items in the queue at the end: ${await itemsShown(page)}`);
  return keyed;
}

/**
 * @param {Page} page
 * @param {TourLog} log
 */
async function signOn(page, log) {
  const [{ login, pin }] = demoOperators;
  await page.getByRole('textbox', { name: 'Operator' }).focus();
  await log.picture('Sign-on');
  await page.keyboard.type(login);
  await page.getByLabel('PIN').focus();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  const queue = page.getByRole('grid', { name: 'Queue' });
  await queue.getByRole('row').nth(1).waitFor();
  await log.picture('Queue');
  log.note(`Items in the queue at the start: ${await itemsShown(page)}`);
}

/**
 * The grid's rows less the one of its headings.
 * @param {Page} page
 */
async function itemsShown(page) {
  return Number(await page.getByRole('grid', { name: 'Queue' }).getAttribute('aria-rowcount')) - 1;
}

/**
 * Keys items from their answer keys until enough are done.
 * @param {Page} page
 * @param {TourLog} log
 * @returns {Promise<Map<string, ReceiptFields>>} by source file name
 */
async function keyItems(page, log) {
  /** @type {Map<string, ReceiptFields>} */
  const keyed = new Map();
  const keys = await answerKeys();
  while (keyed.size < itemsToKey) {
    const { name, fields } = await shownItem(page, keys, new Set(keyed.keys()));
    const startedAtMs = performance.now();
    await typeFields(page, fields);
    if (keyed.size === 0) await log.picture('Entry form, keyed');
    await page.keyboard.press('Control+Enter');
    await page.getByText(`${name}.jpg saved`).waitFor();
    keyed.set(name, fields);
    log.note(`Keyed ${name} in ${Math.round(performance.now() - startedAtMs)} ms: ${Object.values(fields).join(' · ')}`);
  }
  return keyed;
}

/**
 * @param {Page} page
 * @param {ReceiptFields} fields
 */
async function typeFields(page, fields) {
  await page.getByRole('textbox', { name: 'Company' }).waitFor();
  for (const value of [fields.company, fields.date, fields.address, fields.total]) {
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  }
}

/**
 * Waits until the header names a source file that was not keyed yet.
 * @param {Page} page
 * @param {Map<string, ReceiptFields>} keys
 * @param {ReadonlySet<string>} done
 */
async function shownItem(page, keys, done) {
  const deadlineMs = Date.now() + 30_000;
  while (Date.now() < deadlineMs) {
    const text = (await page.locator('header').allInnerTexts()).join('\n');
    for (const [name, fields] of keys) if (!done.has(name) && text.includes(name)) return { name, fields };
    await page.waitForTimeout(100);
  }
  throw new Error('The tour stopped: no further receipt came up in the entry form.');
}

/** The answer keys of all drawn receipts by source file name. */
async function answerKeys() {
  /** @type {Map<string, ReceiptFields>} */
  const keys = new Map();
  for (const { samples } of demoBatches) {
    const folder = join(samplesFolder, samples);
    for (const file of (await readdir(folder)).filter((each) => extname(each) === '.json')) {
      /** @type {{fields: ReceiptFields}} */
      const { fields } = JSON.parse(await readFile(join(folder, file), 'utf8'));
      keys.set(basename(file, '.json'), fields);
    }
  }
  return keys;
}

/**
 * Sets what the centre exports beside what was keyed: text must be the same to the letter, the total the same amount.
 * @param {string} centreFolder
 * @param {Map<string, ReceiptFields>} keyed
 * @param {TourLog} log
 */
async function compareWithExport(centreFolder, keyed, log) {
  /** @type {ExportedItem[]} */
  const items = [];
  for (const { batch } of demoBatches) {
    const exported = await centreCommand(centreFolder, ['export', '--batch', batch, '--format', 'json']);
    items.push(.../** @type {{items: ExportedItem[]}} */ (JSON.parse(exported)).items.filter((item) => item.values !== null));
  }
  await writeFile(join(tourFolder, 'export.json'), JSON.stringify(items, null, 2));
  const same = items.filter(({ source, values }) => isSame(keyed.get(basename(source, extname(source))), values));
  log.note(`The centre's export holds ${items.length} entries of ${keyed.size} keyed; as keyed: ${same.length} (export.json)`);
}

/**
 * @param {ReceiptFields | undefined} keyed
 * @param {ReceiptFields | null} exported
 */
function isSame(keyed, exported) {
  if (!keyed || !exported) return false;
  const amount = keyed.total.replace(/^[^\d.-]+/, '').replaceAll(',', '');
  return keyed.company === exported.company && keyed.address === exported.address && amount === exported.total && /^\d{4}-\d\d-\d\d$/.test(exported.date);
}

/** @param {NodeJS.ProcessEnv} env */
function definedOnly(env) {
  /** @type {Record<string, string>} */
  const defined = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}
