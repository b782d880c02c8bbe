import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { STATUS_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { failed } from '../result';
import { isDatabaseAway } from '../store/postgres/database-away';

/** An expected failure on its way out of a hook, where nothing can be returned. */
export class RequestRefused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Answers with a failure, under its kind's status. */
export function sendFailure(reply: FastifyReply, failure: Failure): FastifyReply {
  if (failure.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(failure.retryAfterMs / 1000));
  void reply.code(STATUS_BY_KIND[failure.kind]).header('content-type', 'application/json; charset=utf-8');
  // As text: it needs no schema of the route that failed.
  return reply.serializer((payload: string) => payload).send(JSON.stringify({ error: failure }));
}

/** The one place where whatever was thrown becomes an answer. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  if (failure.kind === 'internal') request.log.error({ err: error, method: request.method, url: request.url }, 'broken invariant');
  return sendFailure(reply, failure);
}

function failureOf(error: FastifyError): Failure {
  if (error instanceof RequestRefused) return error.failure;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map((each) => `${each.instancePath}: ${each.message ?? 'does not fit'}`);
    return failed('badRequest', 'The request does not fit its schema.', { details }).failure;
  }
  if (isDatabaseAway(error)) {
    return failed('unavailable', 'The centre’s database cannot be reached just now; try again shortly.').failure;
  }
  if (error.statusCode === 413) return failed('tooLarge', 'The request is larger than this route takes.').failure;
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return failed('badRequest', error.message).failure;
  }
  return failed('internal', 'The centre has failed at this request; its log says how.').failure;
}
