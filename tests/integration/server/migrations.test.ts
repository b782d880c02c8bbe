import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { openPool } from '../../../server/store/postgres/postgres-pool';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store';
import type { Store } from '../../../server/store/store';
import { checkLedger } from '../../../server/results/check-ledger';
import { freshDatabase } from '../../support/centre-database';
import { assignIn, bareSubmit, pushTo } from '../../support/centre-mutations';
import { query, takeBackTo } from '../../support/former-database';
import { addItemsTo, addSiteTo, type StoredSite } from '../../support/centre-store-setup';

const open = (url: string): Promise<Store> => openPostgresStore(openPool(url, () => undefined), () => v7());

describe('a database of before', () => {
  test('gets the floor’s rows and the tray’s as the centre itself writes them, and items that every later step can read', async () => {
    const url = await freshDatabase();
    const before = await open(url);
    const site = await addSiteTo(before, 'Cebu');
    await keySome(before, site);
    const [written, items] = [await rowsOf(url), await before.work.itemsOfSite(site.siteId, null, 100)];
    const head = await before.work.feedHead(site.siteId);
    await before.close();
    await takeBackTo(url, '0002-own-forms');
    const after = await open(url);
    expect(await rowsOf(url)).toEqual(written);
    expect(await after.work.itemsOfSite(site.siteId, null, 100)).toEqual(items);
    expect(await checkLedger({ store: after })).toMatchObject({ ok: true });
    expect(await after.work.feedHead(site.siteId)).toBeGreaterThan(head);
    const page = await after.work.pull(site.siteId, { feedId: await after.work.feedId(), cursors: { floor: 0 }, streamIds: [], limit: 1000 });
    expect(page.lines.length).toBe(written.length);
    await after.close();
  });
});

/** Open, done, rejected, kept behind a winner and called back: every state that an item can be in. */
async function keySome(store: Store, site: StoredSite): Promise<void> {
  const [open0, done, rejected, late, calledBack] = await addItemsTo(store, site, 5);
  const [maria, jun] = site.operators.map(({ id }) => id);
  if (done === undefined || rejected === undefined || late === undefined || calledBack === undefined || maria === undefined || jun === undefined) throw new Error('no items');
  expect(open0?.state).toBe('open');
  const send = (mutations: Parameters<typeof pushTo>[1]['mutations']) => pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations });
  const by = (item: typeof done): string => item.assignedTo ?? '';
  await send([bareSubmit(done, by(done), 1), bareSubmit(rejected, by(rejected), 2, { rejectedFor: 'blank' }), bareSubmit(late, by(late), 3), bareSubmit(late, by(late), 4, { rejectedFor: 'duplicate' })]);
  const other = by(calledBack) === maria ? jun : maria;
  await assignIn(store, calledBack, other, { term: 1, seq: 9 }, { term: 1, seq: 9 });
  await send([bareSubmit(calledBack, by(calledBack), 1)]);
}

async function rowsOf(url: string): Promise<readonly unknown[]> {
  const rows = await query(url, `select scope, kind, key, gone, body from feed_row where kind in ('floorItem', 'keptEntry') order by kind, key`);
  return rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(String(body)) as unknown }));
}
