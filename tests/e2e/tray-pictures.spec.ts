import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { BEN, deliverTo, goToOperator, LENA, moveTo, test, type FloorDesk } from './floor-site';
import { lookAtRoom, PICTURES } from './look-at-room';
import { speak } from './speak';
import { expect, firstRowFocused, MARIA, sourceName, submitAnything } from './station';

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('every state of the tray is readable in light and dark and three languages, and axe finds no violation', async ({ centre, site, floor }) => {
  test.slow();
  await deliverTo(centre, site, MARIA.login, 3, { batch: 'HV-0142' });
  const maria = await floor.openDesk('desk-maria', MARIA);
  const ben = await floor.openDesk('desk-ben', BEN);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  const { page } = lena;
  await page.keyboard.press('Alt+3');
  await expect(page.getByText('Nothing is kept')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'tray-empty');

  // Both key the same three items: Maria without a link, Ben with one, and Ben is there first.
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  await cut(maria);
  await page.keyboard.press('Alt+2');
  await expect(page.getByTestId('operators-row').filter({ hasText: MARIA.name })).toContainText('3', { timeout: 30_000 });
  await goToOperator(page, MARIA.name);
  await moveTo(page, BEN.name);
  await expect(ben.page.getByText('3 items to key')).toBeVisible({ timeout: 30_000 });
  await firstRowFocused(ben.page);
  await ben.page.keyboard.press('Enter');
  for (const amount of ['12.40', '9.90', '9.90']) {
    await keyOther(ben.page, amount);
    await submitAnything(maria.page);
  }
  await expect(ben.page.getByText('Saved here, not settled: 0')).toBeVisible({ timeout: 30_000 });
  maria.proxy.restore();
  await maria.page.keyboard.press('F5');
  await expect(page.getByTestId('floor-kept')).toContainText('3 kept entries', { timeout: 60_000 });
  await page.keyboard.press('Alt+3');
  await expect(page.getByTestId('tray-row')).toHaveCount(3);
  await lookAtRoom(page, 'tray-to-decide');

  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tray-differences')).toContainText('fields differ', { timeout: 30_000 });
  await expect(page.getByRole('img')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'tray-opened');
  await page.keyboard.press('d');
  await lookAtRoom(page, 'tray-differences');
  await page.keyboard.press('d');
  await page.keyboard.press('s');
  await expect(page.getByTestId('tray-decided')).toContainText('It counts as a second key', { timeout: 30_000 });
  await cut(lena);
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await expect(page.getByTestId('tray-waiting')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Without the centre only what surrounds the entries is here')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'tray-offline');
  lena.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByTestId('tray-waiting')).toHaveCount(0, { timeout: 30_000 });
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tray-differences')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('p');
  await expect(page.getByText('used', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('replaced', { exact: true })).toBeVisible();
  await lookAtRoom(page, 'tray-decided');
  await expect(ben.page.getByText('gave its place to another entry')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(ben.page, 'tray-told');

  for (const [language, heading] of [['Italiano', 'Lavoro conservato'], ['Norsk', 'Beholdt arbeid']] as const) {
    await speak(page, language);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('tray-differences')).toBeVisible({ timeout: 30_000 });
    await lookAtRoom(page, `tray-${language}`);
  }
});

async function keyOther(page: Page, amount: string): Promise<void> {
  for (const text of ['Shop & Co', '01/02/2024', 'A street 7', amount]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  const source = await sourceName(page).innerText();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${source} saved`);
}

async function cut({ page, proxy }: FloorDesk): Promise<void> {
  proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
}
