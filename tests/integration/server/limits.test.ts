import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { InjectOptions } from 'fastify';
import { addedSiteSchema } from '../../../shared/protocol/admin';
import { buildApp } from '../../../server/routes/build-app';
import { DeskTokens, TOKEN_LIFETIME_MS } from '../../../server/security/desk-tokens';
import { PUSH_MAX_BYTES } from '../../../shared/protocol/push';
import { freshDatabase } from '../../support/centre-database';
import { CentreInstance } from '../../support/centre-instance';

describe('limits of the centre', () => {
  let centre: CentreInstance;

  beforeAll(async () => {
    centre = await CentreInstance.open(await freshDatabase());
  });
  afterAll(async () => centre.close());

  test('a desk that asks too often is told when to come again; the command line is not held up', async () => {
    const app = await buildApp(centre.centre, { rateLimitPerMin: 3, log: null });
    const challenge = async () => app.inject({ method: 'POST', url: '/v1/challenge', payload: { deskId: v7() } });
    const codes = [];
    for (let i = 0; i < 4; i += 1) codes.push((await challenge()).statusCode);
    expect(codes).toEqual([200, 200, 200, 429]);
    const refused = await challenge();
    expect(refused.json()).toMatchObject({ error: { kind: 'rateLimited', retryAfterMs: expect.any(Number) } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const headers = { authorization: `Bearer ${centre.centre.keys.adminToken}` };
    for (let i = 0; i < 9; i += 1) expect((await app.inject({ url: '/v1/admin/status', headers })).statusCode).toBe(200);
    await app.close();
  });

  test('documents and sign-ons have limits of their own: none takes the place of push and pull', async () => {
    await centre.admin.send('POST', '/v1/admin/sites', { name: 'Cebu' }, addedSiteSchema);
    const desk = await centre.enrolDesk('Cebu');
    const app = await buildApp(centre.centre, { rateLimitPerMin: 5, log: null });
    const headers = { authorization: `Bearer ${desk.token}` };
    const times = async (count: number, ask: InjectOptions): Promise<number[]> => {
      const codes = [];
      for (let i = 0; i < count; i += 1) codes.push((await app.inject({ ...ask, headers })).statusCode);
      return codes;
    };
    const document = { url: `/v1/documents/${'0'.repeat(64)}` };
    const [unknown, tooMany] = [404, 429];
    expect(await times(51, document)).toEqual([...Array.from({ length: 50 }, () => unknown), tooMany]);
    const signOn = { method: 'POST', url: '/v1/sign-on', payload: {} } as const;
    expect(await times(21, signOn)).toEqual([...Array.from({ length: 20 }, () => 400), tooMany]);
    const pull = { method: 'POST', url: '/v1/pull', payload: { feedId: null, cursors: { reference: 0 }, streamIds: [], limit: 1 } } as const;
    expect(await times(6, pull)).toEqual([200, 200, 200, 200, 200, tooMany]);
    const other = await centre.enrolDesk('Cebu', 'Desk 2');
    expect((await app.inject({ ...signOn, headers: { authorization: `Bearer ${other.token}` } })).statusCode).toBe(400);
    await app.close();
  });

  test('a request that is too large or fits no schema is refused by kind', async () => {
    const app = await buildApp(centre.centre, { rateLimitPerMin: 0, log: null });
    const { token } = await centre.centre.tokens.token({ deskId: v7(), siteId: v7() });
    const unknownDesk = await app.inject({ method: 'POST', url: '/v1/push', headers: { authorization: `Bearer ${token}` }, payload: {} });
    expect(unknownDesk.json()).toMatchObject({ error: { kind: 'unauthenticated' } });
    const bad = await app.inject({ method: 'POST', url: '/v1/challenge', payload: { deskId: 'x' } });
    expect(bad.json()).toMatchObject({ error: { kind: 'badRequest', details: [expect.stringContaining('deskId')] } });
    const large = await app.inject({ method: 'POST', url: '/v1/enrol', payload: { code: 'x'.repeat(PUSH_MAX_BYTES) } });
    expect(large.json()).toMatchObject({ error: { kind: 'tooLarge' } });
    const nowhere = await app.inject({ url: '/v1/nowhere' });
    expect(nowhere.json()).toMatchObject({ error: { kind: 'notFound' } });
    await app.close();
  });

  test('a token and a challenge run out', async () => {
    let nowMs = Date.now();
    const tokens = new DeskTokens(new TextEncoder().encode('s'.repeat(32)), { nowMs: () => nowMs });
    const claims = { deskId: v7(), siteId: v7() };
    const { token } = await tokens.token(claims);
    expect(await tokens.read(token)).toEqual(claims);
    expect(await tokens.read(await tokens.challenge(claims.deskId))).toBeNull();
    nowMs += TOKEN_LIFETIME_MS + 1000;
    expect(await tokens.read(token)).toBeNull();
    expect(await new DeskTokens(new TextEncoder().encode('t'.repeat(32)), { nowMs: () => nowMs - 2000 }).read(token)).toBeNull();
  });
});
