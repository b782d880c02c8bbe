import { randomUUID } from 'node:crypto';
import { Migrator } from 'kysely';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { MIGRATIONS } from '../../../server/store/postgres/migrations';
import { databaseOn, openPool } from '../../../server/store/postgres/postgres-pool';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store';
import { checkLedger } from '../../../server/results/check-ledger';
import { freshDatabase } from '../../support/centre-database';
import { bareSubmit, pushTo } from '../../support/centre-mutations';
import { takeBackTo } from '../../support/former-database';
import { addItemsTo, addSiteTo } from '../../support/centre-store-setup';
import { sessionMutation } from '../../support/session-mutations';

test('a database of before there were sessions is brought up to date with all that is in it, and goes on', async () => {
  const databaseUrl = await freshDatabase();
  const before = await openPostgresStore(openPool(databaseUrl, () => undefined), () => v7());
  const site = await addSiteTo(before);
  const items = await addItemsTo(before, site, 4);
  const [first, second] = items.filter(({ assignedTo }) => assignedTo === site.operators[0]?.id);
  if (first === undefined || second === undefined) throw new Error('no items');
  const streamId = randomUUID();
  await pushTo(before, { desk: site.desk, streamId, mutations: [bareSubmit(first, first.assignedTo ?? '', 1)] });
  await before.close();
  await takeBackTo(databaseUrl, '0003-floor');

  const pool = openPool(databaseUrl, () => undefined);
  const store = await openPostgresStore(pool, () => v7());
  expect((await new Migrator({ db: databaseOn(pool), provider: { getMigrations: async () => ({ ...MIGRATIONS }) } }).getMigrations()).every(({ executedAt }) => executedAt !== undefined)).toBe(true);
  expect(await store.work.itemsOfSite(site.siteId, null, 10)).toHaveLength(4);
  expect((await store.work.item(first.id))?.state).toBe('done');
  expect(await store.work.sessionsOfSite(site.siteId, null, 10)).toEqual([]);
  const [sessionId, operatorId] = [v7(), second.assignedTo ?? ''];
  const effort = { keystrokes: 5, corrections: 0, activeMs: 900, pausedMs: 0, waitedMs: 0 };
  await pushTo(store, { desk: site.desk, streamId, mutations: [sessionMutation(sessionId, operatorId, 'begin', 2), bareSubmit(second, operatorId, 3, { sessionId, effort })] });
  expect(await store.work.sessionsOfSite(site.siteId, null, 10)).toMatchObject([{ id: sessionId, items: 1, keystrokes: 5 }]);
  expect(await checkLedger({ store })).toMatchObject({ ok: true, mutations: 11 });
  await store.close();
});
