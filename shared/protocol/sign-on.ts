import { z } from 'zod';
import { operatorSchema } from '../domain/operator';
import { loginSchema, pinSchema } from '../domain/primitives';

/** `POST /v1/sign-on` with a desk's token. Fails with `wrongPin` or `lockedOut`. */
export const signOnRequestSchema = z.strictObject({ login: loginSchema, pin: pinSchema });

export const signOnResponseSchema = z.object({ operator: operatorSchema });
