import type { Page } from '@playwright/test';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { lastKnownPath, lastKnownSchema } from '../../main/last-known';
import { OwnPostgres } from '../../server/postgres/own-postgres';
import { CentreDesk } from '../support/centre-desk';
import type { RunningCentre } from '../support/running-centre';
import { expect, MARIA, signOff, signOn, test, type Site } from './station';

const PICTURES = resolve(import.meta.dirname, '../../out/pictures');
const BAD_CODE = 'That code is unknown, used or expired. Check how you typed it; if it is right, ask whoever runs the centre for a new one.';
const WRONG_PIN = 'Name or PIN is wrong. Type them again; after five wrong tries you have to wait.';
const LOCKED = /^Too many wrong PINs\. Wait (\d+) seconds, then try again; until then the right PIN is refused, too\.$/;

test('a wrong, a used and an expired code are each refused with what to do, and the right one still enrols', async ({ site, centre, open }) => {
  const [used, expired] = [await codeOf(centre, site), await codeOf(centre, site)];
  await CentreDesk.enrol(centre.url, used);
  await letLastCodeExpire(centre, site);
  const { page } = await open(['--enrol', 'not a code']);
  await expect(page.getByRole('heading', { name: 'Enrol this desk' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveText(BAD_CODE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Desk 7');
  await page.keyboard.press('Shift+Tab');
  for (const [i, [name, code]] of [['wrong', '22222222'], ['used', used], ['expired', expired]].entries()) {
    await page.keyboard.type(code ?? '');
    await page.keyboard.press('Enter');
    // The box keeps the code and the words are the same each time: only the desk's own count tells that it was tried.
    await expect.poll(() => refusedCodes(site)).toBe(2 + i);
    await expect(page.getByRole('alert')).toHaveText(BAD_CODE);
    await expect(page.getByLabel('Code')).toBeFocused();
    await picture(page, `code-${name}`);
  }
  await page.keyboard.type(site.code);
  await page.keyboard.press('Enter');
  await signOn(page);
  await expect(page.getByText('Desk 7')).toBeVisible();
});

test('five wrong PINs lock whoever typed them, by the centre and without a link, and the right PIN is refused until the time told', async ({ site, open }) => {
  const { page } = await open();
  await signOn(page);
  await signOff(page);
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  site.proxy.cut();
  await page.keyboard.type(MARIA.login);
  await page.keyboard.press('Tab');
  await fiveWrongPins(page, 'offline');
  // The centre has counted none of these: it checks the PIN itself, and ends the desk's lock.
  site.proxy.restore();
  await typePin(page, MARIA.pin);
  await expect(page.getByRole('heading', { name: 'Queue', exact: true })).toBeVisible();

  await signOff(page);
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await page.keyboard.type(MARIA.login);
  await page.keyboard.press('Tab');
  await fiveWrongPins(page, 'online');
  site.proxy.cut();
  expect(await lockedFor(page, MARIA.pin)).toBeLessThanOrEqual(30);
  await picture(page, 'locked-by-the-centre-then-cut');
});

/** Four are refused, the fifth locks, and the right PIN does not help. */
async function fiveWrongPins(page: Page, name: string): Promise<void> {
  for (let i = 1; i <= 4; i += 1) {
    await refusedPin(page, `99999${i}`);
    await expect(page.getByRole('alert')).toHaveText(WRONG_PIN);
    await picture(page, `pin-${name}-${i}`);
  }
  const first = await lockedFor(page, '999995');
  expect(first).toBe(30);
  await picture(page, `pin-${name}-5-locked`);
  const left = await lockedFor(page, MARIA.pin);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(first);
  await picture(page, `pin-${name}-6-right-one-refused`);
}

/** Tries a PIN and gives the seconds that the screen then says to wait. */
async function lockedFor(page: Page, pin: string): Promise<number> {
  await refusedPin(page, pin);
  await expect(page.getByRole('alert')).toHaveText(LOCKED);
  return Number(LOCKED.exec(await page.getByRole('alert').innerText())?.[1]);
}

/** Types a PIN that will be refused: the box is emptied with the answer and not before. */
async function refusedPin(page: Page, pin: string): Promise<void> {
  await typePin(page, pin);
  await expect(page.getByLabel('PIN')).toHaveValue('', { timeout: 15_000 });
}

async function typePin(page: Page, pin: string): Promise<void> {
  await expect(page.getByLabel('PIN')).toBeFocused();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
}

/** How often this desk has been told that a code is of no use. */
async function refusedCodes(site: Site): Promise<number> {
  const known = lastKnownSchema.parse(JSON.parse(await readFile(lastKnownPath(join(site.profile, 'desk')), 'utf8')));
  return known.troubles.find(({ what, kind }) => what === 'enrolment' && kind === 'codeInvalid')?.times ?? 0;
}

async function codeOf(centre: RunningCentre, site: Site): Promise<string> {
  return (await centre.command('desk', 'enrol', '--site', site.name)).trim();
}

/** Puts the end of the code that nobody has used and that was made last into the past, in the centre's own database. */
async function letLastCodeExpire(centre: RunningCentre, site: Site): Promise<void> {
  const client = new pg.Client({ connectionString: await (await OwnPostgres.open(centre.dataFolder)).start() });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `update enrolment_code set valid_until = now() - interval '1 second' where desk_id is null and valid_until =
        (select max(valid_until) from enrolment_code join site on site.id = site_id where site.name = $1)`, [site.name]);
    expect(rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `threshold-${name}.png`) });
}
