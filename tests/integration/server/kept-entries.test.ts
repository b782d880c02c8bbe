import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../../shared/domain/item';
import { addedOperatorSchema, addedSiteSchema, explainSchema, exportSchema } from '../../../shared/protocol/admin';
import { openKeptResponseSchema } from '../../../shared/protocol/open-kept';
import { queueScope } from '../../../shared/protocol/pull';
import { openEntry } from '../../../shared/seals/entry-seal';
import { CentreInstance } from '../../support/centre-instance';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import type { CentreDesk } from '../../support/centre-desk';
import { moveOf } from '../../support/centre-mutations';
import { judgeOf } from '../../support/centre-judge-contract';
import { entryOf } from '../../support/entry-of';

const first = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });
const late = entryOf({ company: 'Kopi Tiam', date: '2026-11-20', address: '', total: '12.50' });

describe('a kept entry at the centre', () => {
  let centre: CentreInstance;
  let desk: CentreDesk;
  let maria: string;
  let lena: string;
  let ben: string;

  beforeAll(async () => {
    centre = await CentreInstance.open(await freshDatabase());
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    const add = async (login: string, role: string): Promise<string> =>
      (await centre.admin.send('POST', '/v1/admin/operators', { site: 'Cebu', login, name: login, pin: '481516', role }, addedOperatorSchema)).operatorId;
    maria = await add('maria', 'operator');
    lena = await add('lena', 'lead');
    ben = await add('ben', 'operator');
    desk = await centre.enrolDesk('Cebu');
    await importPages(centre.admin, tinyReceipts(2), { site: 'Cebu', assignTo: ['maria'] });
  });
  afterAll(async () => centre.close());

  const items = async (): Promise<readonly Item[]> => {
    const { rows } = await desk.pull({ feedId: null, cursors: { [queueScope(maria)]: 0 }, streamIds: [], limit: 1000 });
    return rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));
  };
  const openKept = async (operatorId: string, itemId: string, keptId: string) =>
    openKeptResponseSchema.parse(await (await desk.request('/v1/kept-entries/open', { operatorId, itemId, keptId })).json());

  test('is shown beside the winner to a lead who signed on at that desk, sealed to it alone, and it is written down who saw it', async () => {
    const [item] = await items();
    if (item === undefined) throw new Error('no item');
    const [winner, kept] = [await desk.submit(item, maria, 1, first), await desk.submit(item, maria, 2, late)];
    await desk.push(randomUUID(), [winner, kept]);
    await expect(openKept(lena, item.id, kept.id)).rejects.toThrow('signOnNeeded');
    await desk.signOn('maria', '481516');
    await expect(openKept(maria, item.id, kept.id)).rejects.toThrow('forbidden');
    await desk.signOn('lena', '481516');
    await expect(openKept(lena, item.id, winner.itemId)).rejects.toThrow('notFound');
    const shown = await openKept(lena, item.id, kept.id);
    const read = async (sealed: string | null | undefined, of: typeof kept) =>
      openEntry(sealed ?? '', { mutationId: of.id, itemId: item.id, operatorId: maria, formHash: item.formHash }, desk.sealKey);
    expect((await read(shown.kept.sealed, kept))?.values).toEqual(late.values);
    expect((await read(shown.winner?.sealed, winner))?.values).toEqual(first.values);
    expect(shown.kept.sealed).not.toContain('Kopi');
    const other = await centre.enrolDesk('Cebu', 'Desk 2');
    expect(await openEntry(shown.kept.sealed ?? '', { mutationId: kept.id, itemId: item.id, operatorId: maria, formHash: item.formHash }, other.sealKey)).toBeNull();
    await expect(other.request('/v1/kept-entries/open', { operatorId: lena, itemId: item.id, keptId: kept.id })).rejects.toThrow('signOnNeeded');
    const story = await centre.admin.get(`/v1/admin/story?item=${item.id}`, explainSchema);
    expect(story.events.map(({ text }) => text).at(-1)).toBe('The centre showed 2 of its entries to lena.');
  });

  test('is exported in the winner’s place once a lead has promoted it, as a new revision', async () => {
    const item = (await items()).find(({ kept }) => kept.length > 0);
    if (item === undefined) throw new Error('no item');
    const asExported = async () => centre.admin.get('/v1/admin/export.json?batch=0001', exportSchema);
    const before = await asExported();
    const [keptId, winnerId] = [item.kept[0] ?? '', item.settledBy?.mutationId ?? ''];
    const entry = { id: keptId, itemId: item.id, capturedAt: item.settledBy?.capturedAt ?? { wallUtc: '', monotonicMs: 0, bootId: '' } };
    await desk.push(randomUUID(), [judgeOf(entry, lena, winnerId, 1)]);
    const after = await asExported();
    expect(before.items.find(({ source }) => source === item.source)?.values).toMatchObject({ company: 'Kopi' });
    expect(after.items.find(({ source }) => source === item.source)?.values).toMatchObject({ company: 'Kopi Tiam' });
    expect(after.revision).toBe(before.revision + 1);
  });

  test('counts as a second key that the export names, with what it says otherwise', async () => {
    const item = (await items()).find(({ state }) => state === 'open');
    if (item === undefined) throw new Error('no item');
    const winner = await desk.submit({ ...item, epoch: { term: 1, seq: item.epoch.seq + 1 } }, ben, 2, first);
    const kept = await desk.submit(item, maria, 3, late);
    const outcomes = await desk.push(randomUUID(), [moveOf([item], lena, ben, 1), winner, kept, judgeOf(kept, lena, winner.id, 4, { verdict: 'secondKey' })]);
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted', 'kept', 'accepted']);
    const { items: exported } = await centre.admin.get('/v1/admin/export.json?batch=0001', exportSchema);
    expect(exported.find(({ source }) => source === item.source)).toMatchObject({ keyedBy: 'ben', secondKey: { keyedBy: 'maria', differs: ['company'] } });
    expect(await centre.admin.text('/v1/admin/export.csv?batch=0001')).toMatch(/,maria,company\r\n/);
  });
});
