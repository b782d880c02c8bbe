import { enrolRequestSchema, enrolResponseSchema } from '../../shared/protocol/enrol';
import { failureSchema } from '../../shared/protocol/failure';
import { signOnRequestSchema, signOnResponseSchema } from '../../shared/protocol/sign-on';
import {
  challengeRequestSchema, challengeResponseSchema, tokenRequestSchema, tokenResponseSchema,
} from '../../shared/protocol/token';
import { deskToken } from '../accounts/desk-token';
import { enrolDesk } from '../accounts/enrol-desk';
import { signOn } from '../accounts/sign-on';
import type { Centre } from '../centre';
import { answer, type TypedRoutes } from './typed-routes';
import { activeDeskOnly, askingDesk } from './who-asks';
import type { RequestLimits } from './request-limits';

/** How a desk gets in, and how an operator signs on at it. */
export function deskRoutes(app: TypedRoutes, centre: Centre, limits: RequestLimits): void {
  app.post('/v1/enrol', {
    onRequest: limits.guessing,
    schema: {
      summary: 'Enrols a desk with a one-time code', body: enrolRequestSchema,
      response: { 200: enrolResponseSchema, default: failureSchema },
    },
  }, async (request) => answer(await enrolDesk(centre, request.body)));

  app.post('/v1/challenge', {
    schema: {
      summary: 'A challenge for a desk to sign', body: challengeRequestSchema,
      response: { 200: challengeResponseSchema, default: failureSchema },
    },
  }, async (request) => ({ challenge: await centre.tokens.challenge(request.body.deskId) }));

  app.post('/v1/token', {
    schema: {
      summary: 'A token of minutes for a signed challenge', body: tokenRequestSchema,
      response: { 200: tokenResponseSchema, default: failureSchema },
    },
  }, async ({ body }) => answer(await deskToken(centre, body.deskId, body.signedChallenge)));

  app.post('/v1/sign-on', {
    onRequest: activeDeskOnly(centre),
    config: { limit: 'signOn' },
    schema: {
      summary: 'Signs an operator on at the desk', body: signOnRequestSchema, security: [{ desk: [] }],
      response: { 200: signOnResponseSchema, default: failureSchema },
    },
  }, async (request) => answer(await signOn(centre, askingDesk(request), request.body.login, request.body.pin)));
}
