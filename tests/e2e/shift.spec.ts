import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deliverTo, goToOperator, LENA, test } from './floor-site';
import { expect, firstRowFocused, killStation, MARIA, openStation, signOn, sourceName, submitAnything } from './station';

/** What `submitAnything` presses: four texts, each with Enter, and the key that submits. */
const KEYSTROKES_AN_ITEM = 31;
const NOTE = 'Page 2 of r-003 is missing; asked for it. Kjære Ola, ring før kl. 9.';

test('a shift from sign-on to sign-off: pause, summary, note; the lead sees the same figures and reads the note', async ({ centre, site, floor }) => {
  test.slow();
  await deliverTo(centre, site, MARIA.login, 3);
  const maria = await floor.openDesk('desk-maria', MARIA);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  const { page } = maria;
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await submitAnything(page);
  await submitAnything(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 2', { timeout: 30_000 });

  // A pause covers what is being keyed; the wrong PIN brings nothing back, the right one all of it.
  const third = await sourceName(page).innerText();
  await page.keyboard.type('Shop');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByTestId('pause')).toContainText(`${MARIA.name}, since`);
  await expect(page.getByText(third)).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'PIN' })).toBeFocused();
  await goToOperator(lena.page, MARIA.name);
  await expect(operatorRow(lena.page)).toContainText('pause since', { timeout: 30_000 });
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('That is not your PIN');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: 'My queue' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.type(MARIA.pin);
  await page.keyboard.press('Enter');
  await expect(sourceName(page)).toHaveText(third);
  await expect(page.locator('input[name=company]')).toHaveValue('Shop');
  await expect(page.locator('input[name=company]')).toBeFocused();
  await expect(operatorRow(lena.page)).toContainText('keying', { timeout: 30_000 });

  // Both see the same numbers, every one.
  await page.keyboard.press('Control+Shift+S');
  const own = await figuresOf(page);
  expect(own).toMatchObject({ 'items handed in': '2', keystrokes: String(2 * KEYSTROKES_AN_ITEM), 'sent back': '0', refused: '0' });
  expect(Object.keys(own)).toContain('1 pause');
  await lena.page.keyboard.press('Enter');
  await expect.poll(() => figuresOf(lena.page), { timeout: 30_000 }).toEqual(own);
  await lena.page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.locator('input[name=company]')).toBeFocused();

  // Escape goes back to work; one key signs off, from the note, too.
  await page.keyboard.press('Control+Shift+Q');
  await expect(page.getByRole('button', { name: 'Sign off' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sourceName(page)).toHaveText(third);
  await page.keyboard.press('Control+Shift+Q');
  await expect(page.getByRole('button', { name: 'Sign off' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type(NOTE);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();

  await expect(operatorRow(lena.page)).toContainText('signed off', { timeout: 30_000 });
  await lena.page.keyboard.press('Enter');
  const dialog = lena.page.getByRole('dialog', { name: MARIA.name });
  await expect(dialog.getByTestId('session')).toHaveCount(1);
  await expect(dialog).toContainText('signed off');
  await expect(dialog).toContainText(NOTE);
  const { 'signed on': _until, ...ended } = await figuresOf(lena.page);
  const { 'signed on, up to the last entry': _before, ...before } = own;
  expect(ended).toEqual(before);
  await lena.page.keyboard.press('Escape');
  await lena.page.keyboard.press('n');
  await expect(lena.page.getByTestId('note')).toHaveText(new RegExp(`^${MARIA.name}.*${NOTE.replaceAll('.', '\\.')}$`));
  await lena.page.keyboard.press('Escape');

  // The draft is there for the next session, which is another one.
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[name=company]')).toHaveValue('Shop');
  await page.keyboard.press('Control+Shift+S');
  await expect.poll(() => figuresOf(page)).toMatchObject({ 'items handed in': '0', keystrokes: '0' });
  expect(await centre.command('check')).toMatch(/^\d+ items and \d+ sessions agree with/);
});

test('a session that a power cut ended reads as not signed off, and the next one is another', async ({ centre, site, floor }) => {
  test.slow();
  await deliverTo(centre, site, MARIA.login, 3);
  const maria = await floor.openDesk('desk-maria', MARIA);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  await submitAnything(maria.page);
  await expect(maria.page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  await killStation(maria.app);
  const again = await openStation(['--profile', join(site.folder, 'desk-maria')]);
  await signOn(again.page);
  await firstRowFocused(again.page);
  await goToOperator(lena.page, MARIA.name);
  await lena.page.keyboard.press('Enter');
  const sessions = lena.page.getByRole('dialog', { name: MARIA.name }).getByTestId('session');
  await expect(sessions).toHaveCount(2, { timeout: 30_000 });
  await expect(sessions.nth(0)).toContainText('keying; last heard');
  await expect(sessions.nth(1)).toContainText('not signed off; last heard');
  await again.app.close();
});

function operatorRow(page: Page) {
  return page.getByTestId('operators-row').filter({ hasText: MARIA.name });
}

/** The figures of the session on screen, by their names. */
async function figuresOf(page: Page): Promise<Readonly<Record<string, string>>> {
  const figures = page.getByTestId('session-figures').first().locator('.figure');
  await expect(figures.first()).toBeVisible();
  const [names, values] = [await figures.locator('dt').allInnerTexts(), await figures.locator('dd').allInnerTexts()];
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
}
