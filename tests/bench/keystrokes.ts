import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import type { ItemKey } from '../../server/seed/answers';
import { drawnDelivery, WORK_TYPES } from '../support/drawn-items';
import { shippedPlan } from '../support/shipped-plans';
import { Typist } from '../support/typist';
import { realReceiptKeys } from '../support/receipts';
import { openFirstItem, openStation, PROJECT, signOn } from './apps';
import type { Setting } from './bench-setting';

const SERVER = resolve(PROJECT, 'dist/server/keyroom-server.mjs');
const ITEMS = 20;
const SEED = 1000;

/** Most keys for each character of the answers; the lower where dup, defaults and code lists apply. */
const AIMS: Readonly<Record<string, number>> = {
  receipt: 1.1, 'supplier-invoice': 1, 'sales-order': 1, 'new-customer': 1.1, questionnaire: 1, 'time-sheet': 1,
};

declare global {
  interface Window {
    keyEvents: number;
  }
}

type Counted = Readonly<{ characters: number; keys: number; plainKeys: number }>;

/**
 * Key events that each work type takes, counted in the running app over drawn documents in file order, for each character
 * of the answers (as printed, codes where printed, nothing for what is worked out), beside a plain web form.
 */
export async function keystrokes(setting: Setting): Promise<void> {
  const { centre, report } = setting;
  const all: Counted[] = [];
  for (const workType of WORK_TYPES) {
    const siteId = await centre.addSite(workType);
    await centre.addOperators(siteId, ['maria']);
    const { counted, answers } = await keyed(setting, workType);
    all.push(counted);
    tell(setting, workType, counted, AIMS[workType] ?? 1.1);
    report.add({ name: `${workType}: characters that the document before has there, too`, value: 100 * repeatedShare(answers), unit: '%', samples: answers.length });
  }
  const real = await realReceiptKeys();
  if (real.length > 0) report.add({ name: 'real receipts: characters that the document before has there, too', value: 100 * repeatedShare(real), unit: '%', samples: real.length });
  const sum = (of: keyof Counted): number => all.reduce((total, each) => total + each[of], 0);
  report.add({ name: 'keys under those of a plain form, over all', value: 100 * (1 - sum('keys') / sum('plainKeys')), unit: '%', aim: 15, atLeast: true, note: `${sum('keys')} against ${sum('plainKeys')}` });
  report.closeWith(`total ${(sum('keys') / sum('characters')).toFixed(3)}`);
}

async function keyed({ centre, url, folder }: Setting, workType: string): Promise<Readonly<{ counted: Counted; answers: readonly ItemKey[] }>> {
  const delivery = join(folder, workType);
  const keys = await drawnDelivery(delivery, workType, ITEMS, SEED);
  await promisify(execFile)(process.execPath, [
    SERVER, 'import', delivery, '--client', 'Nordlys', '--project', workType, '--work-type', workType, '--site', workType, '--assign', 'maria', '--data', centre.dataFolder,
  ]);
  const { app, page } = await openStation(url, await centre.enrolmentCode(workType), join(folder, `${workType} desk`));
  try {
    await signOn(page, 'maria');
    await openFirstItem(page);
    await page.evaluate(countKeys);
    const typist = new Typist(page, shippedPlan(workType));
    const answers: ItemKey[] = [];
    for (let item = 0; item < ITEMS; item += 1) answers.push(await keyNext(page, typist, keys));
    const counted = { characters: sumOf(answers, charactersOf), keys: await page.evaluate(() => window.keyEvents), plainKeys: sumOf(answers, plainKeysOf) };
    return { counted, answers };
  } finally {
    await app.close();
  }
}

async function keyNext(page: Page, typist: Typist, keys: ReadonlyMap<string, ItemKey>): Promise<ItemKey> {
  const source = await page.getByTestId('source-name').innerText();
  const answers = keys.get(source);
  if (answers === undefined) throw new Error(`no answers for ${source}`);
  await typist.key(answers);
  await page.getByText(`${source} saved`).waitFor();
  return answers;
}

/** Key presses without bare modifiers: Ctrl and Enter together are one. */
function countKeys(): void {
  window.keyEvents = 0;
  const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta']);
  window.addEventListener('keydown', ({ key }) => {
    if (!modifiers.has(key)) window.keyEvents += 1;
  }, { capture: true });
  // Signs that a keyboard of this test has no key for arrive as text alone.
  window.addEventListener('input', (event) => {
    if (event instanceof InputEvent && event.isTrusted && event.inputType === 'insertText' && /[^ -~]/.test(event.data ?? '')) window.keyEvents += 1;
  }, { capture: true });
}

/** What is printed of the fields that are keyed. */
function printedOf({ fields, stored, computed }: ItemKey): readonly string[] {
  return Object.keys(stored).filter((address) => !computed.includes(address) && stored[address] !== '').map((address) => fields[address] ?? stored[address] ?? '');
}

function charactersOf(answers: ItemKey): number {
  return printedOf(answers).reduce((sum, text) => sum + Array.from(text).length, 0);
}

/** A plain form: every character, Tab to each next box, also past empty ones, and one key to submit. Counted, not pressed. */
function plainKeysOf(answers: ItemKey): number {
  const boxes = Object.keys(answers.stored).filter((address) => !answers.computed.includes(address));
  return charactersOf(answers) + boxes.length;
}

/**
 * How much of what is printed stands at the same place of the document before, by characters, of the fields that both
 * have: what a key that repeats could save.
 */
function repeatedShare(answers: readonly Pick<ItemKey, 'fields'>[]): number {
  let both = 0;
  let same = 0;
  for (const [i, { fields }] of answers.entries()) {
    const before = answers[i - 1]?.fields ?? {};
    for (const [address, text] of Object.entries(fields)) {
      if (before[address] === undefined) continue;
      both += text.length;
      if (before[address] === text) same += text.length;
    }
  }
  return both === 0 ? 0 : same / both;
}

function sumOf(answers: readonly ItemKey[], of: (answers: ItemKey) => number): number {
  return answers.reduce((sum, each) => sum + of(each), 0);
}

function tell({ report }: Setting, workType: string, { characters, keys, plainKeys }: Counted, aim: number): void {
  const note = `${keys} keys for ${characters} characters; a plain form ${(plainKeys / characters).toFixed(3)}`;
  report.add({ name: `${workType}: keys for each character of the answers`, value: keys / characters, unit: '×', samples: ITEMS, aim, note });
}
