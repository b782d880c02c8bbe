import { mkdir } from 'node:fs/promises';
import { deliverTo, test } from './floor-site';
import { lookAtRoom, PICTURES } from './look-at-room';
import { expect, firstRowFocused, MARIA, submitAnything } from './station';
import { speak } from './speak';

const LANGUAGES = [['English', 'Queue'], ['Italiano', 'Coda'], ['Norsk', 'Kø']] as const;

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('every state of a queue that is asked for is readable in light and dark and three languages, and axe finds no violation', async ({ centre, site, floor }) => {
  test.slow();
  const project = `Harbour & Vale/Receipts ${site.name}`;
  await centre.command('project', 'set', project, '--work-type', 'receipt', '--assign', 'pool', '--cherry-picking', 'no', '--max-held', '3');
  const { page, proxy } = await floor.openDesk('desk-maria', MARIA);
  await deliverTo(centre, site, null, 4, { batch: 'HV-0142' });
  await firstRowFocused(page);
  await page.keyboard.press('n');
  await expect(page.getByText('3 items to key')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('n');
  await expect(page.getByText('You hold as many items')).toBeVisible({ timeout: 30_000 });
  await inThree('queue-limit');

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('keyed in their order')).toBeVisible();
  await inThree('queue-not-first');

  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 2; i += 1) await submitAnything(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 items to key')).toBeVisible({ timeout: 30_000 });
  proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  for (let i = 0; i < 2; i += 1) await submitAnything(page);
  await expect(page.getByRole('heading', { name: 'No link, and nothing left here' })).toBeVisible();
  await inThree('queue-pool-offline');

  proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', { name: 'No work in the pool' })).toBeVisible({ timeout: 30_000 });
  await inThree('queue-pool-empty');

  await deliverTo(centre, site, null, 9, { batch: 'HV-0143' });
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText('HV-0143')).toBeVisible();
  proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
  while ((await page.getByTestId('source-name').count()) > 0) await submitAnything(page);
  await expect(page.getByRole('heading', { name: 'Waiting for the link' })).toBeVisible();
  await inThree('queue-asked-offline');

  async function inThree(name: string): Promise<void> {
    for (const [language, heading] of LANGUAGES) {
      await speak(page, language);
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      await lookAtRoom(page, `${name}-${language}`);
    }
    await speak(page, 'English');
  }
});
