import type { Page } from '@playwright/test';
import { batchOf, deliver, picture, rowsOf, sourcesHere } from './damaged-desk';
import { expect, firstRowFocused, signOff, signOn, sourceName, submitAnything, test } from './station';
import { SmallDisk } from '../support/small-disk';

const DISK_BYTES = 96 * 1024 * 1024;
const NO_MOUNT = 'only root may mount the small disk that this needs';

let disk: SmallDisk | null = null;
test.beforeEach(({ site }) => {
  disk = SmallDisk.mount(site.profile, DISK_BYTES);
  test.skip(disk === null, NO_MOUNT);
});
test.afterEach(() => {
  disk?.unmount();
  disk = null;
});

test('who signs on or starts Keyroom while the disk is full hears of it, loses nothing, and has the queue once there is room', async ({ centre, site, open }) => {
  if (disk === null) return;
  const first = await open();
  await signOn(first.page);
  await expect(first.page.getByText('Nothing to key')).toBeVisible();
  await signOff(first.page);
  await disk.fill();
  await deliver(centre, site, 3);
  await signOn(first.page);
  await expect(first.page.getByRole('alert').filter({ hasText: 'The disk is full' })).toBeVisible({ timeout: 30_000 });
  await picture(first.page, '06-sign-on-disk-full');
  disk.empty();
  await expect(first.page.getByTestId('queue-row').first()).toBeVisible({ timeout: 40_000 });
  await firstRowFocused(first.page);
  await expect(first.page.getByText('The disk is full')).toHaveCount(0, { timeout: 40_000 });
  site.proxy.cut();
  await first.page.keyboard.press('Enter');
  await submitAnything(first.page);
  await first.app.close();

  await disk.fill();
  const second = await open();
  await signOn(second.page);
  await expect(second.page.getByText('The list cannot be built on this desk')).toBeVisible({ timeout: 30_000 });
  await picture(second.page, '06-started-on-full-disk');
  site.proxy.restore();
  await second.page.keyboard.press('F5');
  await expect.poll(() => batchOf(centre, site), { timeout: 30_000 }).toEqual({ items: 3, done: 1, kept: 0 });
  await second.app.close();
  disk.empty();

  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  expect(await rowsOf(page)).toHaveLength(2);
});

test('what is keyed on a full disk is saved from the reserve, then said not to be, and saved once there is room', async ({ centre, site, open }) => {
  if (disk === null) return;
  await deliver(centre, site, 6);
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await sourcesHere(page);
  await page.keyboard.press('Enter');
  await disk.fill();
  await submitAnything(page);
  await expect(page.getByRole('alert').filter({ hasText: 'The disk is full' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('draft-state')).toHaveText('');
  await picture(page, '06-reserve-in-use');

  // The reserve was given up for the entry; now nothing is left.
  const { unsaved, savedBefore } = await keyUntilNotSaved(page, disk);
  await expect(sourceName(page)).toHaveText(unsaved);
  await picture(page, '06-not-saved');

  disk.empty();
  await expect(page.getByTestId('draft-state')).toHaveText('draft saved', { timeout: 20_000 });
  await expect(page.getByText('this is NOT saved')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${unsaved} saved`);
  await expect(page.getByTestId('settled')).toHaveText(`Settled: ${savedBefore + 2}`, { timeout: 40_000 });
  await expect(page.getByText('The disk is full')).toHaveCount(0, { timeout: 40_000 });
  expect(await batchOf(centre, site)).toEqual({ items: 6, done: savedBefore + 2, kept: 0 });
});

/** Fills the disk and keys items until one is not saved: an index that is given up meanwhile gives its room back, and what is keyed then is saved. */
async function keyUntilNotSaved(page: Page, small: SmallDisk): Promise<Readonly<{ unsaved: string; savedBefore: number }>> {
  const notSaved = page.getByRole('alert').filter({ hasText: 'this is NOT saved' });
  for (let savedBefore = 0; ; savedBefore += 1) {
    await small.fill();
    const unsaved = await sourceName(page).innerText();
    for (const text of ['Shop', '01/02/2024', 'A street', '9.90']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    }
    await expect(page.getByTestId('draft-state')).toHaveText('draft NOT saved');
    await page.keyboard.press('Control+Enter');
    await expect(notSaved.or(page.getByTestId('last-saved').getByText(`${unsaved} saved`))).toBeVisible();
    if ((await notSaved.count()) === 0) continue;
    await expect(notSaved).toBeFocused();
    return { unsaved, savedBefore };
  }
}
