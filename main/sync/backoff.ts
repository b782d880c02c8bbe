import type { Failure } from '../../shared/protocol/failure';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** No wait is longer, whoever asks for it: longer ones overflow a timer, and a desk must not be put to sleep from afar. */
export const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * How long to wait after the `attempt`-th failure in a row (from 1): doubling from one second to half a minute, of which a
 * random half is taken off so that a site's desks do not come back in step. A wait that the centre asked for is obeyed. Null
 * stands for a trouble of this desk's own.
 */
export function backoffMs(
  attempt: number,
  failure: Failure | null,
  fraction: number,
  longestMs: number = LONGEST_MS,
): number {
  const fullMs = Math.min(longestMs, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  const jitteredMs = fullMs / 2 + (fullMs / 2) * fraction;
  return Math.max(jitteredMs, askedWaitMs(failure));
}

/** The wait that the centre asked for; 0 when it asked for none. */
export function askedWaitMs(failure: Failure | null): number {
  return Math.min(LONGEST_WAIT_MS, failure?.retryAfterMs ?? 0);
}
