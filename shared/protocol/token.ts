import { z } from 'zod';
import { idSchema, utcSchema } from '../domain/primitives';
import { deskPlaceSchema } from './enrol';

/** `POST /v1/challenge`, without a token. */
export const challengeRequestSchema = z.strictObject({ deskId: idSchema });

/** The challenge is good for a minute. */
export const challengeResponseSchema = z.object({ challenge: z.string().min(16).max(2000) });

/** `POST /v1/token`: the challenge signed as a compact JWS (ES256) with the desk's enrolment key, the challenge its payload. */
export const tokenRequestSchema = z.strictObject({ deskId: idSchema, signedChallenge: z.string().min(16).max(4000) });

/** The token is a bearer token of minutes; there are no refresh tokens. */
export const tokenResponseSchema = z.object({
  token: z.string().min(16),
  expiresAtUtc: utcSchema,
  /** A revoked desk may push, and nothing else. */
  mayPull: z.boolean(),
  place: deskPlaceSchema,
});
