import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { UpdateRecord } from '../../main/updates/update-record';
import type { RunningCentre } from '../support/running-centre';
import { makeReleaseKeys } from '../updates/release-keys';
import { deliverTo, LENA } from './floor-site';
import { lookAtRoom, PICTURES } from './look-at-room';
import { inThreeLanguages } from './speak';
import { expect, firstRowFocused, MARIA, openStation, signOff, signOn, test, type Site, type Station } from './station';

const run = promisify(execFile);
const RELEASE = resolve(import.meta.dirname, '../../scripts/release.mjs');
const NEW = '9.9.9';

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

test('an update that is due waits in one calm line while an item is keyed, and a lead may have it installed', async ({ centre, site }) => {
  test.slow();
  await centre.command('operator', 'add', '--site', site.name, '--login', LENA.login, '--name', LENA.name, '--pin', LENA.pin, '--role', 'lead');
  await deliverTo(centre, site, MARIA.login, 3);
  const keys = join(site.folder, 'keys');
  await mkdir(keys);
  await makeReleaseKeys(keys);
  const { app, page } = await openUpdating(site, keys);
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await page.keyboard.press('Control+F1');
  await expect(page.getByTestId('self-check')).toContainText('Nothing is due.', { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await inThreeLanguages(page, async (name) => {
    await page.keyboard.press('Control+F1');
    await expect(page.getByTestId('self-check')).toBeVisible();
    await lookAtRoom(page, `self-check-${name}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();

  await signOn(page, MARIA);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('source-name')).toBeVisible();
  await page.keyboard.type('Shop');
  await releaseAll(centre, site, keys);
  await page.keyboard.press('F5');
  const line = page.getByTestId('update-line');
  await expect(line).toContainText(`Version ${NEW} is ready. It waits until the open item is finished.`, { timeout: 60_000 });
  await page.keyboard.type(' Nord');
  await expect(page.locator('.fields input').first()).toHaveValue('Shop Nord');
  await inThreeLanguages(page, (name) => lookAtRoom(page, `update-waiting-${name}`));
  await inSmallWindow(app, async () => {
    const { height } = (await page.locator('footer.status').boundingBox()) ?? { height: 0 };
    expect(height).toBeLessThan(40);
    await lookAtRoom(page, 'update-waiting-small');
  });
  await page.keyboard.press('Escape');
  await expect(line).toContainText('It waits until nobody is signed on.', { timeout: 30_000 });
  await signOff(page);
  await page.keyboard.press('Control+F1');
  await expect(page.getByRole('dialog')).toContainText('A lead who signs on here can have it installed at once.');
  await page.keyboard.press('Escape');

  await signOn(page, LENA, 'Floor');
  await page.keyboard.press('Control+F1');
  await expect(page.getByRole('button', { name: `Install version ${NEW} now` })).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Install and open again' })).toBeFocused();
  await lookAtRoom(page, 'update-install');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(line).toContainText(`Version ${NEW} is ready.`);
  await app.close();
});

test('what became of an update is told for a day, and the self-check says what to tell IT', async ({ site }) => {
  test.slow();
  const keys = join(site.folder, 'keys');
  await mkdir(keys);
  await makeReleaseKeys(keys);
  await writeOutcome(site, null);
  const done = await openUpdating(site, keys);
  await expect(done.page.getByTestId('update-line')).toHaveText(`Updated to ${NEW}.`, { timeout: 30_000 });
  await lookAtRoom(done.page, 'update-done');
  await done.app.close();

  await writeOutcome(site, 'noWindow');
  const { app, page } = await openUpdating(site, keys);
  await expect(page.getByTestId('update-line')).toContainText('Your work is safe.', { timeout: 30_000 });
  await inThreeLanguages(page, async (name) => lookAtRoom(page, `update-back-${name}`));
  await page.keyboard.press('Control+F1');
  await expect(page.getByTestId('self-check-verdict')).toContainText('You can go on working.');
  await expect(page.getByTestId('self-check')).toContainText(`Version ${NEW} did not work here`);
  await lookAtRoom(page, 'self-check-attention');
  await app.close();
});

/** The smallest window there is, as on an old screen. */
async function inSmallWindow(app: Station['app'], look: () => Promise<void>): Promise<void> {
  const resize = (widthPx: number, heightPx: number): Promise<void> =>
    app.evaluate(({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), [widthPx, heightPx] as const);
  await resize(900, 560);
  await look();
  await resize(1280, 800);
}

/** A desk that takes itself for an AppImage in its site's folder. */
async function openUpdating(site: Site, keys: string): Promise<Station> {
  const folder = join(site.folder, 'Applications');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'keyroom.AppImage'), 'what is installed');
  const flags = ['--server', site.proxy.url, '--enrol', site.code, '--profile', site.profile, '--desk-name', 'Desk 14'];
  return openStation(flags, { APPIMAGE: join(folder, 'keyroom.AppImage'), KEYROOM_RELEASE_KEYS: join(keys, 'release-keys.json') });
}

async function releaseAll(centre: RunningCentre, site: Site, keys: string): Promise<void> {
  const file = join(site.folder, `keyroom-${NEW}-linux-x64.AppImage`);
  await writeFile(file, `version ${NEW} of ${site.name}`);
  await run(process.execPath, [RELEASE, 'sign', '--key', join(keys, 'release-key.json'), '--version', NEW, '--out', join(keys, 'new.jws'), file]);
  await centre.command('release', 'add', join(keys, 'new.jws'), file);
  await centre.command('release', 'promote', NEW, '--ring', 'all', '--unproved');
}

async function writeOutcome(site: Site, rolledBackFor: NonNullable<UpdateRecord['outcome']>['rolledBackFor']): Promise<void> {
  const folder = join(site.profile, 'desk', 'updates');
  await mkdir(folder, { recursive: true });
  const record: UpdateRecord = {
    v: 1, running: null, newest: null, failedVersions: rolledBackFor === null ? [] : [NEW], ring: 'all', budgetBytesPerS: null, due: null, deadline: null, trial: null, suspected: null, interrupted: null,
    outcome: { version: NEW, atUtc: new Date().toISOString(), rolledBackFor },
  };
  await writeFile(join(folder, 'record.json'), JSON.stringify(record));
}
