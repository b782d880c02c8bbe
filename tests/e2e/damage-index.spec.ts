import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchOf, deliver, picture, rowsOf, signOnReady, spoilFiles } from './damaged-desk';
import { expect, firstRowFocused, signOn, submitAnything, test } from './station';

test('an index of garbage is built anew, and one that cannot be opened holds nothing up but the list', async ({ centre, site, open }) => {
  await deliver(centre, site, 4);
  const first = await open();
  await signOnReady(first.page);
  site.proxy.cut();
  await first.page.keyboard.press('Enter');
  await submitAnything(first.page);
  await first.page.keyboard.type('Half a company');
  await first.page.keyboard.press('Escape');
  await firstRowFocused(first.page);
  const before = await rowsOf(first.page);
  expect(before).toHaveLength(3);
  await first.app.close();
  const indexed = join(site.profile, 'IndexedDB');
  expect(await spoilFiles(indexed)).toBeGreaterThan(2);

  const second = await open();
  await signOn(second.page);
  await firstRowFocused(second.page);
  expect(await rowsOf(second.page)).toEqual(before);
  await second.app.close();
  await rename(indexed, join(site.folder, 'away'));
  await writeFile(indexed, 'no folder');

  const { page } = await open();
  await signOn(page);
  await expect(page.getByText('The list cannot be built on this desk')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 1');
  await picture(page, '09-index-broken');
  site.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 4, done: 1, kept: 0 });

  await rm(indexed);
  await expect(page.getByTestId('queue-row').first()).toBeVisible({ timeout: 30_000 });
  expect(await rowsOf(page)).toEqual(before);
  expect(await readdir(indexed)).not.toEqual([]);
});
