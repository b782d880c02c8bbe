import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { Item } from '../../../shared/domain/item';
import { checkLedger } from '../../../server/results/check-ledger';
import { openMemoryStore } from '../../../server/store/memory/memory-store';
import { assignIn, bareSubmit, pushTo } from '../../support/centre-mutations';
import { addItemsTo, addSiteTo } from '../../support/centre-store-setup';

test('a replay of the ledger gives the same former holders, and what was settled under a past epoch', async () => {
  const store = openMemoryStore(v7());
  const site = await addSiteTo(store, 'Cebu', ['jun', 'maria', 'aina']);
  const [first] = await addItemsTo(store, site, 1);
  const [jun, maria, aina] = site.operators.map((each) => each.id) as [string, string, string];
  if (first === undefined) throw new Error('no item');
  const minEpoch = { term: 1, seq: 1 };
  const under = (item: Item, by: string, seq: number): ReturnType<typeof bareSubmit> => bareSubmit(item, by, seq, { epoch: first.epoch });
  await assignIn(store, first, maria, { term: 1, seq: 3 }, minEpoch);
  const moved = await assignIn(store, first, aina, { term: 1, seq: 4 }, minEpoch);
  const holder = first.assignedTo ?? '';
  expect(moved.holders).toEqual([{ epoch: first.epoch, operatorId: holder }, { epoch: { term: 1, seq: 3 }, operatorId: maria }]);
  const other = [jun, maria, aina].find((each) => each !== holder) ?? '';
  const { outcomes } = await pushTo(store, { desk: site.desk, streamId: randomUUID(), mutations: [under(moved, other, 1), under(moved, holder, 2)] });
  expect(outcomes.map((each) => each.outcome)).toEqual([{ kind: 'refused', reason: 'notAssigned' }, { kind: 'accepted' }]);
  expect(await checkLedger({ store })).toMatchObject({ ok: true, items: 1, differences: [] });
});
