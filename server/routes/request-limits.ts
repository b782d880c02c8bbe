import type { FastifyInstance, FastifyRequest } from 'fastify';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';

const MINUTE_MS = 60_000;
/** Tries of one address at what can be guessed: enrolment codes. */
const GUESSES_PER_MIN = 30;

export type RequestLimits = Readonly<{
  /** On every route of desks, a desk (or without one, an address) at a time. */
  usual: (request: FastifyRequest) => Promise<void>;
  /** Before a secret is looked at. */
  guessing: (request: FastifyRequest) => Promise<void>;
}>;

/** Limits in this process's memory. `perMin` 0 turns them off. */
export function requestLimits(app: FastifyInstance, perMin: number): RequestLimits {
  if (perMin === 0) return { usual: async () => undefined, guessing: async () => undefined };
  return { usual: limit(app, perMin, 'all'), guessing: limit(app, GUESSES_PER_MIN, 'guess') };
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
