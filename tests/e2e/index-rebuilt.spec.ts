import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { drawnReceipts } from '../support/receipts';
import { expect, firstRowFocused, MARIA, signOn, sourceName, submitAnything, test } from './station';

test('with IndexedDB deleted while closed and offline the same queue, drafts and unsent work come back', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 8, 500);
  await centre.command(
    'import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'receipt', '--site', site.name, '--assign', MARIA.login,
  );
  const first = await open();
  await signOn(first.page);
  await firstRowFocused(first.page);
  await expect(first.page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
  site.proxy.cut();
  await expect(first.page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  await first.page.keyboard.press('Enter');
  await submitAnything(first.page);
  await submitAnything(first.page);
  const drafted = await sourceName(first.page).innerText();
  await first.page.keyboard.type('Half a company');
  await first.page.keyboard.press('Escape');
  await firstRowFocused(first.page);
  const before = await queueOf(first.page);
  expect(before.rows.length).toBe(6);
  await first.app.close();

  const indexed = join(site.profile, 'IndexedDB');
  expect(existsSync(indexed)).toBe(true);
  await rm(indexed, { recursive: true });

  const second = await open();
  await signOn(second.page);
  await firstRowFocused(second.page);
  expect(await queueOf(second.page)).toEqual(before);
  await second.page.keyboard.press('Enter');
  await expect(sourceName(second.page)).toHaveText(drafted);
  await expect(second.page.getByRole('textbox', { name: 'Company' })).toHaveValue('Half a company');
  await expect(second.page.getByTestId('source').getByRole('img')).toBeVisible();
});

async function queueOf(page: Page): Promise<{ rows: string[]; savedHere: string }> {
  const rows = page.getByRole('grid', { name: 'Queue' }).getByTestId('queue-row');
  const texts = await rows.evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll('.cell-source, .cell-position, .cell-state')].map((c) => c.textContent).join(' ')));
  return { rows: texts, savedHere: await page.getByTestId('saved-here').innerText() };
}
