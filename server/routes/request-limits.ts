import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';

const MINUTE_MS = 60_000;
/** Tries of one address at what can be guessed: enrolment codes. */
const GUESSES_PER_MIN = 30;
/** Sign-ons at one desk, whoever they are for: a shift's change at a shared desk needs far fewer. */
const SIGN_ONS_PER_MIN = 20;
/** Documents for each request of another kind: a batch of thousands is fetched ahead in minutes. */
const DOCUMENTS_A_REQUEST = 10;

/** What a route counts as; each kind is limited by itself, so that none takes another's share. */
export type LimitKind = 'usual' | 'documents' | 'signOn';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For routes of desks: `usual` unless told. */
    limit?: LimitKind;
  }
}

export type RequestLimits = Readonly<{
  /** On every route of desks, by its kind, a desk (or without one, an address) at a time. */
  ofRoute: (request: FastifyRequest) => Promise<void>;
  /** Before a secret is looked at. */
  guessing: (request: FastifyRequest) => Promise<void>;
}>;

/** Limits in this process's memory. `perMin` 0 turns them off. */
export function requestLimits(app: FastifyInstance, perMin: number): RequestLimits {
  if (perMin === 0) return { ofRoute: async () => undefined, guessing: async () => undefined };
  const byKind = {
    usual: limit(app, perMin, 'usual'),
    documents: limit(app, perMin * DOCUMENTS_A_REQUEST, 'documents'),
    signOn: limit(app, SIGN_ONS_PER_MIN, 'signOn'),
  } satisfies Record<LimitKind, unknown>;
  return {
    ofRoute: async (request) => byKind[request.routeOptions.config.limit ?? 'usual'](request),
    guessing: limit(app, GUESSES_PER_MIN, 'guess'),
  };
}

function limit(app: FastifyInstance, max: number, name: string): (request: FastifyRequest) => Promise<void> {
  const check = app.createRateLimit({
    max, timeWindow: MINUTE_MS, keyGenerator: (request) => `${name}:${request.desk?.id ?? request.ip}`,
  });
  return async (request) => {
    const found = await check(request);
    if (found.isAllowed || !found.isExceeded) return;
    throw new RequestRefused(failed('rateLimited', 'Too many requests; wait a little.', { retryAfterMs: found.ttl }).failure);
  };
}
