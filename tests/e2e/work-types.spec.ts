import { join } from 'node:path';
import type { ItemKey } from '../../server/seed/answers';
import { exportSchema, type Export } from '../../shared/protocol/admin';
import { drawnDelivery, WORK_TYPES } from '../support/drawn-items';
import { shippedPlan } from '../support/shipped-plans';
import { Typist } from '../support/typist';
import { expect, firstRowFocused, MARIA, signOn, sourceName, test } from './station';

const ITEMS = 2;

for (const workType of WORK_TYPES) {
  test(`every ${workType} is keyed by keys alone, and comes out as its answer key says`, async ({ centre, site, open }) => {
    test.setTimeout(120_000);
    const folder = join(site.folder, 'delivery');
    const keys = await drawnDelivery(folder, workType, ITEMS, 41);
    await centre.command('import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', workType, '--site', site.name, '--batch', site.name, '--assign', MARIA.login);
    const { page } = await open();
    await signOn(page);
    await firstRowFocused(page);
    await page.keyboard.press('Enter');
    const typist = new Typist(page, shippedPlan(workType));
    for (let item = 0; item < ITEMS; item += 1) {
      const source = await sourceName(page).innerText();
      await typist.key(answersOf(keys, source));
      await expect(page.getByTestId('last-saved')).toHaveText(`${source} saved`);
    }
    await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 30_000 });
    const { items } = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', site.name, '--format', 'json')));
    for (const [source, { stored }] of keys) {
      expect({ source, values: flatValues(items.find((each) => each.source === source)) }).toEqual({ source, values: filled(stored) });
    }
  });
}

function answersOf(keys: ReadonlyMap<string, ItemKey>, source: string): ItemKey {
  const key = keys.get(source);
  if (key === undefined) throw new Error(`no answers for ${source}`);
  return key;
}

/** An exported item's values by address, empty ones left out: what is not on a document has no value either way. */
function flatValues(item: Export['items'][number] | undefined): Readonly<Record<string, string>> {
  const cells = Object.entries(item?.rows ?? {}).flatMap(([rowsId, rows]) => rows.flatMap((row, i) => Object.entries(row).map(([id, value]) => [`${rowsId}.${i}.${id}`, value] as const)));
  return filled({ ...item?.values, ...Object.fromEntries(cells) });
}

function filled(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '').toSorted(([a], [b]) => a.localeCompare(b)));
}
