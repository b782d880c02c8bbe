import type { FailureKind } from '../../shared/protocol/failure';

const KINDS: ReadonlySet<FailureKind> = new Set(['unreachable', 'unavailable', 'rateLimited', 'unauthenticated', 'revoked']);

/** Whether a failure says something about the link and not about what was asked for: nothing else is worth asking for now. */
export function isOfTheLink(kind: FailureKind): boolean {
  return KINDS.has(kind);
}
