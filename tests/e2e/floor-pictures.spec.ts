import { mkdir } from 'node:fs/promises';
import { BEN, deliverTo, goToOperator, LENA, moveTo, test } from './floor-site';
import { lookAtRoom, PICTURES } from './look-at-room';
import { speak } from './speak';
import { expect, firstRowFocused, MARIA, submitAnything } from './station';

const KEYED = 4;
/** What a receipt takes a quick operator: a forecast of some minutes is what the pictures are to show. */
const PAUSE_MS = 8_000;

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('every state of the floor is readable in light and dark and three languages, and axe finds no violation', async ({ centre, site, floor }) => {
  test.slow();
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  const { page } = lena;
  await expect(page.getByText('No open work on this floor')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'floor-empty');

  await deliverTo(centre, site, MARIA.login, 22, { batch: 'HV-0142', dueInHours: 0.03 });
  await deliverTo(centre, site, MARIA.login, 8, { client: 'Nordlys Regnskap', batch: 'NR-0007', dueInHours: 26 });
  const maria = await floor.openDesk('desk-maria', MARIA);
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  for (let i = 0; i < KEYED; i += 1) {
    await submitAnything(maria.page);
    await maria.page.waitForTimeout(PAUSE_MS);
  }
  await expect(page.getByTestId('operators-row').filter({ hasText: MARIA.name })).toContainText('/ h', { timeout: 30_000 });
  await lookAtRoom(page, 'floor-full');

  await goToOperator(page, MARIA.name);
  await page.keyboard.press('Space');
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog', { name: 'Move 26 items' })).toBeVisible();
  await lookAtRoom(page, 'floor-reassign');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog', { name: 'Level the floor' })).toBeVisible();
  await lookAtRoom(page, 'floor-level');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('g');
  await expect(page.getByRole('dialog', { name: 'The last eight hours' })).toBeVisible();
  await expect(page.getByTestId('chart-done').getByRole('heading')).toContainText('4 items settled');
  await expect(page.getByTestId('chart-open').getByRole('heading')).toContainText('0 then, 26 now');
  await lookAtRoom(page, 'floor-charts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await goToOperator(page, MARIA.name);
  await page.keyboard.press('i');
  await expect(page.getByTestId('items-row').first()).toBeVisible();
  await lookAtRoom(page, 'floor-items');
  await page.keyboard.press('Backspace');

  lena.proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  await submitAnything(maria.page);
  await page.keyboard.press('Escape');
  await goToOperator(page, MARIA.name);
  await moveTo(page, BEN.name);
  await expect(page.getByText('saved here, waits for the centre')).toBeVisible();
  await lookAtRoom(page, 'floor-waiting');
  lena.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByText('1 item stayed where it was')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(page, 'floor-settled');
  await expect(maria.page.getByTestId('moved')).toBeVisible({ timeout: 30_000 });
  await lookAtRoom(maria.page, 'moved-entry');
  await maria.page.keyboard.press('Escape');
  await expect(maria.page.getByTestId('moved-work')).toBeVisible();
  await lookAtRoom(maria.page, 'moved-queue');

  for (const [language, heading] of [['Italiano', 'Reparto'], ['Norsk', 'Gulvet']] as const) {
    await speak(page, language);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await lookAtRoom(page, `floor-${language}`);
    await goToOperator(page, BEN.name);
    await page.keyboard.press('r');
    await expect(page.getByRole('dialog')).toBeVisible();
    await lookAtRoom(page, `floor-reassign-${language}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
