import type { Page } from '@playwright/test';
import { exportSchema } from '../../shared/protocol/admin';
import { BEN, deliverTo, goToOperator, LENA, moveTo, test, type FloorDesk } from './floor-site';
import { expect, firstRowFocused, MARIA, signOff, sourceName, submitAnything, type Site } from './station';
import type { RunningCentre } from '../support/running-centre';

const ITEMS = 9;

test('two operators key a pool by get-next: nobody gets the same item, one cut off waits calmly and goes on, and what goes back to the pool is keyed by the other', async ({ centre, site, floor }) => {
  test.slow();
  await setPolicy(centre, site, '--assign', 'pool', '--cherry-picking', 'no', '--max-held', '3');
  const maria = await floor.openDesk('desk-maria', MARIA);
  const ben = await floor.openDesk('desk-ben', BEN);
  await expect(maria.page.getByText('Nothing to key')).toBeVisible({ timeout: 30_000 });
  const batch = await deliverTo(centre, site, null, ITEMS);

  // The pool fills, and each desk asks for two by itself.
  await expect(maria.page.getByText('2 items to key')).toBeVisible({ timeout: 30_000 });
  await expect(ben.page.getByText('2 items to key')).toBeVisible({ timeout: 30_000 });

  // No cherry-picking: the second one does not open, and it says why.
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('ArrowDown');
  await maria.page.keyboard.press('Enter');
  await expect(maria.page.getByText('keyed in their order')).toBeVisible();
  await maria.page.keyboard.press('Home');

  // Get next: a third, which is as many as one may hold; a fourth does not come.
  await maria.page.keyboard.press('n');
  await expect(maria.page.getByText('3 items to key')).toBeVisible({ timeout: 30_000 });
  await maria.page.keyboard.press('n');
  await expect(maria.page.getByText('You hold as many items as this project lets one hold')).toBeVisible();

  // Cut off, Maria keys what she has and waits; her ask goes out when the link is back.
  await maria.page.keyboard.press('Enter');
  await cut(maria);
  const byMaria: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    byMaria.push(await sourceName(maria.page).innerText());
    await submitAnything(maria.page);
  }
  await expect(maria.page.getByRole('heading', { name: 'Waiting for the link' })).toBeVisible();

  const byBen: string[] = [];
  for (let i = 0; i < 3; i += 1) byBen.push(await keyNext(ben.page));
  maria.proxy.restore();
  await maria.page.keyboard.press('F5');
  await firstRowFocused(maria.page);
  await expect(maria.page.getByText(/^[12] items? to key$/)).toBeVisible({ timeout: 30_000 });

  // The lead gives Maria's items back to the pool; Ben gets and keys them.
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  await expect(lena.page.getByTestId('batches-row').filter({ hasText: batch })).toBeVisible({ timeout: 60_000 });
  await signOff(maria.page);
  await goToOperator(lena.page, MARIA.name);
  await moveTo(lena.page, 'Back to the pool');
  await expect.poll(async () => (await settled()).length, { timeout: 30_000 }).toBe(6);
  for (let i = 0; i < ITEMS - 6; i += 1) byBen.push(await keyNext(ben.page));
  await expect(ben.page.getByRole('heading', { name: 'No work in the pool' })).toBeVisible({ timeout: 30_000 });
  const done = await settled();
  expect(new Set([...byMaria, ...byBen]).size).toBe(ITEMS);
  expect(Object.fromEntries(done.map((item) => [item.source, item.keyedBy]))).toEqual({
    ...Object.fromEntries(byMaria.map((source) => [source, MARIA.login])), ...Object.fromEntries(byBen.map((source) => [source, BEN.login])),
  });
  expect(await centre.command('explain', `${batch}/${byBen[0]}`)).toContain(`${BEN.login} asked for work and was given it`);
  expect(await centre.command('check')).toContain('agree');

  async function settled() {
    return exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json'))).items.filter((item) => item.keyedBy !== null);
  }
});

async function setPolicy(centre: RunningCentre, site: Site, ...words: readonly string[]): Promise<void> {
  await centre.command('project', 'set', `Harbour & Vale/Receipts ${site.name}`, '--work-type', 'receipt', ...words);
}

/** Keys the item on screen, or the first of the queue once it is there; gives its name. */
async function keyNext(page: Page): Promise<string> {
  await expect(sourceName(page).or(page.getByTestId('queue-row').first())).toBeVisible({ timeout: 30_000 });
  if ((await sourceName(page).count()) === 0) {
    await firstRowFocused(page);
    await page.keyboard.press('Enter');
    await expect(sourceName(page)).toBeVisible();
  }
  const source = await sourceName(page).innerText();
  await submitAnything(page);
  return source;
}

async function cut({ page, proxy }: FloorDesk): Promise<void> {
  proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
}
