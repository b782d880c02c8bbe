import type { FastifyRequest } from 'fastify';
import { ACCEPTED_VERSIONS, PROTOCOL_HEADER, PROTOCOL_VERSION, rangeText, versionOf, type VersionRange } from '../../shared/protocol/version';
import { failed } from '../result';
import { RequestRefused } from './failure-reply';

declare module 'fastify' {
  interface FastifyRequest {
    /** The protocol version that the request is in, and that its answer has to be in. */
    protocolVersion: number;
  }
}

/** The version of a request; what says none is taken for this centre's own. Refuses what this centre does not take. */
export function askedVersion({ headers }: FastifyRequest, accepted: VersionRange = ACCEPTED_VERSIONS): number {
  const asked = headers[PROTOCOL_HEADER];
  if (asked === undefined) return PROTOCOL_VERSION;
  const version = versionOf(asked);
  if (version !== null && version >= accepted.oldest && version <= accepted.newest) return version;
  throw new RequestRefused(failed('versionUnknown', `This centre speaks protocol versions ${rangeText(accepted)}, not ${String(asked)}.`).failure);
}
