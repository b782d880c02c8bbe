import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backoffMs } from '../../../../main/sync/backoff';
import { CentreLink, enrolAt } from '../../../../main/sync/centre-link';
import { STATUS_BY_KIND, type FailureKind } from '../../../../shared/protocol/failure';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { HandClock, idOf } from '../../../support/desk-fixtures';
import { failure, ScriptedCentre } from '../../../support/scripted-centre';

const PUSH = { method: 'POST', path: '/v1/push', body: { streamId: '00000000-0000-4000-8000-000000000001', mutations: [{ id: idOf('mutation', 1), seq: 1 }] } } as const;
let signKey: PrivateKey;
beforeAll(async () => {
  signKey = await makeKey('sign');
});

function linked(clock = new HandClock()): { centre: ScriptedCentre; link: CentreLink; clock: HandClock } {
  const centre = new ScriptedCentre(signKey);
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
  return { centre, link, clock };
}

describe('a desk’s link to its centre', () => {
  it('signs a challenge for a token once, and uses it until it runs out', async () => {
    const { centre, link, clock } = linked();
    for (let i = 0; i < 3; i += 1) expect((await link.open(PUSH)).ok).toBe(true);
    expect(centre.pathsAsked()).toEqual(['/v1/challenge', '/v1/token', '/v1/push', '/v1/push', '/v1/push']);
    clock.advance(centre.tokenLifetimeMs - 59_000);
    expect((await link.open(PUSH)).ok).toBe(true);
    expect(centre.pathsAsked().slice(5)).toEqual(['/v1/challenge', '/v1/token', '/v1/push']);
  });

  it('measures a token’s life by the centre’s time, however wrong its own clock is', async () => {
    const { centre, link, clock } = linked(new HandClock(Date.parse('2001-01-01T00:00:00.000Z')));
    for (let i = 0; i < 2; i += 1) expect((await link.open(PUSH)).ok).toBe(true);
    expect(centre.pathsAsked()).toHaveLength(4);
    expect(link.contact).toEqual({ centreMs: Date.parse('2026-11-21T08:00:00.000Z'), wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
    expect(link.place?.deskName).toBe('Desk');
  });

  it('renews a token that the centre no longer takes, once', async () => {
    const { centre, link } = linked();
    await link.open(PUSH);
    centre.forgetTokens();
    expect((await link.open(PUSH)).ok).toBe(true);
    centre.answer = ({ path }) => (path === '/v1/push' ? failure({ kind: 'unauthenticated', message: 'never' }) : undefined);
    const before = centre.asked.length;
    expect(await link.open(PUSH)).toMatchObject({ ok: false, failure: { kind: 'unauthenticated' } });
    expect(centre.pathsAsked().slice(before)).toEqual(['/v1/push', '/v1/challenge', '/v1/token', '/v1/push']);
  });

  it.each(Object.keys(STATUS_BY_KIND).filter((kind) => kind !== 'unauthenticated') as FailureKind[])('passes on %s as the centre said it', async (kind) => {
    const { centre, link } = linked();
    centre.answer = ({ path }) => (path === '/v1/push' ? failure({ kind, message: 'so', retryAfterMs: 7000 }) : undefined);
    expect(await link.open(PUSH)).toEqual({ ok: false, failure: { kind, message: 'so', retryAfterMs: 7000 } });
  });

  it.each([
    ['a proxy’s page with an error', new Response('<html>Bad gateway</html>', { status: 502 })],
    ['a portal’s page that looks like success', new Response('<html>Please sign in</html>')],
    ['JSON of another server', Response.json({ hello: 'there' })],
    ['an error of another server', Response.json({ error: 'no' }, { status: 404 })],
  ])('tells %s from an answer', async (_what, response) => {
    const { centre, link } = linked();
    centre.answer = ({ path }) => (path === '/v1/push' ? response : undefined);
    expect(await link.json(PUSH, z.object({ outcomes: z.array(z.unknown()) }))).toMatchObject({ ok: false, failure: { kind: 'notKeyroom' } });
  });

  it('is unreachable when nobody answers, or an answer breaks off', async () => {
    const { centre, link } = linked();
    centre.answer = ({ path }) => {
      if (path === '/v1/push') throw new TypeError('fetch failed');
      return undefined;
    };
    expect(await link.open(PUSH)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) });
    centre.answer = ({ path }) => (path === '/v1/push' ? new Response(broken) : undefined);
    expect(await link.json(PUSH, z.object({}))).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });

  it('enrols without a token', async () => {
    const { centre, clock } = linked();
    centre.answer = () => failure({ kind: 'codeInvalid', message: 'used' });
    expect(await enrolAt({ serverUrl: 'https://centre.invalid/', fetch: centre.fetch, clock }, {})).toMatchObject({ failure: { kind: 'codeInvalid' } });
    expect(centre.asked).toEqual([{ method: 'POST', path: '/v1/enrol', token: null, range: null }]);
  });
});

describe('the wait after a failure', () => {
  const unreachable = { kind: 'unreachable', message: '' } as const;

  it('doubles from a second to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => backoffMs(attempt, unreachable, 1))).toEqual(
      [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('is spread over its upper half', () => {
    expect([0, 0.5].map((fraction) => backoffMs(3, unreachable, fraction))).toEqual([2000, 3000]);
  });

  it('is never shorter than what the centre asked for', () => {
    expect(backoffMs(1, { kind: 'rateLimited', message: '', retryAfterMs: 90_000 }, 1)).toBe(90_000);
    expect(backoffMs(9, { kind: 'rateLimited', message: '', retryAfterMs: 10 }, 1)).toBe(30_000);
  });

  it('is never longer than an hour, whatever the centre asks for', () => {
    expect(backoffMs(1, { kind: 'rateLimited', message: '', retryAfterMs: 2 ** 40 }, 1)).toBe(3_600_000);
  });
});
