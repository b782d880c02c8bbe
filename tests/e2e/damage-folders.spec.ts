import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportSchema } from '../../shared/protocol/admin';
import { batchOf, deliver, picture, rowsOf, signOnReady } from './damaged-desk';
import { expect, firstRowFocused, signOn, sourceName, submitAnything, test } from './station';

test('an inbox that was deleted is pulled again; drafts and unsent work stay as they were', async ({ centre, site, open }) => {
  await deliver(centre, site, 5);
  const first = await open();
  await signOnReady(first.page);
  site.proxy.cut();
  await first.page.keyboard.press('Enter');
  await submitAnything(first.page);
  await submitAnything(first.page);
  const drafted = await sourceName(first.page).innerText();
  await first.page.keyboard.type('Half a company');
  await first.page.keyboard.press('Escape');
  await firstRowFocused(first.page);
  const before = await rowsOf(first.page);
  expect(before).toHaveLength(3);
  await first.app.close();
  await rm(join(site.profile, 'desk', 'inbox'), { recursive: true });

  const { page } = await open();
  await signOn(page);
  await expect(page.getByText('No link, and nothing left here')).toBeVisible();
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 2');
  await picture(page, '02-inbox-gone-offline');
  site.proxy.restore();
  await page.keyboard.press('F5');
  await firstRowFocused(page);
  expect(await rowsOf(page)).toEqual(before);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 2', { timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(sourceName(page)).toHaveText(drafted);
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Half a company');
  expect(await batchOf(centre, site)).toEqual({ items: 5, done: 2, kept: 0 });
});

test('a journal that was deleted is told of: what the centre has stays done, what was not sent stands open again', async ({ centre, site, open }) => {
  await deliver(centre, site, 4);
  const first = await open();
  await signOnReady(first.page);
  await first.page.keyboard.press('Enter');
  const done = [await sourceName(first.page).innerText()];
  await submitAnything(first.page);
  await expect(first.page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  site.proxy.cut();
  const unsent = await sourceName(first.page).innerText();
  await submitAnything(first.page);
  await first.page.keyboard.type('Half a company');
  await expect(first.page.getByTestId('draft-state')).toHaveText('draft saved');
  await first.app.close();
  await rm(join(site.profile, 'desk', 'journal'), { recursive: true });

  const { page } = await open();
  await expect(page.getByRole('alert').filter({ hasText: 'journal was missing at the start' })).toBeVisible();
  await signOn(page);
  await firstRowFocused(page);
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0');
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1');
  const rows = await rowsOf(page);
  expect(rows).toHaveLength(3);
  expect([rows[0], rows.filter((row) => row.includes('draft'))]).toEqual([expect.stringContaining(unsent), []]);
  await picture(page, '03-journal-gone');

  site.proxy.restore();
  await page.keyboard.press('F5');
  await page.keyboard.press('Enter');
  for (let item = 0; item < 3; item += 1) {
    done.push(await sourceName(page).innerText());
    await submitAnything(page);
  }
  await expect(page.getByTestId('settled')).toHaveText('Settled: 4', { timeout: 30_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 4, done: 4, kept: 0 });
  const exported = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', site.name, '--format', 'json')));
  expect(exported.items.map((item) => item.source).toSorted()).toEqual(done.toSorted());
});
