import { z } from 'zod';
import { operatorSchema } from '../domain/operator';
import { loginSchema, pinSchema } from '../domain/primitives';

/** `POST /v1/sign-on` with a desk's token. Fails with `wrongPin`, `lockedOut`, or `revoked` for a right PIN of a revoked operator. */
export const signOnRequestSchema = z.strictObject({ login: loginSchema, pin: pinSchema });

export const signOnResponseSchema = z.object({ operator: operatorSchema });
