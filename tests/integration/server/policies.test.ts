import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { MIGRATIONS } from '../../../server/store/postgres/migrations';
import { databaseOn, openPool } from '../../../server/store/postgres/postgres-pool';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store';
import { DEFAULT_POLICY } from '../../../shared/domain/policy';
import { addedOperatorSchema, addedSiteSchema, type ImportRequest } from '../../../shared/protocol/admin';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyJpeg, tinyReceipts } from '../../support/centre-delivery';
import { CentreInstance } from '../../support/centre-instance';
import { buildCentre, centreCommand, type CommandEnd } from '../../support/centre-process';

describe('policies of projects and what operators may be given, by the command line', () => {
  let centre: CentreInstance;

  beforeAll(async () => {
    await buildCentre();
    centre = await CentreInstance.open(await freshDatabase());
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    for (const login of ['jun', 'maria']) {
      await centre.admin.send('POST', '/v1/admin/operators', { site: 'Cebu', login, name: login, pin: '481516', role: 'operator' }, addedOperatorSchema);
    }
  });
  afterAll(async () => centre.close());

  const run = async (...words: readonly string[]): Promise<CommandEnd> =>
    centreCommand([...words, '--server', centre.url], { KEYROOM_ADMIN_TOKEN: centre.centre.keys.adminToken });
  const set = async (project: string, ...words: readonly string[]): Promise<CommandEnd> => run('project', 'set', `Nordlys/${project}`, ...words);
  const deliver = async (project: string, count: number, more: Partial<ImportRequest> = {}) =>
    importPages(centre.admin, tinyReceipts(count, `${project} ${v7()}`), { site: 'Cebu', client: 'Nordlys', project, ...more });

  test('a project is made with its policy before its first batch, changed, and listed', async () => {
    const made = await set('Pool', '--work-type', 'receipt', '--assign', 'pool', '--max-held', '5', '--cherry-picking', 'no', '--goal-hours', '2.5');
    expect([made.exitCode, made.stdout]).toEqual([0, 'Nordlys/Pool was added (receipt): pool, operators get the next items; no cherry-picking; at most 5 items each; wanted 2.5 h before the deadline.\n']);
    const changed = await set('Pool', '--max-held', 'none', '--abandoned-after', '4', '--weight', '3', '--risk', 'sensitive');
    expect(changed.stdout).toBe('Nordlys/Pool (receipt): pool, operators get the next items; no cherry-picking; back to the pool after 4 h of silence; wanted 2.5 h before the deadline; weight 3; sensitive.\n');
    expect((await run('project', 'list')).stdout).toContain(changed.stdout);
  });

  test.each([
    [['Unknown', '--assign', 'pool'], 1, 'There is no project “Nordlys/Unknown”.'],
    [['Made', '--work-type', 'no-such', '--assign', 'pool'], 1, 'There is no work type “no-such”.'],
    [['Made', '--work-type', 'receipt', '--abandoned-after', '4'], 1, 'Abandoned work goes back to the pool, where nobody could ask for it'],
    [['Made', '--work-type', 'receipt', '--assign', 'pool', '--depth-hours', '8'], 1, 'An offline depth is for work that is assigned ahead'],
    [['Made', '--max-held', '0'], 2, 'A limit is a whole number of items from 1, or none.'],
    [['Made', '--depth-hours', '-1'], 2, 'Hours are a number such as 8 or 0.5'],
    [['Made', '--weight', '0'], 2, 'A weight is a number above 0'],
    [['Made', '--cherry-picking', 'maybe'], 2, 'maybe'],
    [['Made'], 2, 'Say what is to change'],
  ])('refuses %j with words', async (words, exitCode, text) => {
    const [project = '', ...more] = words;
    const end = await set(project, ...more);
    expect([end.exitCode, end.stderr.includes(text)]).toEqual([exitCode, true]);
  });

  test('of a pool nothing is given out when a batch comes in; --assign-to overrules', async () => {
    await set('Later', '--work-type', 'receipt', '--assign', 'pool');
    expect(await deliver('Later', 4)).toMatchObject({ itemCount: 4, assigned: [] });
    expect(await deliver('Later', 4, { assignTo: ['maria'] })).toMatchObject({ assigned: [{ login: 'maria', itemCount: 4 }] });
    const folder = await mkdtemp(join(tmpdir(), 'keyroom-pool-'));
    await writeFile(join(folder, 'one.jpg'), tinyJpeg('pool one'));
    const { stdout } = await run('import', folder, '--client', 'Nordlys', '--project', 'Later', '--work-type', 'receipt', '--site', 'Cebu');
    expect(stdout).toContain('  In the pool: 1. Operators who may ask get them by and by; a lead can give them out.');
    await rm(folder, { recursive: true });
  });

  test('ahead with a depth gives each operator so many hours of work, held work counted, and leaves the rest in the pool', async () => {
    // While no pace is known an item counts as a minute.
    await set('Deep', '--work-type', 'receipt', '--depth-hours', '0.1');
    expect(await deliver('Deep', 20)).toMatchObject({ assigned: [{ login: 'jun', itemCount: 6 }, { login: 'maria', itemCount: 6 }] });
    expect(await deliver('Deep', 3)).toMatchObject({ assigned: [] });
  });

  test('who has not the skill or is not cleared gets nothing of it', async () => {
    const said = await run('operator', 'skills', '--site', 'Cebu', '--login', 'jun', '--work-types', 'supplier-invoice,time-sheet', '--cleared', 'sensitive');
    expect([said.exitCode, said.stdout]).toEqual([0, 'jun is given supplier-invoice, time-sheet, sensitive work included.\n']);
    expect(await deliver('Skilled', 4)).toMatchObject({ assigned: [{ login: 'maria', itemCount: 4 }] });
    expect((await run('operator', 'skills', '--site', 'Cebu', '--login', 'jun', '--work-types', 'all')).stdout).toBe('jun is given every work type, sensitive work included.\n');
    await set('Secret', '--work-type', 'receipt', '--risk', 'sensitive');
    expect(await deliver('Secret', 4)).toMatchObject({ assigned: [{ login: 'jun', itemCount: 4 }] });
  });

  test.each([
    [['--work-types', 'no-such'], 1, 'There is no work type “no-such”.'], [[], 2, 'Say what is to change'], [['--cleared', 'very'], 2, 'very'], [['--work-types', ','], 2, 'Name at least one work type'],
  ])('refuses skills %j with words', async (words, exitCode, text) => {
    const end = await run('operator', 'skills', '--site', 'Cebu', '--login', 'jun', ...words);
    expect([end.exitCode, end.stderr.includes(text)]).toEqual([exitCode, true]);
  });
});

