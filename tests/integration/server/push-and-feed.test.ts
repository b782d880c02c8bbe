import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../../shared/domain/item';
import type { Mutation } from '../../../shared/domain/mutation';
import { addedOperatorSchema, addedSiteSchema, checkSchema, statusSchema } from '../../../shared/protocol/admin';
import { ByteProxy } from '../../support/byte-proxy';
import { queueScope } from '../../../shared/protocol/pull';
import { freshDatabase, restartPostgres } from '../../support/centre-database';
import { importPages, tinyReceipts } from '../../support/centre-delivery';
import type { CentreDesk } from '../../support/centre-desk';
import { CentreFeedReader } from '../../support/centre-feed-reader';
import { CentreInstance } from '../../support/centre-instance';
import { pushUntilAnswered } from '../../support/centre-pusher';
import { entryOf } from '../../support/entry-of';

const entry = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });
const DESKS = 3;
const ITEMS_EACH = 40;

/** One desk with its operator, the items of theirs and what it keyed, each item twice by way of a mistake. */
type Worker = Readonly<{ desk: CentreDesk; proxy: ByteProxy; operatorId: string; streamId: string; journal: readonly Mutation[] }>;

describe('push and feed over two servers on one database, behind links that break', () => {
  let databaseUrl: string;
  let first: CentreInstance;
  let second: CentreInstance;
  let workers: readonly Worker[];

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    first = await CentreInstance.open(databaseUrl);
    second = await CentreInstance.open(databaseUrl, first.dataDir);
    await first.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    workers = await Promise.all(Array.from({ length: DESKS }, async (_, i) => makeWorker(i)));
    await importPages(first.admin, tinyReceipts(DESKS * ITEMS_EACH), { site: 'Cebu' });
    workers = await Promise.all(workers.map(async (worker) => ({ ...worker, journal: await journalOf(worker) })));
  });
  afterAll(async () => {
    await Promise.all(workers.map(async ({ proxy }) => proxy.close()));
    await second.close();
    await first.close();
  });

  async function makeWorker(i: number): Promise<Worker> {
    const person = { site: 'Cebu', login: `op${i}`, name: `Operator ${i}`, pin: '481516', role: 'operator' };
    const { operatorId } = await first.admin.send('POST', '/v1/admin/operators', person, addedOperatorSchema);
    const desk = await first.enrolDesk('Cebu', `Desk ${i}`);
    const proxy = await ByteProxy.open(Number(new URL((i % 2 === 0 ? first : second).url).port));
    desk.url = proxy.url;
    return { desk, proxy, operatorId, streamId: randomUUID(), journal: [] };
  }

  async function journalOf({ desk, operatorId }: Worker): Promise<readonly Mutation[]> {
    const reader = new CentreFeedReader(desk, [operatorId], 1000);
    await reader.catchUp();
    const items = [...reader.rows().values()].flatMap((row) => (row.kind === 'item' ? [row.row] : []));
    const twice = items.flatMap((item): Item[] => [item, item]);
    return Promise.all(twice.map(async (item, at) => desk.submit(item, operatorId, at + 1, entry)));
  }

  test('each mutation has exactly one effect and no reader misses a row, through lost replies, cuts, repeats and a restart of PostgreSQL', async () => {
    const readers = workers.map(({ desk, operatorId }, i) => {
      // Each reads at the server that it does not push to.
      const at = i % 2 === 0 ? second : first;
      return new CentreFeedReader(desk, [operatorId], 7, at.url);
    });
    let pushing = true;
    let restartedWhilePushing = false;
    const breaking = (async () => {
      for (let round = 0; pushing; round += 1) {
        workers[round % 2]?.proxy.dropReplies(2);
        workers[2]?.proxy.delay(round % 3);
        await pause(40);
        if (round === 2) {
          await restartPostgres(databaseUrl);
          restartedWhilePushing = pushing;
        }
        const cut = workers[round % workers.length]?.proxy;
        cut?.cut();
        await pause(20);
        cut?.restore();
      }
    })();
    const reading = (async () => {
      while (pushing) {
        for (const reader of readers) await reader.catchUp().catch(() => undefined);
        await pause(5);
      }
    })();
    const answers = await Promise.all(workers.map(async ({ desk, streamId, journal }) => pushUntilAnswered(desk, streamId, journal, 5)));
    pushing = false;
    await Promise.all([breaking, reading]);
    expect(restartedWhilePushing).toBe(true);

    for (const [i, worker] of workers.entries()) {
      worker.proxy.dropReplies(0);
      worker.proxy.delay(0);
      await readers[i]?.catchUp();
      const fresh = new CentreFeedReader(worker.desk, [worker.operatorId], 1000);
      await fresh.catchUp();
      expect(readers[i]?.rows()).toEqual(fresh.rows());
      const outcomes = worker.journal.map((mutation) => answers[i]?.get(mutation.id)?.kind);
      expect(outcomes).toEqual(worker.journal.map((_, at) => (at % 2 === 0 ? 'accepted' : 'kept')));
    }
    const { mutations, batches } = await first.admin.get('/v1/admin/status', statusSchema);
    expect(mutations).toEqual({ accepted: DESKS * ITEMS_EACH, kept: DESKS * ITEMS_EACH, refused: 0, forked: 0, unattributed: 0 });
    expect(batches[0]).toMatchObject({ items: DESKS * ITEMS_EACH, done: DESKS * ITEMS_EACH, kept: DESKS * ITEMS_EACH });
    expect(await second.admin.send('POST', '/v1/admin/check', {}, checkSchema)).toMatchObject({ ok: true, differences: [] });
  });

  test('pieces that arrive out of order make a gap and nothing else', async () => {
    const [worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    const streamId = randomUUID();
    const again = worker.journal.slice(0, 6);
    expect((await worker.desk.push(streamId, again.slice(3))).map((each) => each.outcome)).toEqual(again.slice(3).map(() => ({ kind: 'gap', resendFrom: 1 })));
    const answers = await worker.desk.push(streamId, again);
    expect(answers.map((each) => each.outcome.kind)).toEqual(['accepted', 'kept', 'accepted', 'kept', 'accepted', 'kept']);
  });

  test('the same push at both servers at once has one effect', async () => {
    const [, , worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    await importPages(first.admin, tinyReceipts(6, 'later'), { site: 'Cebu', assignTo: ['op2'] });
    const reader = new CentreFeedReader(worker.desk, [worker.operatorId], 1000);
    await reader.catchUp();
    const open = [...reader.rows().values()].flatMap((row) => (row.kind === 'item' && row.row.state === 'open' ? [row.row] : []));
    const streamId = randomUUID();
    const journal = await Promise.all(open.map(async (item, at) => worker.desk.submit(item, worker.operatorId, at + 1, entry)));
    const token = { authorization: `Bearer ${worker.desk.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ streamId, mutations: journal });
    const answers = await Promise.all([first, second, first, second].map(async ({ url }) =>
      (await fetch(`${url}/v1/push`, { method: 'POST', headers: token, body })).json()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcomes: open.map(() => ({ outcome: { kind: 'accepted' } })) });
    expect(await first.admin.send('POST', '/v1/admin/check', {}, checkSchema)).toMatchObject({ ok: true });
  });

  test('what others notify on the channel of the news is passed over', async () => {
    const [worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    const news: number[] = [];
    const end = second.centre.news.subscribe(worker.desk.place.siteId, ({ pos }) => news.push(pos));
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    for (const payload of ['not JSON', '', '{"siteId":', '[]', '{"siteId":7}']) await database.query('select pg_notify($1, $2)', ['keyroom_news', payload]);
    await database.query('select pg_notify($1, $2)', ['keyroom_news', JSON.stringify({ siteId: worker.desk.place.siteId, pos: 1 })]);
    await expect.poll(() => news).toEqual([1]);
    await database.end();
    end();
  });

  test('news of a write at one server is heard at the other, also after a restart of PostgreSQL', async () => {
    const [, , worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    const abort = new AbortController();
    const response = await fetch(`${second.url}/v1/news`, { headers: { authorization: `Bearer ${worker.desk.token}` }, signal: abort.signal });
    const heard: string[] = [];
    const listening = (async () => {
      for await (const bytes of response.body ?? []) heard.push(new TextDecoder().decode(bytes));
    })().catch(() => undefined);
    await expect.poll(() => heard.length).toBe(1);
    expect(heard[0]).toContain('event: news');
    await importPages(first.admin, tinyReceipts(1, 'news'), { site: 'Cebu', assignTo: ['op2'] });
    await expect.poll(() => heard.join('')).toContain(`"scopes":["${queueScope(worker.operatorId)}","floor"]`);
    expect(heard.join('')).toContain('"scopes":["reference"]');
    await restartPostgres(databaseUrl);
    const before = heard.length;
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(before);
    await importPages(first.admin, tinyReceipts(1, 'afterwards'), { site: 'Cebu' });
    await expect.poll(() => heard.length).toBeGreaterThan(before + 1);
    abort.abort();
    await listening;
  });
});

async function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
