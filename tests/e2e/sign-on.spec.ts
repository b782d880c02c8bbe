import { expect, MARIA, signOff, signOn, startAgain, test } from './station';

test('a wrong PIN is refused in words, and the right one signs on', async ({ open }) => {
  const { page } = await open();
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await page.keyboard.type(MARIA.login);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('PIN')).toBeFocused();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('A PIN has 6 to 12 digits.');
  await page.keyboard.type('999999');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Name or PIN is wrong.');
  await expect(page.getByLabel('PIN')).toHaveValue('');
  await page.keyboard.type(MARIA.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();
  await expect(page.getByText('Nothing to key')).toBeVisible();
});

test('somebody whom the desk does not know cannot sign on without a link, and is told why', async ({ site, open }) => {
  const { page } = await open();
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  site.proxy.cut();
  await page.keyboard.type(MARIA.login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(MARIA.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('you have not signed on at this desk before', { timeout: 30_000 });
});

test('signing off takes the work off the screen and asks for the PIN again', async ({ open }) => {
  const { page } = await open();
  await signOn(page);
  await signOff(page);
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await signOn(page);
});

test('a desk without an enrolment asks for address and code, and names what is wrong with them', async ({ site, centre, open }) => {
  const code = (await centre.command('desk', 'enrol', '--site', site.name)).trim();
  const { page } = await open(['--enrol', '22222222']);
  await expect(page.getByRole('heading', { name: 'Enrol this desk' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('unknown, used or expired');
  await expect(page.getByLabel('Address of the centre')).toHaveValue(site.proxy.url);
  await page.keyboard.press('Tab');
  await page.keyboard.type('SHORT');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Desk 7');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('A code has 8 letters and digits');
  await page.keyboard.type('22222222');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('unknown, used or expired');
  await page.keyboard.type(`${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`);
  await page.keyboard.press('Enter');
  await signOn(page);
  await expect(page.getByText('Desk 7')).toBeVisible();
});

test('a second start on the same profile brings the first to the front and ends', async ({ open, site }) => {
  const first = await open();
  await expect(first.page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  const isShown = () => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.hide()));
  expect(await isShown()).toEqual([false]);
  expect(await startAgain(site)).toEqual({ code: 0, said: expect.stringContaining('its window was brought to the front') });
  await expect.poll(isShown).toEqual([true]);
  await expect(first.page.getByRole('textbox', { name: 'Operator' })).toBeVisible();
});
