import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { exportSchema } from '../../shared/protocol/admin';
import { drawnReceipts } from '../support/receipts';
import { expect, firstRowFocused, MARIA, signOn, sourceName, test } from './station';

test('an entry with flags, a hard edit, several pages and the palette is keyed without a mouse', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 3, 700);
  await mkdir(join(folder, 'a claim'));
  await rename(join(folder, 'receipt-001.jpg'), join(folder, 'a claim', 'front.jpg'));
  await rename(join(folder, 'receipt-002.jpg'), join(folder, 'a claim', 'back.jpg'));
  const batch = `${site.name} claims`;
  await centre.command(
    'import', folder, '--client', 'Nordlys', '--project', batch, '--work-type', 'receipt', '--site', site.name,
    '--batch', batch, '--assign', MARIA.login,
  );
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(sourceName(page)).toHaveText('a claim');
  await expect(page.getByText('page 1/2')).toBeVisible();
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByText('page 2/2')).toBeVisible();
  await page.keyboard.press('Alt+9');
  await expect(page.getByText('fit page')).toBeVisible();

  await page.keyboard.type('  Æbleskiver & Søn AS ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('31/02/2024');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Date' })).toBeFocused();
  await expect(page.getByText('The calendar has no such day.')).toBeVisible();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await expect(page.getByText('The calendar has no such day.')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  await page.keyboard.type('not present');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Total' })).toBeFocused();
  await page.keyboard.type('$1,250.40');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText('a claim saved');
  await expect(sourceName(page)).toHaveText('receipt-003.jpg');
  await expect(page.getByText('page 1/1')).toBeVisible();
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });

  const exported = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json')));
  expect(exported.items.find((i) => i.source === 'a claim')).toMatchObject({
    values: { company: 'Æbleskiver & Søn AS', date: '31/02/2024', address: '', total: '1250.40' },
    flags: { date: 'illegible', address: 'notPresent' },
  });
  expect(exported.items.find((i) => i.source === 'receipt-003.jpg')?.values).toBeNull();
});

test('a page that was reloaded asks for the PIN again and has lost nothing', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 2, 720);
  await centre.command('import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'receipt', '--site', site.name, '--assign', MARIA.login);
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Kept company');
  await expect(page.getByTestId('draft-state')).toHaveText('draft saved');
  await page.reload();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Kept company');
});
