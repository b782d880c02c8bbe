import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import { PIN } from '../support/bench-centre';

export const PROJECT = resolve(import.meta.dirname, '../..');
export const PLAIN_WINDOW = resolve(PROJECT, 'tests/bench/plain-window');

export type Opened = Readonly<{ app: ElectronApplication; page: Page }>;

/** The Electron to measure in; `scripts/bench.mjs` finds it and says where it is. */
export function electronFile(): string {
  const file = process.env['KEYROOM_BENCH_ELECTRON'];
  if (file === undefined) throw new Error('start this with `npm run bench`, which finds Electron and a display');
  return file;
}

/** Flags that Electron needs to run as root. */
export function sandboxFlags(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export function stationFlags(serverUrl: string, code: string, profile: string): readonly string[] {
  return ['--server', serverUrl, '--enrol', code, '--profile', profile, '--desk-name', 'Desk 14'];
}

/** Opens the app as it is built. */
export function openStation(serverUrl: string, code: string, profile: string, env: Readonly<Record<string, string>> = {}): Promise<Opened> {
  return open([PROJECT, ...stationFlags(serverUrl, code, profile)], env);
}

export function openPlain(profile: string): Promise<Opened> {
  return open([PLAIN_WINDOW, `--profile=${profile}`]);
}

async function open(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Opened> {
  const ours = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const app = await _electron.launch({ executablePath: electronFile(), chromiumSandbox: sandboxFlags().length === 0, args: [...args], env: { ...ours, ...env } });
  return { app, page: await app.firstWindow() };
}

/** Signs on by keys and waits for the room. */
export async function signOn(page: Page, login: string, room: 'Queue' | 'Floor' = 'Queue'): Promise<void> {
  await page.getByRole('textbox', { name: 'Operator' }).waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: room, exact: true }).waitFor();
}

/** Opens the first item of the queue and waits for its source. */
export async function openFirstItem(page: Page): Promise<void> {
  await page.getByTestId('queue-row').first().waitFor();
  await documentsFetched(page);
  await page.keyboard.press('Enter');
  await page.getByTestId('source').getByRole('img').waitFor();
}

/** Waits until the desk has fetched the sources it wants: what is measured next is not measured beside them. */
export async function documentsFetched(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  await page.getByText(/sources? to fetch/).waitFor({ state: 'detached', timeout: 300_000 });
}

/** Has the desk sync until it has its link again: one try may have begun before the link was back. */
export async function syncNow(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (;;) {
      await window.keyroom.call('sync.now', {});
      const told = JSON.stringify(await window.keyroom.call('desk.describe', {}));
      if (told.includes('"link":"online"')) return;
    }
  });
}
