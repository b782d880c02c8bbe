import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawnReceipts } from '../support/receipts';
import { batchOf, importDelivery, picture, sourcesHere, spoilFiles } from './damaged-desk';
import { expect, firstRowFocused, signOn, sourceName, submitAnything, test } from './station';

test('a page of which no picture comes is keyed all the same; pages spoilt on disk are noticed and fetched again', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 2, 300);
  await writeFile(join(folder, 'claim.png'), await damagedPicture());
  await importDelivery(centre, site, folder);
  const first = await open();
  await signOn(first.page);
  await firstRowFocused(first.page);
  await sourcesHere(first.page);
  await first.page.keyboard.press('Enter');
  await expect(sourceName(first.page)).toHaveText('claim.png');
  await expect(first.page.getByTestId('source').getByRole('alert')).toContainText('its file is damaged, or this desk cannot open it');
  await picture(first.page, '10-no-picture');
  await submitAnything(first.page);
  await expect(first.page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 3, done: 1, kept: 0 });
  await first.app.close();
  const documents = join(site.profile, 'desk', 'documents');
  expect(await spoilFiles(documents)).toBe(3);
  site.proxy.cut();

  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  const source = page.getByTestId('source');
  await expect(source.getByRole('alert')).toContainText('cannot be shown until there is a link to the centre');
  await page.keyboard.type('Keyed from the paper');
  await expect(page.getByTestId('draft-state')).toHaveText('draft saved');
  await picture(page, '01-page-spoilt-offline');
  site.proxy.restore();
  await page.keyboard.press('F5');
  await expect(source.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Keyed from the paper');
});

/** A PNG with a sound beginning and end, as the centre checks it, and nothing but noise between. */
async function damagedPicture(): Promise<Buffer> {
  const bytes = await readFile(join(import.meta.dirname, '../../docs/pictures/sign-on-light.png'));
  return bytes.fill(0xa7, 40, bytes.length - 12);
}
