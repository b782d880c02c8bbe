import type {
  FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Result } from '../result';
import { RequestRefused } from './failure-reply';

/** Fastify with requests and answers typed and checked by the shared schemas. */
export type TypedRoutes = FastifyInstance<
  RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider
>;

/** The value of a result; a failure leaves the handler and is answered in one place with all others. */
export function answer<T>(result: Result<T>): T {
  if (!result.ok) throw new RequestRefused(result.failure);
  return result.value;
}
