import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addedOperatorSchema, addedSiteSchema, statusSchema } from '../../../shared/protocol/admin';
import { publish, publishImport } from '../../../server/imports/publish-import';
import { resumeImports } from '../../../server/imports/resume-imports';
import { CentreInstance } from '../../support/centre-instance';
import { freshDatabase } from '../../support/centre-database';
import { importPages, tinyJpeg, tinyReceipts } from '../../support/centre-delivery';
import { partWith } from '../../support/centre-part';
import { buildCentre, centreCommand, type CommandEnd } from '../../support/centre-process';

describe('importing a delivery by the command line', () => {
  let centre: CentreInstance;
  let folder: string;
  let projects = 0;

  beforeAll(async () => {
    await buildCentre();
    centre = await CentreInstance.open(await freshDatabase());
    for (const name of ['Cebu', 'Empty']) await centre.admin.send('POST', '/v1/admin/sites', { name }, addedSiteSchema);
    for (const [login, role] of [['jun', 'operator'], ['maria', 'operator'], ['liza', 'lead']]) {
      await centre.admin.send('POST', '/v1/admin/operators', { site: 'Cebu', login, name: login, pin: '481516', role }, addedOperatorSchema);
    }
  });
  afterAll(async () => centre.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keyroom-delivery-'));
    projects += 1;
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  const put = async (name: string, bytes: Uint8Array | string): Promise<void> => {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), bytes);
  };
  const run = async (...more: readonly string[]): Promise<CommandEnd> =>
    centreCommand(
      ['import', folder, '--server', centre.url, '--client', 'Nordlys', '--project', `Project ${projects}`, '--work-type', 'receipt', '--site', 'Cebu', ...more],
      { KEYROOM_ADMIN_TOKEN: centre.centre.keys.adminToken },
    );
  const batchCount = async (): Promise<number> => (await centre.admin.get('/v1/admin/status', statusSchema)).batches.length;

  test('takes images and folders of pages, passes over what belongs to them, and shares out over the operators', async () => {
    for (const n of [1, 2, 10]) await put(`r${n}.jpg`, tinyJpeg(`take ${n}`));
    await put('r1.json', '{}');
    await put('.DS_Store', 'x');
    await put('letter/page10.jpg', tinyJpeg('take p10'));
    await put('letter/page2.jpeg', tinyJpeg('take p2'));
    const { exitCode, stdout } = await run('--batch', 'First', '--due', '2999-01-01T00:00:00+08:00');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Batch First \(.{36}\): 4 items, due 2998-12-31T16:00:00\.000Z\.\n {2}jun: 2\n {2}maria: 2\nIgnored 2 files/);
    const [batch] = await centre.centre.store.batches.batchesByName('First');
    const items = await centre.centre.store.work.itemsOfBatch(batch?.batch.id ?? '');
    expect(items.map((item) => [item.position, item.source, item.pages.map((page) => page.name)])).toEqual([
      [1, 'letter', ['page2.jpeg', 'page10.jpg']], [2, 'r1.jpg', ['r1.jpg']], [3, 'r2.jpg', ['r2.jpg']], [4, 'r10.jpg', ['r10.jpg']],
    ]);
  });

  test('refuses the whole delivery with a list of everything that is wrong, and takes the rest with --partial', async () => {
    await put('good.jpg', tinyJpeg('partial'));
    await put('empty.jpg', '');
    await put('cut.jpg', tinyJpeg('cut').subarray(0, -2));
    await put('half.jpg', halfOf(tinyJpeg('half')));
    await put('half-copied.jpg', new Uint8Array([...halfOf(tinyJpeg('half copied')), ...new Uint8Array(64)]));
    await put('after-the-thumbnail.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9]));
    await put('text.png', 'not an image');
    await put('notes.txt', 'x');
    await put('lonely.json', '{}');
    await put('letter/page.jpg', '');
    await mkdir(join(folder, 'nothing'));
    const before = await batchCount();
    const refused = await run();
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    const faults = [
      'notes.txt is no JPEG or PNG image', 'lonely.json is no JPEG or PNG image', 'nothing is a folder without pages',
      'cut.jpg is cut off: the end of the image is missing', 'half.jpg is cut off: the end of the image is missing',
      'half-copied.jpg is cut off: the end of the image is missing', 'after-the-thumbnail.jpg is damaged: its size cannot be read', 'empty.jpg is empty (0 bytes)', 'letter/page.jpg is empty (0 bytes)',
      'text.png is not a JPEG or PNG image, whatever its name says',
    ];
    expect(refused.stderr.trim().split('\n').slice(1).map((line) => line.trim()).sort()).toEqual([...faults].sort());
    expect(refused.stderr).not.toContain('    at ');
    expect(await batchCount()).toBe(before);
    const partial = await run('--partial');
    expect(partial.exitCode).toBe(0);
    expect(partial.stdout).toContain(': 1 item, due');
    for (const fault of faults) expect(partial.stdout).toContain(fault);
  });

  test('refuses the same delivery again and names its batch; the same pages for another project are another delivery', async () => {
    await put('a.jpg', tinyJpeg('again'));
    await run('--batch', 'Once');
    const again = await run('--batch', 'Twice');
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toMatch(/^This delivery is there already, as batch “Once” \(/);
    projects += 1;
    expect((await run()).exitCode).toBe(0);
  });

  test.each([
    [['--site', 'Oslo'], 1, 'There is no site “Oslo”. The sites are: Cebu, Empty.'],
    [['--work-type', 'invoice'], 1, 'There is no work type “invoice”. The work types are: new-customer, questionnaire, receipt, sales-order, supplier-invoice, time-sheet.'],
    [['--assign', 'maria,bob'], 1, 'There is no active login “bob” at Cebu. The logins are: jun, liza, maria.'],
    [['--due', '2020-01-01T00:00:00Z'], 1, 'which is past'],
    [['--due', 'tomorrow'], 2, 'ISO 8601'],
    [['--due', '2999-02-30T00:00:00Z'], 2, 'ISO 8601'],
  ])('refuses %j in words', async (args, exitCode, words) => {
    await put('a.jpg', tinyJpeg('words'));
    const end = await run(...args);
    expect(end.exitCode).toBe(exitCode);
    expect(end.stderr).toContain(words);
    expect(end.stderr).not.toContain('    at ');
  });

  test('refuses a folder that is not there and one without images', async () => {
    const before = await batchCount();
    expect(await run()).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('the folder holds no JPEG or PNG image') });
    expect(await run('--partial')).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('the folder holds no JPEG or PNG image') });
    expect(await batchCount()).toBe(before);
    await rm(folder, { recursive: true });
    expect(await run()).toMatchObject({ exitCode: 1, stderr: `There is no folder ${folder}.\n` });
  });

  test('lets items lie open at a site without operators, and says so', async () => {
    await put('a.jpg', tinyJpeg('nobody'));
    const { exitCode, stdout } = await run('--site', 'Empty');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('In the pool: 1.');
  });

  test('goes on where a publishing that was broken off stopped, and doing it again changes nothing', async () => {
    const { store } = centre.centre;
    let chunks = 0;
    const breaking: CentreInstance['centre'] = {
      ...centre.centre,
      store: { ...store, work: partWith(store.work, {
        atSite: async (siteId, work) => {
          chunks += 1;
          if (chunks > 1) throw new Error('killed');
          return store.work.atSite(siteId, work);
        },
      }) },
    };
    const publishBroken = async (id: string): Promise<void> => {
      await expect(publishImport(breaking, id)).rejects.toThrow('killed');
    };
    const started = await stage(300);
    await publishBroken(started);
    const [delivery] = await store.batches.deliveriesIn('publishing');
    const batchId = delivery?.plan?.batch.id ?? '';
    expect(await store.work.itemsOfBatch(batchId)).toHaveLength(99);
    await resumeImports(centre.centre);
    const items = await store.work.itemsOfBatch(batchId);
    expect(items.map((item) => item.position)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(await store.batches.deliveriesIn('publishing')).toEqual([]);
    if (delivery?.plan != null) await publish(centre.centre, started, delivery.plan);
    expect(await store.work.itemsOfBatch(batchId)).toEqual(items);
  });

  test.each(['under way', 'done'])('a publishing that fails in planning while another one is %s takes nothing from it', async (first) => {
    const { store } = centre.centre;
    const importId = await stage(3);
    const [staged, pages] = [await store.batches.delivery(importId), await store.batches.stagedPages(importId)];
    const killed = partWith(store.work, { atSite: async () => Promise.reject(new Error('killed')) });
    const work = first === 'done' ? store.work : killed;
    await publishImport({ ...centre.centre, store: { ...store, work } }, importId).catch(() => undefined);
    // The second request has read the delivery before the first began, plans when the pages are gone, and knew of them.
    const [deliveries, found] = [[staged], [new Map(), pages]];
    const late = partWith(store.batches, {
      delivery: async (id) => deliveries.shift() ?? store.batches.delivery(id),
      stagedPages: async () => found.shift() ?? new Map(),
    });
    const second = await publishImport({ ...centre.centre, store: { ...store, batches: late } }, importId);
    expect(second).toMatchObject({ ok: true, value: { itemCount: 3 } });
    const plan = (await store.batches.delivery(importId))?.plan;
    expect(await store.work.itemsOfBatch(plan?.batch.id ?? '')).toHaveLength(3);
    for (const { hash } of plan?.admissions.flatMap((each) => each.admit.pages) ?? []) {
      expect(await store.work.document(plan?.batch.siteId ?? '', hash)).not.toBeNull();
      const stream = await centre.centre.documents.open(hash, 0);
      expect(stream).not.toBeNull();
      stream?.destroy();
    }
  });

  /** Stages a delivery without publishing it. */
  async function stage(count: number): Promise<string> {
    const { startImport } = await import('../../../server/imports/start-import');
    const { stagePage } = await import('../../../server/imports/stage-page');
    const { describeDelivery } = await import('../../support/centre-delivery');
    const pages = tinyReceipts(count, 'broken');
    const request = describeDelivery(pages, { site: 'Cebu', project: `Project ${projects}` });
    const started = await startImport(centre.centre, request);
    if (!started.ok) throw new Error(started.failure.message);
    for (const item of request.items) {
      await stagePage(centre.centre, started.value.importId, item.pages[0]?.sha256 ?? '', pages.get(item.source) ?? new Uint8Array());
    }
    return started.value.importId;
  }

  test('a delivery that was never published is not seen by anybody', async () => {
    const before = await batchCount();
    await stage(2);
    expect(await batchCount()).toBe(before);
    await importPages(centre.admin, tinyReceipts(2, 'broken'), { site: 'Cebu', project: `Project ${projects}` });
    expect(await batchCount()).toBe(before + 1);
  });
});

function halfOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}
