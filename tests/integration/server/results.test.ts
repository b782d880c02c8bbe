import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../../shared/domain/item';
import { addedOperatorSchema, addedSiteSchema, checkSchema, explainSchema, exportSchema } from '../../../shared/protocol/admin';
import { queueScope } from '../../../shared/protocol/pull';
import { exportBatch } from '../../../server/results/export-batch';
import type { CentreDesk } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import { partWith } from '../../support/centre-part';
import { CentreInstance } from '../../support/centre-instance';
import { entryOf } from '../../support/entry-of';

describe('results at the centre', () => {
  let databaseUrl: string;
  let centre: CentreInstance;
  let desk: CentreDesk;
  let maria: string;
  let items: readonly Item[];
  const streamId = randomUUID();
  let seq = 0;

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    centre = await CentreInstance.open(databaseUrl);
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    const person = { site: 'Cebu', login: 'maria', name: 'Maria', pin: '481516', role: 'operator' };
    maria = (await centre.admin.send('POST', '/v1/admin/operators', person, addedOperatorSchema)).operatorId;
    desk = await centre.enrolDesk('Cebu', 'Desk 7');
    await importPages(centre.admin, tinyReceipts(3), { site: 'Cebu', batchName: 'HV-1' });
    const { rows } = await desk.pull({ feedId: null, cursors: { [queueScope(maria)]: 0 }, streamIds: [], limit: 100 });
    items = rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));
  });
  afterAll(async () => centre.close());

  async function key(at: number, company: string, flags: Record<string, 'illegible'> = {}): Promise<string> {
    const item = items[at];
    if (item === undefined) throw new Error('no item');
    seq += 1;
    const values = { company, date: '2026-11-20', address: 'A, "B"\nC', total: flags['total'] === undefined ? '-5.00' : '' };
    const mutation = await desk.submit(item, maria, seq, entryOf(values, flags));
    return (await desk.push(streamId, [mutation]))[0]?.outcome.kind ?? 'none';
  }

  const exported = async (): Promise<ReturnType<typeof exportSchema.parse>> => centre.admin.get('/v1/admin/export.json?batch=HV-1', exportSchema);

  test('an export has every item in the delivery’s order, and a revision that counts up only with the content', async () => {
    expect(await exported()).toMatchObject({ batch: 'HV-1', revision: 1, items: [{ values: null, keyedBy: null, epoch: '1.2' }, {}, {}] });
    expect((await exported()).revision).toBe(1);
    expect(await key(1, '=Kopi')).toBe('accepted');
    expect(await key(2, 'Tee', { total: 'illegible' })).toBe('accepted');
    const { revision, items: [first, second, third] } = await exported();
    expect(revision).toBe(2);
    expect(first).toMatchObject({ source: 'receipt-0001.jpg', values: null });
    expect(second).toMatchObject({
      source: 'receipt-0002.jpg', values: { company: '=Kopi', total: '-5.00' }, flags: {}, pass: 'key', keyedBy: 'maria', desk: 'Desk 7',
    });
    expect(third).toMatchObject({ flags: { total: 'illegible' } });
    expect((await exported()).revision).toBe(2);
  });

  test('of two exports at once the one with the newer items has the higher revision', async () => {
    await importPages(centre.admin, tinyReceipts(1, 'race'), { site: 'Cebu', project: 'Race', batchName: 'Race' });
    const { rows } = await desk.pull({ feedId: null, cursors: { [queueScope(maria)]: 0 }, streamIds: [], limit: 100 });
    const item = rows.flatMap((row) => (row.kind === 'item' && row.row.source.startsWith('race') ? [row.row] : []))[0];
    if (item === undefined) throw new Error('no item');
    const { accounts } = centre.centre.store;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let reached = (): void => undefined;
    const atNames = new Promise<void>((resolve) => (reached = resolve));
    const slowAccounts = partWith(accounts, {
      operators: async (siteId) => {
        reached();
        await held;
        return accounts.operators(siteId);
      },
    });
    const slow = exportBatch({ ...centre.centre, store: { ...centre.centre.store, accounts: slowAccounts } }, 'Race');
    await atNames;
    const entry = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '1.00' });
    expect((await desk.push(randomUUID(), [await desk.submit(item, maria, 1, entry)]))[0]?.outcome.kind).toBe('accepted');
    const quick = await exportBatch(centre.centre, 'Race');
    goOn();
    const [older, newer] = [await slow, quick].map((each) => (each.ok ? each.value.exported : null));
    expect([older?.items[0]?.values, newer?.items[0]?.values]).toEqual([null, entry.values]);
    expect([older?.revision, newer?.revision]).toEqual([1, 2]);
  });

  test('as CSV it defuses formulas unless it is asked for raw, and leaves a plain negative number alone', async () => {
    const csv = await centre.admin.text('/v1/admin/export.csv?batch=HV-1');
    const [header, , second] = csv.split('\r\n');
    expect(header).toBe('source,company,date,address,total,flags,overrides,note,rejectedFor,pass,keyedBy,keyedAtUtc,desk,epoch,batch,revision,secondKeyedBy,secondKeyDiffers');
    expect(second).toMatch(/^receipt-0002\.jpg,'=Kopi,2026-11-20,"A, ""B""\nC",-5\.00,,,,,key,maria,.+Z,Desk 7,1\.2,HV-1,2,,$/);
    expect(await centre.admin.text('/v1/admin/export.csv?batch=HV-1&raw=yes')).toContain('receipt-0002.jpg,=Kopi,');
  });

  test('a batch name that two projects use is refused with the ids', async () => {
    await importPages(centre.admin, tinyReceipts(1, 'a'), { site: 'Cebu', project: 'One', batchName: 'Both' });
    await importPages(centre.admin, tinyReceipts(1, 'b'), { site: 'Cebu', project: 'Two', batchName: 'Both' });
    await expect(centre.admin.text('/v1/admin/export.csv?batch=Both')).rejects.toMatchObject({
      message: expect.stringContaining('Several batches'), details: [expect.stringContaining('One'), expect.stringContaining('Two')],
    });
    await expect(centre.admin.text('/v1/admin/export.csv?batch=Nope')).rejects.toThrow('There is no batch “Nope”.');
  });

  test('explain tells an item’s story, by id and by name', async () => {
    await key(1, 'Late');
    const story = await centre.admin.get('/v1/admin/story?item=HV-1/receipt-0002.jpg', explainSchema);
    expect(story.events.map((event) => event.text.replace(/keyed \S+Z/, 'keyed then'))).toEqual([
      'The centre took it in as number 2 of its batch.',
      'The centre assigned it to maria (epoch 1.2).',
      'maria submitted an entry at Desk 7 under epoch 1.2, keyed then by the desk’s clock: accepted, the item was done with it.',
      'maria submitted an entry at Desk 7 under epoch 1.2, keyed then by the desk’s clock: kept, not used (alreadyDone).',
    ]);
    expect(await centre.admin.get(`/v1/admin/story?item=${story.itemId}`, explainSchema)).toEqual(story);
  });

  test('check finds a row that somebody changed behind the ledger’s back', async () => {
    const check = async (): Promise<ReturnType<typeof checkSchema.parse>> => centre.admin.send('POST', '/v1/admin/check', {}, checkSchema);
    expect(await check()).toMatchObject({ ok: true, items: 6, differences: [] });
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    const itemId = items[0]?.id ?? '';
    await database.query(`update item set row = jsonb_set(row, '{state}', '"done"') where id = $1`, [itemId]);
    expect(await check()).toMatchObject({ ok: false, differences: [{ itemId, what: 'state is "done", the ledger gives "open"' }] });
    await database.query('delete from item where id = $1', [itemId]);
    expect(await check()).toMatchObject({ ok: false, differences: [{ itemId, what: 'the ledger has it, but there is no row' }] });
    await database.end();
  });
});
