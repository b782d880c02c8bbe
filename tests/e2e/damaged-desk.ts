import type { Page } from '@playwright/test';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { drawnReceipts } from '../support/receipts';
import type { RunningCentre } from '../support/running-centre';
import { expect, firstRowFocused, MARIA, signOn, type Site } from './station';

const PICTURES = resolve(import.meta.dirname, '../../out/pictures');

/** Delivers drawn receipts to a site's operator, as one batch named after the site. */
export async function deliver(centre: RunningCentre, site: Site, count: number, more: readonly string[] = []): Promise<string> {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), count, 300);
  await importDelivery(centre, site, folder, more);
  return folder;
}

export async function importDelivery(centre: RunningCentre, site: Site, folder: string, more: readonly string[] = []): Promise<void> {
  await centre.command(
    'import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'receipt', '--site', site.name,
    '--batch', site.name, '--assign', MARIA.login, ...more,
  );
}

/** The centre's batch of a site, as far as its work goes. */
export async function batchOf(centre: RunningCentre, site: Site): Promise<Readonly<{ items: number; done: number; kept: number }>> {
  await centre.command('check');
  const status = JSON.parse(await centre.command('status')) as { batches: { name: string; items: number; done: number; kept: number }[] };
  const batch = status.batches.find(({ name }) => name === site.name);
  if (batch === undefined) throw new Error(`no batch ${site.name}`);
  return { items: batch.items, done: batch.done, kept: batch.kept };
}

/** Signs on and waits until the desk could do without its link: list built, every source fetched. */
export async function signOnReady(page: Page): Promise<void> {
  await signOn(page);
  await firstRowFocused(page);
  await sourcesHere(page);
}

export async function sourcesHere(page: Page): Promise<void> {
  await expect(page.getByText('Online', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
}

/** The queue's rows as they are read: place, source and draft. */
export async function rowsOf(page: Page): Promise<readonly string[]> {
  const rows = page.getByRole('grid', { name: 'Queue' }).getByTestId('queue-row');
  return rows.evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll('.cell-position, .cell-source, .cell-state')].map((cell) => cell.textContent).join(' ')));
}

/** Turns bytes in the middle of every file of a folder. */
export async function spoilFiles(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const entry of files) {
    const path = join(entry.path, entry.name);
    const bytes = await readFile(path);
    const from = Math.floor(bytes.length / 3);
    for (let i = from; i < bytes.length && i < from + 4096; i += 1) bytes[i] = (bytes[i] ?? 0) ^ 0x5a;
    await writeFile(path, bytes);
  }
  return files.length;
}

/** Keeps what the operator saw. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `damage-${name}.png`) });
}
