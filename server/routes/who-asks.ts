import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Centre } from '../centre';
import { failed } from '../result';
import type { DeskRow } from '../store/rows';
import { RequestRefused } from './failure-reply';

declare module 'fastify' {
  interface FastifyRequest {
    /** The desk whose token came with the request; set by `deskOnly` and `activeDeskOnly`. */
    desk: DeskRow | null;
  }
}

type Hook = (request: FastifyRequest) => Promise<void>;

/** Lets only requests with a desk's token through; a revoked desk's too. */
export function deskOnly(centre: Centre): Hook {
  return async (request) => {
    request.desk = await deskOf(centre, request);
  };
}

/** Lets only requests of a desk through that has not been revoked. */
export function activeDeskOnly(centre: Centre): Hook {
  return async (request) => {
    const desk = await deskOf(centre, request);
    if (desk.state === 'revoked') throw new RequestRefused(failed('revoked', 'This desk was revoked; it may push, and nothing else.').failure);
    request.desk = desk;
  };
}

/** Lets only the command line through. */
export function adminOnly(centre: Centre): Hook {
  return async (request) => {
    if (sameText(bearerOf(request), centre.keys.adminToken)) return;
    throw unauthenticated('The admin token is missing or wrong.');
  };
}

/** The desk of a request that has passed `deskOnly`. */
export function askingDesk(request: FastifyRequest): DeskRow {
  if (request.desk === null) throw new Error('the route does not ask for a desk');
  return request.desk;
}

async function deskOf(centre: Centre, request: FastifyRequest): Promise<DeskRow> {
  const claims = await centre.tokens.read(bearerOf(request));
  const desk = claims === null ? null : await centre.store.accounts.desk(claims.deskId);
  if (desk === null || desk.siteId !== claims?.siteId) throw unauthenticated('The token is missing, wrong or has run out.');
  return desk;
}

function bearerOf(request: FastifyRequest): string {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function unauthenticated(message: string): RequestRefused {
  return new RequestRefused(failed('unauthenticated', message).failure);
}

/** In the same time whatever differs. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
