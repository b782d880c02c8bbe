import { createHash, randomUUID, webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../../shared/domain/item';
import { addedOperatorSchema, addedSiteSchema } from '../../../shared/protocol/admin';
import { queueScope, type FeedRow } from '../../../shared/protocol/pull';
import { CentreInstance } from '../../support/centre-instance';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import type { CentreDesk } from '../../support/centre-desk';
import { entryOf } from '../../support/entry-of';

const entry = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });

describe('a desk at the centre', () => {
  let centre: CentreInstance;
  let desk: CentreDesk;
  let maria: string;

  beforeAll(async () => {
    centre = await CentreInstance.open(await freshDatabase());
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    const person = { site: 'Cebu', login: 'maria', name: 'Maria', pin: '481516', role: 'operator' };
    maria = (await centre.admin.send('POST', '/v1/admin/operators', person, addedOperatorSchema)).operatorId;
    desk = await centre.enrolDesk('Cebu');
  });
  afterAll(async () => centre.close());

  const pullAll = async (): Promise<{ rows: FeedRow[]; feedId: string }> => {
    const scope = queueScope(maria);
    const { head, rows } = await desk.pull({ feedId: null, cursors: { reference: 0, [scope]: 0 }, streamIds: [], limit: 1000 });
    return { rows: [...rows], feedId: head.feedId };
  };
  const itemsOf = (rows: readonly FeedRow[]): Item[] => rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));

  test('signs an operator on', async () => {
    expect(await desk.signOn('maria', '481516')).toBe(maria);
    await expect(desk.signOn('maria', '000000')).rejects.toThrow('wrongPin');
  });

  test('pulls a batch, fetches a sealed page in two parts, and has its submit accepted once', async () => {
    await importPages(centre.admin, tinyReceipts(3), { site: 'Cebu' });
    const { rows } = await pullAll();
    expect(rows.map((row) => row.kind).sort()).toEqual(['batch', 'client', 'form', 'item', 'item', 'item', 'operator', 'project']);
    const [item] = itemsOf(rows);
    if (item === undefined) throw new Error('no item');
    const hash = item.pages[0]?.hash ?? '';
    const whole = Buffer.from(await (await desk.request(`/v1/documents/${hash}`)).arrayBuffer());
    const rest = await desk.request(`/v1/documents/${hash}`, undefined, { range: 'bytes=10-' });
    expect(rest.status).toBe(206);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(10));
    expect(createHash('sha256').update(whole).digest('hex')).toBe(hash);
    const streamId = randomUUID();
    const mutation = await desk.submit(item, maria, 1, entry);
    expect(await desk.push(streamId, [mutation])).toEqual([{ id: mutation.id, outcome: { kind: 'accepted' } }]);
    expect(await desk.push(streamId, [mutation])).toEqual([{ id: mutation.id, outcome: { kind: 'accepted' } }]);
    const after = itemsOf((await pullAll()).rows).find((each) => each.id === item.id);
    expect(after).toMatchObject({ state: 'done', kept: [], settledBy: { mutationId: mutation.id } });
    expect(webcrypto.subtle).toBeDefined();
  });
});
