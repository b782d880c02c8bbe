import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { ByteProxy } from '../support/byte-proxy';
import { distinctPages } from '../support/distinct-pages';
import type { RunningCentre } from '../support/running-centre';
import { expect, openStation, signOn, test as base, type Site } from './station';

export const BEN = { login: 'ben', name: 'Ben Cruz', pin: '190327' } as const;
export const LENA = { login: 'lena', name: 'Lena Lead', pin: '555121' } as const;

/** A desk in real Electron with its own way to the centre, which can be cut. */
export type FloorDesk = Readonly<{ app: ElectronApplication; page: Page; proxy: ByteProxy }>;

type Who = Readonly<{ login: string; pin: string }>;
type Floor = Readonly<{ openDesk: (name: string, who: Who, room?: 'Queue' | 'Floor') => Promise<FloorDesk> }>;

/** A site with two operators and a lead, and as many desks as a test opens. */
export const test = base.extend<{ floor: Floor }>({
  floor: async ({ centre, site }, use) => {
    const add = (who: Who & Readonly<{ name: string }>, role: string) =>
      centre.command('operator', 'add', '--site', site.name, '--login', who.login, '--name', who.name, '--pin', who.pin, '--role', role);
    await add(BEN, 'operator');
    await add(LENA, 'lead');
    const opened: FloorDesk[] = [];
    await use({
      openDesk: async (name, who, room = 'Queue') => {
        const desk = await openAt(centre, site, name);
        opened.push(desk);
        await signOn(desk.page, who, room);
        return desk;
      },
    });
    for (const { app, proxy } of opened) {
      await app.close().catch(() => undefined);
      await proxy.close();
    }
  },
});

async function openAt(centre: RunningCentre, site: Site, name: string): Promise<FloorDesk> {
  const proxy = await ByteProxy.open(centre.port);
  const code = (await centre.command('desk', 'enrol', '--site', site.name)).trim();
  const station = await openStation(['--server', proxy.url, '--enrol', code, '--profile', join(site.folder, name), '--desk-name', name]);
  return { ...station, proxy };
}

type Delivery = Readonly<{ client?: string; batch?: string; dueInHours?: number }>;

/** Delivers so many receipts, all for one operator, or as the project's policy says (null); gives the batch's name. */
export async function deliverTo(centre: RunningCentre, site: Site, login: string | null, count: number, delivery: Delivery = {}): Promise<string> {
  const { client = 'Harbour & Vale', batch = `${site.name} floor`, dueInHours = 24 } = delivery;
  const folder = join(site.folder, batch);
  await mkdir(folder, { recursive: true });
  for (const [i, page] of distinctPages(count, batch).entries()) await writeFile(join(folder, `r-${String(i + 1).padStart(3, '0')}.jpg`), page);
  const due = new Date(Date.now() + dueInHours * 3_600_000).toISOString();
  await centre.command('import', folder, '--client', client, '--project', `Receipts ${site.name}`, '--work-type', 'receipt', '--site', site.name, '--batch', batch, '--due', due, ...(login === null ? [] : ['--assign', login]));
  return batch;
}

/** Puts the focus on a row of the floor's list of operators, by keys. */
export async function goToOperator(page: Page, name: string): Promise<void> {
  const row = page.getByTestId('operators-row').filter({ hasText: name });
  const isThere = async (): Promise<boolean> => (await row.getAttribute('data-active')) === 'true';
  if (!(await page.getByTestId('operators-row').and(page.locator('[data-active=true]')).count())) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Home');
  for (let i = 0; i < 20 && !(await isThere()); i += 1) await page.keyboard.press('ArrowDown');
  await expect(row).toHaveAttribute('data-active', 'true');
}

/** Moves what is chosen to a colleague, by keys: to whom, and with `hard` to call back what is being keyed. */
export async function moveTo(page: Page, name: string, hard = false): Promise<void> {
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(name.slice(0, 4));
  await expect(page.getByRole('listbox', { name: 'Who may have them' }).getByRole('option')).toHaveCount(1);
  if (hard) {
    await page.keyboard.press('Tab');
    while ((await page.getByRole('checkbox').and(page.locator(':focus')).count()) === 0) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+Tab');
    while ((await page.getByRole('searchbox').and(page.locator(':focus')).count()) === 0) await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
