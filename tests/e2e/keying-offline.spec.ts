import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { exportSchema, statusSchema } from '../../shared/protocol/admin';
import { asStored } from '../support/as-stored';
import { receiptsIn, type ReceiptFields } from '../support/receipts';
import { expect, firstRowFocused, killStation, MARIA, signOn, sourceName, test } from './station';

const ITEMS = 20;
const CUT_AFTER = 5;
const KILLED_IN = 12;

test('twenty documents are keyed through a cut link and a kill, and each comes back exactly once', async ({ centre, site, open }) => {
  const receipts = await receiptsIn(join(site.folder, 'delivery'), ITEMS);
  const batch = `${site.name} receipts`;
  await centre.command(
    'import', receipts.folder, '--client', 'Harbour & Vale', '--project', batch, '--work-type', 'receipt',
    '--site', site.name, '--batch', batch, '--assign', MARIA.login,
  );
  /** What the screen said was saved, in order. */
  const saidSaved: string[] = [];

  const first = await open();
  await signOn(first.page);
  await firstRowFocused(first.page);
  await allSourcesHere(first.page);
  await first.page.keyboard.press('Enter');
  for (let item = 1; item < KILLED_IN; item += 1) {
    saidSaved.push(await keyItem(first.page, receipts.answers));
    if (item === CUT_AFTER) {
      site.proxy.cut();
      await expect(first.page.getByText('Working offline')).toBeVisible();
    }
  }
  const halfKeyed = await sourceName(first.page).innerText();
  const answer = answerOf(receipts.answers, halfKeyed);
  await keyField(first.page, 'Company', answer.company);
  await first.page.keyboard.press('Enter');
  await keyField(first.page, 'Date', answer.date);
  await first.page.keyboard.press('Enter');
  await expect(first.page.getByTestId('draft-state')).toHaveText('draft saved');
  await killStation(first.app);

  const second = await open();
  await signOn(second.page);
  await expect(second.page.getByText('Working offline')).toBeVisible();
  await firstRowFocused(second.page);
  const draftRow = second.page.getByRole('grid', { name: 'Queue' }).getByRole('row').nth(1);
  await expect(draftRow).toContainText(halfKeyed);
  await expect(draftRow).toContainText('draft');
  await second.page.keyboard.press('Enter');
  await expect(sourceName(second.page)).toHaveText(halfKeyed);
  await expect(second.page.getByRole('textbox', { name: 'Company' })).toBeFocused();
  await expect(second.page.getByRole('textbox', { name: 'Company' })).toHaveValue(answer.company);
  await expect(second.page.getByRole('textbox', { name: 'Date' })).toHaveValue(asStored(answer).date.split('-').toReversed().join('/'));
  await second.page.keyboard.press('Control+End');
  await keyField(second.page, 'Address', answer.address);
  await second.page.keyboard.press('Enter');
  await keyField(second.page, 'Total', answer.total);
  saidSaved.push(await submit(second.page, halfKeyed));
  for (let item = KILLED_IN + 1; item <= ITEMS; item += 1) saidSaved.push(await keyItem(second.page, receipts.answers));
  await expect(second.page.getByText('That was the last one.')).toBeVisible();
  const savedHere = numberIn(await second.page.getByTestId('saved-here').innerText());
  expect(savedHere).toBeGreaterThanOrEqual(ITEMS - CUT_AFTER);
  await expect(second.page.getByTestId('settled')).toHaveText(`Settled: ${ITEMS - savedHere}`);

  site.proxy.restore();
  await second.page.keyboard.press('F5');
  await expect(second.page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 90_000 });
  await expect(second.page.getByTestId('settled')).toHaveText(`Settled: ${ITEMS}`);

  const exported = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json')));
  expect(saidSaved.length).toBe(ITEMS);
  expect(new Set(saidSaved).size).toBe(ITEMS);
  expect(exported.items.map((i) => i.source).toSorted()).toEqual(saidSaved.toSorted());
  for (const item of exported.items) {
    expect.soft({ source: item.source, ...item.values }).toEqual({ source: item.source, ...asStored(answerOf(receipts.answers, item.source)) });
    expect.soft(item).toMatchObject({ keyedBy: MARIA.login, desk: 'Desk 14', pass: 'key', flags: {} });
  }
  const status = statusSchema.parse(JSON.parse(await centre.command('status')));
  expect(status.batches.find((b) => b.name === batch)).toMatchObject({ items: ITEMS, done: ITEMS, kept: 0 });
  await centre.command('check');
});

/** The whole queue must be workable offline, so the sources have to be here before the link is cut. */
async function allSourcesHere(page: Page): Promise<void> {
  await expect(page.getByText('Online', { exact: true })).toBeVisible();
  await expect(page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
}

async function keyItem(page: Page, answers: ReadonlyMap<string, ReceiptFields>): Promise<string> {
  const source = await sourceName(page).innerText();
  const { company, date, address, total } = answerOf(answers, source);
  await keyField(page, 'Company', company);
  await page.keyboard.press('Enter');
  await keyField(page, 'Date', date);
  await page.keyboard.press('Enter');
  await keyField(page, 'Address', address);
  await page.keyboard.press('Enter');
  await keyField(page, 'Total', total);
  return submit(page, source);
}

async function keyField(page: Page, label: string, text: string): Promise<void> {
  await expect(page.getByRole('textbox', { name: label })).toBeFocused();
  await page.keyboard.type(text);
}

/** Submits and gives the source's name once the screen says that it is saved. */
async function submit(page: Page, source: string): Promise<string> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${source} saved`);
  return source;
}

function numberIn(text: string): number {
  return Number(/\d+/.exec(text)?.[0]);
}

function answerOf(answers: ReadonlyMap<string, ReceiptFields>, source: string): ReceiptFields {
  const answer = answers.get(source);
  if (answer === undefined) throw new Error(`no answer key for ${source}`);
  return answer;
}
