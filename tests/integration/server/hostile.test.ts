import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureSchema } from '../../../shared/protocol/failure';
import { parseJson } from '../../../shared/protocol/parse-json';
import { pullHeadSchema, queueScope } from '../../../shared/protocol/pull';
import { pushRequestSchema, pushResponseSchema } from '../../../shared/protocol/push';
import { freshDatabase } from '../../support/centre-database';
import { garbage, spoil } from '../../support/hostile/garbage';
import { requestKinds, type Credential, type Request, type RequestKind } from '../../support/hostile/request-kinds';
import { TwoSites } from '../../support/hostile/two-sites';
import { wrongMutation } from '../../support/hostile/wrong-mutations';
import { Random } from '../../support/random';

const SOUND_BUT_WRONG = 4_000;
const SPOILT = 5_000;
const WRONG_MUTATIONS = 1_000;
const MUTATIONS_A_PUSH = 50;
const ATTEMPTS = 1_000;
const SEED = 20_261_121;

/** Tables that a push may write to, whatever becomes of it: it is stored whole, and told about. */
const WRITTEN_BY_PUSHES = ['ledger', 'stream', 'stream_place', 'feed_row', 'site', 'item'];

describe('whatever is sent to the centre', () => {
  let sites: TwoSites;
  const thrown: unknown[] = [];
  const noteThrown = (error: unknown): void => void thrown.push(error);

  beforeAll(async () => {
    sites = await TwoSites.open(await freshDatabase());
    process.on('unhandledRejection', noteThrown);
    process.on('uncaughtException', noteThrown);
  });
  afterAll(async () => {
    process.off('unhandledRejection', noteThrown);
    process.off('uncaughtException', noteThrown);
    await sites.close();
  });

  function bearerOf(as: Credential): Readonly<Record<string, string>> {
    if (as === 'none') return {};
    return { authorization: `Bearer ${as === 'desk' ? sites.cebu.desk.token : sites.centre.centre.keys.adminToken}` };
  }

  async function send({ method, path, body, as }: Request, headers: Readonly<Record<string, string>> = {}): Promise<Readonly<{ status: number; text: string }>> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(sites.centre.url + path, {
      method, headers: { ...bearerOf(as), ...json, ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** A refusal says in words why, and nothing of how the centre is made. */
  function expectRefusal({ status, text }: Readonly<{ status: number; text: string }>, to = ''): void {
    const said = `${status} ${text} ${to}`;
    expect(status, said).toBeGreaterThanOrEqual(400);
    expect(status, said).toBeLessThan(500);
    const failure = failureSchema.safeParse(parseJson(text));
    expect(failure.success, said).toBe(true);
    expect(failure.data?.error.message, said).not.toMatch(/^\s*at |node_modules|SELECT|insert into/i);
  }

  async function expectNothingWritten(work: () => Promise<void>, except: readonly string[] = []): Promise<void> {
    const before = await sites.digestOfTables();
    await work();
    const after = await sites.digestOfTables();
    const changed = [...after].filter(([table, digest]) => before.get(table) !== digest && !except.includes(table)).map(([table]) => table);
    expect(changed).toEqual([]);
    expect(thrown).toEqual([]);
    expect((await send({ method: 'GET', path: '/v1/alive', as: 'none' })).status).toBe(200);
  }

  test('every route is among those that are tried', async () => {
    const { paths } = (await (await fetch(`${sites.centre.url}/v1/openapi.json`)).json()) as { paths: Record<string, unknown> };
    const tried = new Set([...requestKinds(sites).map(({ route }) => route.replaceAll(/:(\w+)/g, '{$1}')), '/v1/push']);
    expect(Object.keys(paths).filter((path) => !tried.has(path))).toEqual([]);
  });

  test(`of ${SOUND_BUT_WRONG} requests that fit their schema and are wrong by one field none does anything`, async () => {
    const random = new Random(SEED);
    const kinds = requestKinds(sites);
    await expectNothingWritten(async () => {
      for (let i = 0; i < SOUND_BUT_WRONG; i += 1) {
        const { route, schema, wrong } = kinds[i % kinds.length] ?? random.pick(kinds);
        const request = wrong(random);
        expect(schema.safeParse(request.body).success, route).toBe(true);
        const answer = await send(request);
        if (answer.status === 200 && (route === '/v1/challenge' || route === '/v1/pull')) expectNothingTold(answer.text);
        else expectRefusal(answer);
      }
    });
  });

  /** A challenge for a desk that there is not, and an empty page: they tell nothing. */
  function expectNothingTold(text: string): void {
    const [head = ''] = text.split('\n');
    const page = pullHeadSchema.safeParse(JSON.parse(head));
    if (page.success) expect(page.data.rowCount).toBe(0);
    for (const { id } of sites.manila.items) expect(text).not.toContain(id);
  }

  test(`of ${SPOILT} requests with some part spoilt none does anything`, async () => {
    const random = new Random(SEED + 1);
    const push = { schema: pushRequestSchema, wrong: (): Request => ({ method: 'POST', path: '/v1/push', body: { streamId: random.uuidV4(), mutations: [] }, as: 'desk' }) };
    const kinds = [...requestKinds(sites), push];
    await expectNothingWritten(async () => {
      for (let i = 0; i < SPOILT; i += 1) {
        const request = spoilt(kinds[i % kinds.length] ?? push, random);
        const { status, text } = await send(request, random.int(8) === 0 ? oddHeaders(random) : {});
        expect(status, `${text} to ${JSON.stringify(request).slice(0, 2_000)}`).toBeLessThan(500);
        if (status >= 400) expectRefusal({ status, text }, JSON.stringify(request).slice(0, 2_000));
      }
    });
  });

  /** Never one that fits its schema after all: an administrator's would rightly be done. */
  function spoilt({ schema, wrong }: Pick<RequestKind, 'schema' | 'wrong'>, random: Random): Request {
    const sound = wrong(random);
    if (sound.body === undefined) return { ...sound, path: `${sound.path}${random.pick(['/', '%00', '?x[]=1', '/../../x', encodeURIComponent(Buffer.from(JSON.stringify(garbage(random))).subarray(0, 300).toString('utf8'))])}` };
    const body = random.int(10) === 0 ? random.pick(['{', '[', '"', '{"a":', '\u0000', '[[[[', '{"a":1}{"a":2}']) : spoil(sound.body, random);
    return { ...sound, body: schema.safeParse(body).success ? [body] : body };
  }

  function oddHeaders(random: Random): Readonly<Record<string, string>> {
    return random.pick<Readonly<Record<string, string>>>([
      { 'keyroom-protocol': '2' }, { 'keyroom-protocol': 'x'.repeat(3_000) }, { 'content-type': 'text/plain' }, { 'content-type': 'multipart/form-data' },
      { 'content-type': 'application/json; charset=utf-16' }, { 'content-encoding': 'gzip' }, { range: 'bytes=9-1' }, { 'x-forwarded-for': '::1' },
    ]);
  }

  test(`of ${WRONG_MUTATIONS} mutations that fit the schema and are wrong by one field none is used; each is stored whole and said why`, async () => {
    const random = new Random(SEED + 2);
    const reasons = new Map<string, Set<string>>();
    await expectNothingWritten(async () => {
      for (let i = 0; i < WRONG_MUTATIONS; i += MUTATIONS_A_PUSH) {
        const wrong = await Promise.all(Array.from({ length: MUTATIONS_A_PUSH }, (_, n) => wrongMutation(sites, random, n + 1)));
        const answer = await send({ method: 'POST', path: '/v1/push', as: 'desk', body: { streamId: random.uuidV4(), mutations: wrong.map(({ mutation }) => mutation) } });
        const { outcomes } = pushResponseSchema.parse(JSON.parse(answer.text));
        const stored = await sites.centre.centre.store.work.ledgerByMutation(sites.cebu.desk.place.siteId, outcomes.map(({ id }) => id));
        for (const [n, { way, mutation }] of wrong.entries()) {
          const outcome = outcomes[n]?.outcome;
          const reason = outcome?.kind === 'kept' || outcome?.kind === 'refused' ? outcome.reason : (outcome?.kind ?? 'none');
          reasons.set(way, (reasons.get(way) ?? new Set()).add(reason));
          expect(outcomes[n]?.id).toBe(mutation.id);
          expect(parseJson(stored.get(mutation.id)?.raw ?? '')).toEqual(mutation);
        }
      }
    }, WRITTEN_BY_PUSHES);
    expect(Object.fromEntries([...reasons].map(([way, all]) => [way, [...all].join(' and ')]))).toEqual({
      'unknown item': 'unknownItem', "another site's item": 'unknownItem', 'unknown operator': 'unknownOperator', "another site's operator": 'unknownOperator',
      "a colleague's item": 'notAssigned', 'an epoch from before': 'notAssigned', 'an epoch to come': 'notAssigned', 'another form': 'otherForm',
      'a hash that does not fit': 'hashMismatch', 'a body that nobody sealed': 'unreadable', 'a body bound to another id': 'unreadable',
      'an entry that does not fit its form': 'invalidEntry', 'a later version': 'malformed',
    });
    for (const { id, epoch, assignedTo } of sites.cebu.items) {
      expect(await sites.centre.centre.store.work.item(id)).toMatchObject({ state: 'open', settledBy: null, epoch, assignedTo });
    }
  });

  test(`${ATTEMPTS} attempts across sites and roles get no row and do nothing`, async () => {
    const random = new Random(SEED + 3);
    const { manila, revoked } = sites;
    const admin = sites.centre.centre.keys.adminToken;
    const foreign = [...manila.items.map(({ id }) => id), ...manila.operatorIds, manila.desk.place.deskId, ...manila.logins, 'Client of Manila'];
    const unsigned = (token: string): string => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
    const asDesk = (path: string, body?: unknown): Request => ({ method: body === undefined ? 'GET' : 'POST', path, as: 'desk', ...(body === undefined ? {} : { body }) });
    const pull = (cursors: Readonly<Record<string, number>>): Request => asDesk('/v1/pull', { feedId: null, cursors, streamIds: [], limit: 1000 });
    const everything = pull({ reference: 0, ...Object.fromEntries(manila.operatorIds.map((id) => [queueScope(id), 0])) });
    const attempts: readonly (() => Readonly<{ request: Request; token?: string }>)[] = [
      () => ({ request: pull({ [queueScope(random.pick(manila.operatorIds))]: 0 }) }),
      () => ({ request: everything }),
      () => ({ request: asDesk(`/v1/documents/${random.pick(manila.items).pages[0]?.hash}`) }),
      () => ({ request: asDesk(random.pick(['/v1/admin/status', `/v1/admin/story?item=${random.pick(manila.items).id}`, `/v1/admin/export.json?batch=${manila.items[0]?.batchId}`])) }),
      () => ({ request: asDesk(random.pick(['/v1/admin/check', '/v1/admin/sites', '/v1/admin/operators', '/v1/admin/enrolment-codes', '/v1/admin/imports']), { site: 'Manila', name: 'Manila', validMinutes: 9 }) }),
      () => ({ request: everything, token: revoked.token }),
      () => ({ request: asDesk('/v1/news'), token: revoked.token }),
      () => ({ request: asDesk('/v1/sign-on', { login: 'maria', pin: '481516' }), token: revoked.token }),
      () => ({ request: everything, token: random.pick([admin, '', 'x', unsigned(manila.desk.token), `${manila.desk.token}x`, manila.desk.token.split('').reverse().join('')]) }),
    ];
    await expectNothingWritten(async () => {
      for (let i = 0; i < ATTEMPTS; i += 1) {
        const { request, token } = attempts[i % attempts.length]?.() ?? { request: everything };
        const answer = await send(request, token === undefined ? {} : { authorization: `Bearer ${token}` });
        expect(answer.status, answer.text).toBeLessThan(500);
        expect(foreign.filter((secret) => answer.text.includes(secret) && !JSON.stringify(request).includes(secret))).toEqual([]);
        const rows = answer.text.split('\n').slice(1).filter((line) => foreign.some((secret) => line.includes(secret)));
        expect(rows).toEqual([]);
        if (token !== undefined) expectRefusal(answer);
      }
    });
  });
});
