import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { Item } from '../../../shared/domain/item';
import { addedOperatorSchema, addedSiteSchema, deskStateResponseSchema, enrolmentCodeResponseSchema } from '../../../shared/protocol/admin';
import { queueScope } from '../../../shared/protocol/pull';
import { openSiteKey, openSourceKey } from '../../../shared/seals/wrapped-key';
import { CentreDesk, CentreRefusal } from '../../support/centre-desk';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import { CentreInstance } from '../../support/centre-instance';
import { entryOf } from '../../support/entry-of';

const entry = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });

describe('who may do what at the centre', () => {
  let centre: CentreInstance;
  let cebu: CentreDesk;
  let manila: CentreDesk;
  let maria: string;
  let jun: string;

  beforeAll(async () => {
    centre = await CentreInstance.open(await freshDatabase());
    for (const name of ['Cebu', 'Manila']) await centre.admin.send('POST', '/v1/admin/sites', { name }, addedSiteSchema);
    maria = await addOperator('Cebu', 'maria');
    jun = await addOperator('Manila', 'jun');
    cebu = await centre.enrolDesk('Cebu');
    manila = await centre.enrolDesk('Manila');
    await importPages(centre.admin, tinyReceipts(2), { site: 'Cebu' });
  });
  afterAll(async () => centre.close());

  async function addOperator(site: string, login: string): Promise<string> {
    const person = { site, login, name: login, pin: '481516', role: 'operator' };
    return (await centre.admin.send('POST', '/v1/admin/operators', person, addedOperatorSchema)).operatorId;
  }

  async function code(validMinutes: number): Promise<string> {
    return (await centre.admin.send('POST', '/v1/admin/enrolment-codes', { site: 'Cebu', validMinutes }, enrolmentCodeResponseSchema)).code;
  }

  async function items(): Promise<Item[]> {
    const { rows } = await cebu.pull({ feedId: null, cursors: { [queueScope(maria)]: 0 }, streamIds: [], limit: 1000 });
    return rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));
  }

  const failureOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(() => 'none', (error: unknown) => (error instanceof CentreRefusal ? error.failure.kind : String(error)));

  test('an enrolment code enrols one desk, typed in any case and with spaces', async () => {
    const made = await code(10);
    const typed = `${made.slice(0, 4).toLowerCase()} - ${made.slice(4)}`;
    expect((await CentreDesk.enrol(centre.url, typed)).place.siteName).toBe('Cebu');
    expect(await failureOf(CentreDesk.enrol(centre.url, typed))).toBe('codeInvalid');
  });

  test('of two desks with one code at the same time one gets in', async () => {
    const made = await code(10);
    const both = await Promise.all([failureOf(CentreDesk.enrol(centre.url, made)), failureOf(CentreDesk.enrol(centre.url, made))]);
    expect(both.sort()).toEqual(['codeInvalid', 'none']);
  });

  test('a code that has run out and one that nobody made are refused', async () => {
    const made = await code(1);
    const later = { ...centre.centre, clock: { nowMs: () => Date.now() + 61_000 } };
    const { enrolDesk } = await import('../../../server/accounts/enrol-desk');
    const key = cebu.place.centreKey;
    expect(await enrolDesk(later, { code: made, deskName: 'Late', signKey: key, sealKey: key })).toMatchObject({ failure: { kind: 'codeInvalid' } });
    expect(await failureOf(CentreDesk.enrol(centre.url, 'ABCDEFGH'))).toBe('codeInvalid');
  });

  test('a desk opens the site’s key with its own, and a batch’s key with the site’s', async () => {
    const { rows } = await cebu.pull({ feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 1000 });
    const batch = rows.flatMap((row) => (row.kind === 'batch' ? [row.row] : []))[0];
    const siteKey = await openSiteKey(cebu.place.siteKeys[0]?.wrapped ?? '', cebu.sealKey);
    expect(await openSourceKey(batch?.sealedSourceKey ?? '', siteKey)).toHaveLength(32);
    await expect(openSiteKey(manila.place.siteKeys[0]?.wrapped ?? '', cebu.sealKey)).rejects.toThrow();
  });

  test('a desk of another site gets nothing: no row, no queue, no page, no item, no operator', async () => {
    const [item] = await items();
    if (item === undefined) throw new Error('no item');
    const asked = { feedId: null, streamIds: [], limit: 1000 };
    const cursors = { reference: 0, [queueScope(jun)]: 0, [queueScope(maria)]: 0, [queueScope(item.id)]: 0 };
    const { rows, head } = await manila.pull({ ...asked, cursors });
    expect(rows.map((row) => row.kind)).toEqual(['operator']);
    expect(head.cursors).toMatchObject({ [queueScope(maria)]: 0, [queueScope(item.id)]: 0 });
    expect(await failureOf(manila.request(`/v1/documents/${item.pages[0]?.hash}`))).toBe('notFound');
    expect(await failureOf(manila.signOn('maria', '481516'))).toBe('wrongPin');
    const mutation = await manila.submit(item, jun, 1, entry);
    expect((await manila.push(randomUUID(), [mutation]))[0]?.outcome).toEqual({ kind: 'refused', reason: 'unknownItem' });
    const inHerName = await manila.submit(item, maria, 1, entry);
    expect((await manila.push(randomUUID(), [inHerName]))[0]?.outcome).toEqual({ kind: 'refused', reason: 'unknownOperator' });
  });

  test('after five wrong PINs a login is locked at its desk, for longer each time, and at no other desk', async () => {
    await addOperator('Cebu', 'liza');
    const desk = await centre.enrolDesk('Cebu');
    const kinds = [];
    for (let i = 0; i < 6; i += 1) kinds.push(await failureOf(desk.signOn('liza', '000000')));
    expect(kinds).toEqual(['wrongPin', 'wrongPin', 'wrongPin', 'wrongPin', 'lockedOut', 'lockedOut']);
    const locked = await desk.signOn('liza', '481516').catch((error: unknown) => error);
    expect(locked instanceof CentreRefusal && (locked.failure.retryAfterMs ?? 0)).toBeGreaterThan(25_000);
    expect(await failureOf(cebu.signOn('liza', '481516'))).toBe('none');
    const { lockMsFor } = await import('../../../server/accounts/sign-on');
    expect([4, 5, 6, 7].map(lockMsFor)).toEqual([0, 30_000, 60_000, 120_000]);
  });

  test('a request without a token, with a wrong one and with the other kind is turned away', async () => {
    const withToken = async (path: string, token: string): Promise<number> =>
      (await fetch(centre.url + path, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await withToken('/v1/news', 'x.y.z')).toBe(401);
    expect(await withToken('/v1/news', centre.centre.keys.adminToken)).toBe(401);
    expect(await withToken('/v1/admin/status', cebu.token)).toBe(401);
    const { challenge } = await (await fetch(`${centre.url}/v1/challenge`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ deskId: cebu.place.deskId }),
    })).json();
    expect(await withToken('/v1/news', challenge)).toBe(401);
  });

  test('a challenge signed with another key gets no token', async () => {
    const { makeKey } = await import('../../../shared/seals/make-key');
    expect(await failureOf(cebu.authenticate(await makeKey('sign')))).toBe('unauthenticated');
  });

  test('former protocol versions are taken, and every answer says which', async () => {
    for (const version of ['1', '2', '3']) {
      const response = await fetch(`${centre.url}/v1/alive`, { headers: { 'keyroom-protocol': version } });
      expect([response.status, response.headers.get('keyroom-protocol'), response.headers.get('keyroom-protocol-accepts')]).toEqual([200, '3', '1-3']);
    }
  });

  test.each(['4', '5', '0', '-1', '1.0', 'x'])('protocol version %s is refused in words, with those that are taken', async (version) => {
    const response = await fetch(`${centre.url}/v1/alive`, { headers: { 'keyroom-protocol': version } });
    expect([response.status, response.headers.get('keyroom-protocol-accepts')]).toEqual([426, '1-3']);
    expect(await response.json()).toMatchObject({ error: { kind: 'versionUnknown' } });
  });

  test('a revoked desk may push, which is kept, and nothing else; it gets no key any more', async () => {
    const desk = await centre.enrolDesk('Cebu', 'Lost desk');
    const [item] = await items();
    if (item === undefined) throw new Error('no item');
    await centre.admin.send('PUT', '/v1/admin/desks/state', { site: 'Cebu', desk: 'Lost desk', state: 'revoked' }, deskStateResponseSchema);
    expect(await failureOf(desk.pull({ feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 1 }))).toBe('revoked');
    expect(await failureOf(desk.request(`/v1/documents/${item.pages[0]?.hash}`))).toBe('revoked');
    expect(await failureOf(desk.signOn('maria', '481516'))).toBe('revoked');
    const mutation = await desk.submit(item, maria, 1, entry);
    expect((await desk.push(randomUUID(), [mutation]))[0]?.outcome).toEqual({ kind: 'kept', reason: 'revoked' });
    expect(await desk.authenticate()).toMatchObject({ mayPull: false, place: { siteKeys: [] } });
  });

  test('a revoked operator cannot sign on, and their work is kept', async () => {
    const eva = await addOperator('Cebu', 'eva');
    await importPages(centre.admin, tinyReceipts(1, 'eva'), { site: 'Cebu', assignTo: ['eva'] });
    const { rows } = await cebu.pull({ feedId: null, cursors: { [queueScope(eva)]: 0 }, streamIds: [], limit: 10 });
    const item = rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []))[0];
    if (item === undefined) throw new Error('no item');
    await centre.admin.send('PUT', '/v1/admin/operators/state', { site: 'Cebu', login: 'eva', state: 'revoked' }, addedOperatorSchema);
    expect(await failureOf(cebu.signOn('eva', '000000'))).toBe('wrongPin');
    expect(await failureOf(cebu.signOn('eva', '481516'))).toBe('revoked');
    const { head, rows: left } = await cebu.pull({ feedId: null, cursors: { [queueScope(eva)]: 0, [queueScope(maria)]: 0 }, streamIds: [], limit: 10 });
    expect(left.map((row) => row.scope)).not.toContain(queueScope(eva));
    expect(left.length).toBeGreaterThan(0);
    expect(head).toMatchObject({ more: false, resets: expect.arrayContaining([queueScope(eva)]), drained: expect.arrayContaining([queueScope(eva)]) });
    const mutation = await cebu.submit(item, eva, 1, entry);
    expect((await cebu.push(randomUUID(), [mutation]))[0]?.outcome).toEqual({ kind: 'kept', reason: 'revoked' });
  });

  test('a colleague settles nothing that they never held, under any epoch', async () => {
    const dino = await addOperator('Cebu', 'dino');
    const [item] = await items();
    if (item === undefined) throw new Error('no item');
    const epochs = [item.minEpoch, { term: 1, seq: item.epoch.seq }];
    const stolen = await Promise.all(epochs.map(async (epoch, i) => cebu.submit(item, dino, i + 1, entry, { epoch })));
    const outcomes = await cebu.push(randomUUID(), stolen);
    expect(outcomes.map((each) => each.outcome)).toEqual(epochs.map(() => ({ kind: 'refused', reason: 'notAssigned' })));
    expect((await items()).find((each) => each.id === item.id)?.state).toBe('open');
  });

  test('wrong PINs at the same time count one by one', async () => {
    await addOperator('Cebu', 'rosa');
    const desk = await centre.enrolDesk('Cebu');
    const kinds = await Promise.all(Array.from({ length: 10 }, async () => failureOf(desk.signOn('rosa', '000000'))));
    expect(kinds.filter((kind) => kind === 'wrongPin')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'lockedOut')).toHaveLength(6);
  });

  test('entries that do not open or do not fit their form are refused, whole pushes with poison in them are read', async () => {
    const [item] = await items();
    if (item === undefined) throw new Error('no item');
    const stranger = await cebu.submit(item, maria, 1, entry, { body: 'no seal' });
    const unfit = await cebu.submit(item, maria, 2, { ...entry, values: { ...entry.values, total: '1,5' } });
    const poison = JSON.parse(`{"id": "${(await cebu.submit(item, maria, 3, entry)).id}", "seq": 3, "__proto__": {"x": 1}, "constructor": {"prototype": 1}}`);
    const good = await cebu.submit(item, maria, 4, entry);
    const outcomes = await cebu.push(randomUUID(), [stranger, unfit, poison, good]);
    expect(outcomes.map((each) => each.outcome)).toEqual([
      { kind: 'refused', reason: 'unreadable' }, { kind: 'refused', reason: 'invalidEntry' }, { kind: 'refused', reason: 'malformed' },
      { kind: 'accepted' },
    ]);
  });

  test('OpenAPI describes every route, with the shared schemas', async () => {
    const { paths } = await (await fetch(`${centre.url}/v1/openapi.json`)).json();
    expect(Object.keys(paths).sort()).toEqual([
      '/v1/admin/check', '/v1/admin/desks/ring', '/v1/admin/desks/state', '/v1/admin/enrolment-codes', '/v1/admin/export.csv', '/v1/admin/export.json', '/v1/admin/forms',
      '/v1/admin/imports', '/v1/admin/imports/{id}/pages/{sha256}', '/v1/admin/imports/{id}/publish', '/v1/admin/operators',
      '/v1/admin/operators/abilities', '/v1/admin/operators/state', '/v1/admin/projects', '/v1/admin/releases', '/v1/admin/releases/artifacts/{sha256}', '/v1/admin/releases/halt', '/v1/admin/releases/promote', '/v1/admin/releases/remove',
      '/v1/admin/shifts', '/v1/admin/shifts/list', '/v1/admin/site-desks', '/v1/admin/sites', '/v1/admin/sites/budget', '/v1/admin/status', '/v1/admin/story', '/v1/alive', '/v1/challenge',
      '/v1/documents/{hash}', '/v1/enrol', '/v1/kept-entries/open', '/v1/news', '/v1/openapi.json', '/v1/pull', '/v1/push', '/v1/releases/{sha256}', '/v1/sign-on', '/v1/token', '/v1/update',
    ]);
    const push = paths['/v1/push'].post.requestBody.content['application/json'].schema;
    expect(push.properties.mutations).toMatchObject({ type: 'array', maxItems: 200 });
  });
});
