import { AxeBuilder } from '@axe-core/playwright';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { drawnReceipts } from '../support/receipts';
import { lookAtRoom, PICTURES } from './look-at-room';
import { expect, firstRowFocused, MARIA, signOn, test } from './station';


test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('every room is readable in light and dark, and axe finds no violation', async ({ centre, site, open }) => {
  test.slow();
  const { page } = await open();
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await lookAtRoom(page, 'sign-on');
  await signOn(page);
  await expect(page.getByText('Nothing to key')).toBeVisible();
  await lookAtRoom(page, 'queue-empty');

  const { answers } = await deliver(centre, site.name, site.folder);
  await firstRowFocused(page);
  await expect(page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
  await lookAtRoom(page, 'queue-full');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('source').getByRole('img')).toBeVisible();
  const answer = answers.get(await page.getByTestId('source-name').innerText());
  for (const text of [answer?.company ?? '', answer?.date ?? '', answer?.address.slice(0, 20) ?? '']) {
    await page.keyboard.type(text);
    if (text !== answer?.address.slice(0, 20)) await page.keyboard.press('Enter');
  }
  await expect(page.getByTestId('draft-state')).toHaveText('draft saved');
  await lookAtRoom(page, 'entry');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('This field is needed.')).toBeVisible();
  await lookAtRoom(page, 'entry-problem');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
  await lookAtRoom(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F10');
  await expect(page.getByRole('menu', { name: 'Menu' })).toBeVisible();
  await lookAtRoom(page, 'menu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await lookAtRoom(page, 'keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await firstRowFocused(page);
  site.proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'queue-offline');
});

for (const [language, heading] of [['Italiano', 'Coda'], ['Norsk', 'Kø']] as const) {
  test(`the station speaks ${language}, chosen by keys alone`, async ({ open }) => {
    const { page } = await open();
    await signOn(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'All commands' })).toBeVisible();
    await page.keyboard.type(language);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await page.screenshot({ path: join(PICTURES, `queue-empty-${language}.png`) });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations).toEqual([]);
  });
}

/** Two clients' batches of drawn receipts, with different deadlines. */
async function deliver(centre: { command: (...args: string[]) => Promise<string> }, site: string, folder: string) {
  const first = await drawnReceipts(join(folder, 'harbour'), 24, 40);
  const second = await drawnReceipts(join(folder, 'nordlys'), 16, 140);
  const dueAtUtc = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const shared = ['--work-type', 'receipt', '--site', site, '--assign', MARIA.login];
  await centre.command('import', first.folder, '--client', 'Harbour & Vale', '--project', 'Receipts June', '--batch', `${site} HV-0142`, '--due', dueAtUtc(1.2), ...shared);
  await centre.command('import', second.folder, '--client', 'Nordlys Regnskap', '--project', 'Travel claims', '--batch', `${site} NR-0007`, '--due', dueAtUtc(26), ...shared);
  return first;
}
