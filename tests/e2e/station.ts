import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ByteProxy } from '../support/byte-proxy';
import { RunningCentre } from '../support/running-centre';
import { appUnderTest, bareAppUnderTest } from './app-under-test';

export const MARIA = { login: 'maria', name: 'Maria Santos', pin: '481516' } as const;

/** A site with one operator, and a desk's way to the centre that can be cut. */
export type Site = Readonly<{ name: string; proxy: ByteProxy; folder: string; profile: string; code: string }>;

export type Station = Readonly<{ app: ElectronApplication; page: Page }>;

type WorkerParts = { centre: RunningCentre };
type TestParts = { site: Site; open: (flags?: readonly string[]) => Promise<Station> };

let sites = 0;

export const test = base.extend<TestParts, WorkerParts>({
  centre: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'keyroom-centre-'));
      const centre = await RunningCentre.start(join(folder, 'centre'));
      await use(centre);
      await centre.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: async ({ centre }, use) => {
    sites += 1;
    const name = `Site ${sites}`;
    const folder = await mkdtemp(join(tmpdir(), 'keyroom-site-'));
    const proxy = await ByteProxy.open(centre.port);
    await centre.command('site', 'add', name);
    await centre.command('operator', 'add', '--site', name, '--login', MARIA.login, '--name', MARIA.name, '--pin', MARIA.pin, '--role', 'operator');
    const code = (await centre.command('desk', 'enrol', '--site', name)).trim();
    await use({ name, proxy, folder, profile: join(folder, 'desk'), code });
    await proxy.close();
    await rm(folder, { recursive: true, force: true });
  },
  open: async ({ site }, use) => {
    const opened: ElectronApplication[] = [];
    await use(async (flags = []) => {
      const station = await openStation([
        '--server', site.proxy.url, '--enrol', site.code, '--profile', site.profile, '--desk-name', 'Desk 14', ...flags,
      ]);
      opened.push(station.app);
      return station;
    });
    for (const app of opened) await app.close().catch(() => undefined);
  },
});

/** Starts the app; `env` comes on top of this process's own. */
export async function openStation(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Station> {
  const { executable, args } = await appUnderTest();
  const app = await _electron.launch({ executablePath: executable, chromiumSandbox: process.getuid?.() !== 0, args: [...args, ...flags], env: { ...definedOf(process.env), ...env } });
  const page = await app.firstWindow();
  return { app, page };
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Starts the app once more on a site's profile, as a second double click does; gives how it ended and what it said. */
export async function startAgain(site: Site): Promise<Readonly<{ code: number | null; said: string }>> {
  const { executable, args } = await bareAppUnderTest();
  const child = spawn(executable, [...args, '--profile', site.profile], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += String(bytes);
  });
  await once(child, 'close');
  return { code: child.exitCode, said };
}

/** Signs off by way of the shift summary, without a note. */
export async function signOff(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+Q');
  await expect(page.getByRole('dialog', { name: 'Shift summary' }).getByRole('button', { name: 'Sign off' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
}

/** Types name and PIN at sign-on and waits for the room that whoever it is begins in. */
export async function signOn(page: Page, who: Readonly<{ login: string; pin: string }> = MARIA, room: 'Queue' | 'Floor' = 'Queue'): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Operator' })).toBeFocused();
  await page.keyboard.type(who.login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(who.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: room, exact: true })).toBeVisible();
}

/** Waits until the first row of the queue has the focus. */
export async function firstRowFocused(page: Page): Promise<void> {
  await expect(page.getByRole('grid', { name: 'Queue' }).getByRole('row').nth(1)).toBeFocused();
}

/** Ends the app as a power cut does. */
export async function killStation(app: ElectronApplication): Promise<void> {
  const process = app.process();
  const ended = once(process, 'exit');
  process.kill('SIGKILL');
  await ended;
}

/** The delivered file's name of the item on screen. */
export function sourceName(page: Page) {
  return page.getByTestId('source-name');
}

/** Keys any valid entry into the item on screen and submits it; resolves when the screen says that it is saved. */
export async function submitAnything(page: Page): Promise<void> {
  const source = await sourceName(page).innerText();
  for (const text of ['Shop', '01/02/2024', 'A street', '9.90']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('last-saved')).toHaveText(`${source} saved`);
}

export { expect } from '@playwright/test';
