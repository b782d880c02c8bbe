import type { Page } from '@playwright/test';
import { readFile, writeFile, copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exportSchema } from '../../shared/protocol/admin';
import { drawnReceipts } from '../support/receipts';
import { expect, firstRowFocused, MARIA, signOn, sourceName, test, type Site } from './station';

const FORMS = resolve(import.meta.dirname, 'forms');

test('fields go on by themselves, repeat, carry, skip and check as their form says, and a form that changes leaves a begun item alone', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 4, 700);
  await centre.command('forms', 'add', join(FORMS, 'parcel.form.json'));
  await importBatch(centre, site, folder, 'first');
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  const first = await sourceName(page).innerText();

  // Full at five digits: the keys go on by themselves, and an Enter out of habit does no harm. A letter is refused.
  await page.keyboard.type('12x345');
  await expect(box(page, 'Carrier')).toBeFocused();
  await expect(box(page, 'Number')).toHaveValue('12345');
  await page.keyboard.press('Enter');
  await expect(box(page, 'Carrier')).toBeFocused();
  await page.keyboard.type('Posten');
  await page.keyboard.press('Enter');
  await page.keyboard.type('segr');
  await expect(page.getByRole('option', { name: 'MXP Milano Segrate' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Depot' })).toHaveValue('MXP');
  await page.keyboard.type('y');
  await expect(box(page, 'Insured for')).toBeFocused();
  await page.keyboard.type('125000');
  await page.keyboard.press('Enter');
  await expect(box(page, 'Insured for')).toHaveValue('1250.00');

  // The line's number comes by itself, a full row opens the next, and an empty one ends the table.
  await expect(box(page, 'Goods 1')).toBeFocused();
  await keyAll(page, ['Books', '125', 'Shoes', '0']);
  await expect(box(page, 'No. 2')).toHaveValue('2');
  await expect(page.getByText('A piece weighs something.')).toBeVisible();
  await expect(box(page, 'Goods 3')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(box(page, 'Printed weight')).toBeFocused();
  await keyAll(page, ['131']);

  // A hard edit keeps the entry here; a soft one is accepted with a reason.
  await page.keyboard.press('Control+Enter');
  await expect(box(page, 'Weight 2')).toBeFocused();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The pieces do not weigh what is printed.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(box(page, 'Printed weight')).toBeFocused();
  await page.keyboard.press('F4');
  await expect(page.getByText('Accepted: As printed on the source')).toBeVisible();

  // Half-keyed, the form changes under it: it finishes as it began, and the next delivery has the new one.
  await addChangedForm(centre, site);
  const second = await drawnReceipts(join(site.folder, 'second'), 1, 800);
  await importBatch(centre, site, second.folder, 'second');
  await page.keyboard.press('F5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${first} saved`);

  // The next item: what is carried is there and passed over, what is asked for is repeated, and what was keyed is taken back.
  const next = await sourceName(page).innerText();
  await expect(box(page, 'Carrier')).toHaveValue('Posten');
  await page.keyboard.type('54321');
  await expect(page.getByRole('combobox', { name: 'Depot' })).toBeFocused();
  await page.keyboard.press('F3');
  await expect(page.getByRole('combobox', { name: 'Depot' })).toHaveValue('MXP');
  await page.keyboard.type('n');
  await expect(box(page, 'Goods 1')).toBeFocused();
  await expect(box(page, 'Insured for')).toHaveCount(0);
  await page.keyboard.press('F3');
  await expect(box(page, 'Goods 1')).toHaveValue('Books');
  await keyAll(page, ['200']);
  await page.keyboard.press('F3');
  await page.keyboard.press('F3');
  await expect(box(page, 'Goods 2')).toHaveValue('Books');
  await expect(box(page, 'Weight 2')).toHaveValue('20.0');
  await page.keyboard.press('Control+Z');
  await expect(box(page, 'Weight 2')).toHaveValue('');
  await page.keyboard.press('Control+Y');
  await expect(box(page, 'Weight 2')).toHaveValue('20.0');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+Backspace');
  await expect(box(page, 'Goods 2')).toHaveValue('');
  await page.keyboard.press('Enter');
  await expect(box(page, 'Printed weight')).toBeFocused();
  await keyAll(page, ['200']);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${next} saved`);

  const items = await exported(centre, 'first');
  expect(items.find(({ source }) => source === first)).toMatchObject({
    values: { number: '12345', carrier: 'Posten', depot: 'MXP', insured: 'yes', insuredFor: '1250.00', printed: '13.1', heavy: 'no' },
    rows: { pieces: [{ line: '1', goods: 'Books', weight: '12.5' }, { line: '2', goods: 'Shoes', weight: '0.5' }] },
    overrides: { weightAgrees: '1' },
  });
  expect(items.find(({ source }) => source === next)).toMatchObject({
    values: { number: '54321', carrier: 'Posten', depot: 'MXP', insured: 'no', insuredFor: '', printed: '20.0' },
    rows: { pieces: [{ line: '1', goods: 'Books', weight: '20.0' }] }, overrides: {},
  });
});

test('an item is set aside, sent back or noted on, each with few keys, and nothing of it is lost', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 3, 900);
  await centre.command('forms', 'add', join(FORMS, 'parcel.form.json'));
  await importBatch(centre, site, folder, `${site.name} batch`);
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  const aside = await sourceName(page).innerText();
  await page.keyboard.type('11111Bring');
  await page.keyboard.press('Control+M');
  await page.keyboard.type('Page two is missing');
  await page.keyboard.press('Enter');
  await page.keyboard.press('F8');
  await page.keyboard.press('2');
  await expect(sourceName(page)).not.toHaveText(aside);
  const back = await sourceName(page).innerText();
  await page.keyboard.type('22222');
  await page.keyboard.press('F9');
  await page.keyboard.press('3');
  await expect(page.getByTestId('last-saved')).toHaveText(`${back} saved`);
  await expect(sourceName(page)).not.toHaveText(back);
  await page.keyboard.press('Escape');
  await firstRowFocused(page);
  const rows = page.getByTestId('queue-row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(aside);
  await expect(rows.nth(1)).toContainText('aside: A page is missing');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(sourceName(page)).toHaveText(aside);
  await expect(box(page, 'Carrier')).toHaveValue('Bring');
  await expect(box(page, 'Note')).toHaveValue('Page two is missing');
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  const [sentBack] = (await exported(centre, `${site.name} batch`)).filter(({ rejectedFor }) => rejectedFor !== null);
  expect(sentBack).toMatchObject({ source: back, rejectedFor: 'duplicate', values: null });
});

type Centre = Readonly<{ command: (...args: readonly string[]) => Promise<string> }>;

async function importBatch(centre: Centre, site: Site, folder: string, batch: string): Promise<void> {
  await centre.command('import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'parcel', '--site', site.name, '--batch', batch, '--assign', MARIA.login);
}

/** The same work type under another form: its number has another name and is asked for last. */
async function addChangedForm(centre: Centre, site: Site): Promise<void> {
  const form = JSON.parse(await readFile(join(FORMS, 'parcel.form.json'), 'utf8')) as { parts: { id: string; label: string }[] };
  const [number, ...rest] = form.parts;
  const changed = { ...form, parts: [...rest, { ...number, label: 'Parcel number' }] };
  await copyFile(join(FORMS, 'depots.csv'), join(site.folder, 'depots.csv'));
  await writeFile(join(site.folder, 'parcel.form.json'), JSON.stringify(changed, null, 2));
  await centre.command('forms', 'add', join(site.folder, 'parcel.form.json'));
}

async function exported(centre: Centre, batch: string) {
  return exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json'))).items;
}

function box(page: Page, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}

async function keyAll(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
}
