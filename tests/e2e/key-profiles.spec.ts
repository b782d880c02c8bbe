import type { Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exportSchema } from '../../shared/protocol/admin';
import { distinctPages } from '../support/distinct-pages';
import { expect, firstRowFocused, MARIA, signOn, sourceName, test, type Site } from './station';

/** How each profile goes on, repeats and releases. */
const PROFILES = [
  { steps: 0, name: 'Usual', next: 'Enter', dup: 'F3', submit: 'Control+Enter' },
  { steps: 1, name: 'Number pad', next: 'NumpadAdd', dup: 'NumpadMultiply', submit: 'Control+NumpadEnter' },
  { steps: 2, name: 'Key-entry station', next: 'NumpadEnter', dup: 'F5', submit: 'F12' },
] as const;

test('a whole item is keyed under each profile, and a key of one’s own works where it is free', async ({ centre, site, open }) => {
  await deliver(centre, site, 4);
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.keyboard.press('Enter');
  const sources: string[] = [];
  for (const { steps, name, next, dup, submit } of PROFILES) {
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Your keys on this desk' })).toBeVisible();
    if (steps > 0) await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name })).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(box(page, 'Name')).toBeFocused();
    const source = await sourceName(page).innerText();
    sources.push(source);
    await page.keyboard.type(`profile ${steps}`);
    await page.keyboard.press(next);
    if (steps === 0) await page.keyboard.type('AB1234');
    else await page.keyboard.press(dup);
    await expect(box(page, 'Story')).toBeFocused();
    await page.keyboard.press(submit);
    await expect(page.getByTestId('last-saved')).toHaveText(`${source} saved`);
  }
  // A key that is taken is refused with the name of what has it, and nothing changes; a free one works at once.
  await page.keyboard.press('Control+,');
  await page.keyboard.press('Tab');
  await keyFor(page, 'Set the item aside');
  await page.keyboard.press('F5');
  await expect(page.getByText('F5 is taken by “Repeat the last value”. Nothing was changed.')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+h');
  await expect(page.getByText('Ctrl H is now “Set the item aside …”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+h');
  await expect(page.getByRole('heading', { name: 'Set aside: why?' })).toBeVisible();
  await page.keyboard.press('Escape');

  const { items } = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', site.name, '--format', 'json')));
  expect(sources.map((source) => items.find((item) => item.source === source)?.values)).toMatchObject(
    PROFILES.map(({ steps }) => ({ name: `PROFILE ${steps}`, article: 'AB-1234' })));
});

test('what is typed ahead over an item’s end lands in the next one, to the last sign', async ({ centre, site, open }) => {
  const rounds = 6;
  const skipped = 4;
  await deliver(centre, site, rounds * (skipped + 1));
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await page.evaluate(countOpenings);
  await page.keyboard.press('Enter');
  await expect(box(page, 'Name')).toBeFocused();
  const typed = Array.from({ length: rounds }, (_, i) => `${i} ABCDEFGHIJKLMNOPQRSTUVWXYZ01`);
  for (const text of typed) {
    // Faster than items can be made ready: what is typed then comes while the next one opens.
    for (let i = 0; i < skipped; i += 1) await page.keyboard.press('Control+Enter');
    await page.keyboard.type(text);
    await page.keyboard.press('Control+Enter');
  }
  await expect(page.getByText('That was the last one.')).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { openings: number }).openings)).toBeGreaterThan(0);
  await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
  const { items } = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', site.name, '--format', 'json')));
  expect(items.map(({ values }) => values?.['name']).filter((name) => name !== '')).toEqual(typed);
});

/** How often the room was on screen without an item. */
function countOpenings(): void {
  Object.assign(window, { openings: 0 });
  new MutationObserver(() => {
    if (document.querySelector('.entry-opening') !== null) (window as unknown as { openings: number }).openings += 1;
  }).observe(document.body, { childList: true, subtree: true });
}

/** Moves to a command of the list by typing its beginning, and asks for a key. */
async function keyFor(page: Page, command: string): Promise<void> {
  await expect(page.getByRole('listbox', { name: 'Commands and their keys' }).getByRole('option').first()).toBeFocused();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
}

async function deliver(centre: Readonly<{ command: (...args: readonly string[]) => Promise<string> }>, site: Site, count: number): Promise<void> {
  const folder = join(site.folder, 'delivery');
  await mkdir(folder, { recursive: true });
  await Promise.all(distinctPages(count, site.name).map((bytes, i) => writeFile(join(folder, `${String(i + 1).padStart(3, '0')}.jpg`), bytes)));
  await centre.command('forms', 'add', resolve(import.meta.dirname, 'forms/every-kind.form.json'));
  await centre.command('import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'every-kind', '--site', site.name, '--batch', site.name, '--assign', MARIA.login);
}

function box(page: Page, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}