describe('a database from before there were policies', () => {
  test('goes on as it was: projects are given out ahead, operators key everything, and what nobody holds is told of', async () => {
    const databaseUrl = await freshDatabase();
    const pool = openPool(databaseUrl, () => undefined);
    const db = databaseOn(pool);
    const before = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0005'));
    await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest();
    const [siteId, projectId, clientId, operatorId] = [v7(), v7(), v7(), v7()];
    const batchIds = [v7(), v7()] as const;
    await pool.query('insert into site (id, name, head) values ($1, $2, 7)', [siteId, 'Cebu']);
    await pool.query('insert into client values ($1, $2)', [clientId, 'Nordlys']);
    await pool.query('insert into project values ($1, $2, $3, $4)', [projectId, clientId, 'Old', 'receipt']);
    await pool.query('insert into operator (id, site_id, login, name, role, state, pin_hash) values ($1, $2, $3, $3, $4, $5, $6)', [operatorId, siteId, 'jun', 'operator', 'active', 'x']);
    for (const [i, batchId] of batchIds.entries()) {
      await pool.query('insert into batch (id, project_id, site_id, name, digest, row) values ($1, $2, $3, $4, $4, $5)', [batchId, projectId, siteId, `B${i}`, JSON.stringify({ id: batchId, dueAtUtc: '2026-11-22T08:00:00.000Z' })]);
      await pool.query('insert into item values ($1, $2, $3, 1, $4)', [v7(), siteId, batchId, JSON.stringify({ state: 'open', assignedTo: i === 0 ? null : operatorId })]);
    }
    const store = await openPostgresStore(pool, () => v7());
    expect(await store.batches.project('Nordlys', 'Old')).toMatchObject({ policy: DEFAULT_POLICY });
    expect(await store.accounts.operators(siteId)).toMatchObject([{ skills: null, clearedFor: 'normal' }]);
    const page = await store.work.pull(siteId, { feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 100 });
    expect(page.lines.map((line) => JSON.parse(line))).toEqual([{ scope: 'reference', key: batchIds[0], pos: 8, kind: 'pool', row: { batchId: batchIds[0] } }]);
    expect(await store.work.feedHead(siteId)).toBe(8);
    await store.close();
  });
});
