import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchOf, deliver, importDelivery, picture, sourcesHere, spoilFiles } from './damaged-desk';
import { expect, firstRowFocused, signOn, submitAnything, test } from './station';

test('pages that were damaged on disk are noticed, keyed without, and fetched again with the link', async ({ centre, site, open }) => {
  await deliver(centre, site, 2);
  const first = await open();
  await signOn(first.page);
  await firstRowFocused(first.page);
  await sourcesHere(first.page);
  await first.app.close();
  expect(await spoilFiles(join(site.profile, 'desk', 'documents'))).toBe(2);
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
  const documents = join(site.profile, 'desk', 'documents');
  expect((await readdir(documents)).filter((name) => !name.endsWith('.part'))).toHaveLength(2);
});

test('a page of which no picture comes says so and is keyed all the same', async ({ centre, site, open }) => {
  const folder = await damagedDelivery(site.folder);
  await importDelivery(centre, site, folder);
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('source').getByRole('alert')).toContainText('its file is damaged, or this desk cannot open it');
  await page.keyboard.type('Half a company');
  await expect(page.getByTestId('draft-state')).toHaveText('draft saved');
  await picture(page, '10-no-picture');
  await page.keyboard.press('Control+a');
  await submitAnything(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 1, done: 1, kept: 0 });
});

/** A PNG with a sound beginning and end, as the centre checks it, and nothing but noise between. */
async function damagedDelivery(siteFolder: string): Promise<string> {
  const folder = join(siteFolder, 'damaged');
  await mkdir(folder);
  const whole = join(import.meta.dirname, '../../docs/pictures/sign-on-light.png');
  const bytes = await readFile(whole);
  bytes.fill(0xa7, 40, bytes.length - 12);
  await writeFile(join(folder, 'claim.png'), bytes);
  return folder;
}
