import type { Failure } from '../../shared/protocol/failure';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait after the `attempt`-th failure in a row (from 1): doubling from one second to half a minute, of which a
 * random half is taken off so that a site's desks do not come back in step. A wait that the centre asked for is obeyed.
 */
export function backoffMs(attempt: number, failure: Failure, fraction: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  const jitteredMs = fullMs / 2 + (fullMs / 2) * fraction;
  return Math.max(jitteredMs, failure.retryAfterMs ?? 0);
}
