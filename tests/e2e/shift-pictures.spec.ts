import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { BEN, deliverTo, goToOperator, LENA, test } from './floor-site';
import { lookAtRoom, PICTURES } from './look-at-room';
import { inThreeLanguages } from './speak';
import { expect, firstRowFocused, MARIA, submitAnything } from './station';

const NOTE = 'Page 2 of r-003 is missing, I have asked for it.\nThe client wants dates as they are printed.';

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('pause, shift summary and what a lead reads of them look right in light and dark and three languages, and axe finds no violation', async ({ centre, site, floor }) => {
  test.slow();
  await deliverTo(centre, site, MARIA.login, 4, { batch: 'HV-0142' });
  await centre.command('shift', 'set', '--site', site.name, '--login', MARIA.login, '--zone', 'Asia/Manila', '--days', 'all', '--from', '00:00', '--to', '23:59');
  const maria = await floor.openDesk('desk-maria', MARIA);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  const ben = await floor.openDesk('desk-ben', BEN);
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  await submitAnything(maria.page);
  await submitAnything(maria.page);

  await inThreeLanguages(maria.page, async (name) => {
    await maria.page.keyboard.press('Control+Shift+P');
    await expect(maria.page.getByTestId('pause')).toBeVisible();
    await lookAtRoom(maria.page, `pause-${name}`);
    await maria.page.keyboard.type(MARIA.pin);
    await maria.page.keyboard.press('Enter');
    await expect(maria.page.getByTestId('source-name')).toBeVisible();
    await maria.page.keyboard.press('Control+Shift+S');
    await expect(maria.page.getByTestId('session-figures')).toBeVisible();
    await lookAtRoom(maria.page, `summary-${name}`);
    await maria.page.keyboard.press('Escape');
    await maria.page.keyboard.press('Control+Shift+Q');
    await expect(maria.page.getByRole('dialog')).toBeVisible();
    await maria.page.keyboard.press('Shift+Tab');
    await maria.page.keyboard.insertText(NOTE);
    await lookAtRoom(maria.page, `sign-off-${name}`);
    await maria.page.keyboard.press('Escape');
    await expect(maria.page.getByRole('dialog')).toHaveCount(0);
  });

  maria.proxy.cut();
  await expect(maria.page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  await submitAnything(maria.page);
  await maria.page.keyboard.press('Control+Shift+Q');
  await expect(maria.page.getByTestId('unsent')).toContainText('1 is saved here');
  await lookAtRoom(maria.page, 'sign-off-offline');
  await maria.page.keyboard.press('Shift+Tab');
  await maria.page.keyboard.insertText(NOTE);
  await maria.page.keyboard.press('Control+Enter');
  await expect(maria.page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  maria.proxy.restore();
  await ben.page.keyboard.press('Control+Shift+P');

  await expect(operatorRow(lena.page, MARIA.name)).toContainText('signed off', { timeout: 60_000 });
  await expect(operatorRow(lena.page, BEN.name)).toContainText('pause since', { timeout: 30_000 });
  await inThreeLanguages(lena.page, async (name) => {
    await goToOperator(lena.page, MARIA.name);
    await lookAtRoom(lena.page, `presence-${name}`);
    await lena.page.keyboard.press('Enter');
    await expect(lena.page.getByRole('dialog').getByTestId('session')).toBeVisible();
    await lookAtRoom(lena.page, `operator-${name}`);
    await lena.page.keyboard.press('Escape');
    await lena.page.keyboard.press('n');
    await expect(lena.page.getByTestId('note')).toBeVisible();
    await lookAtRoom(lena.page, `notes-${name}`);
    await lena.page.keyboard.press('Escape');
    await expect(lena.page.getByRole('dialog')).toHaveCount(0);
  });
});

function operatorRow(page: Page, name: string) {
  return page.getByTestId('operators-row').filter({ hasText: name });
}
