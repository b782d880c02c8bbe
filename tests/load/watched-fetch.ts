import type { Fetch } from '../../main/sync/patient-fetch';
import { pushResponseSchema } from '../../shared/protocol/push';
import { nowMs } from './load-messages';
import type { Tally } from './tally';

/**
 * The desk's way to the network, with a look at what goes over it: how long a push took until its whole answer was here,
 * what it said, and every request that failed. What the desk gets is what came.
 */
export function watchedFetch(tally: Tally): Fetch {
  return async (url, init) => {
    const { pathname } = new URL(url);
    const path = pathname.startsWith('/v1/documents/') ? '/v1/documents' : pathname;
    const beganAtMs = nowMs();
    tally.count('requests', path);
    try {
      const response = await fetch(url, init);
      if (!response.ok) tally.count('errors', `${path} ${response.status}`);
      return response.ok && path === '/v1/push' ? await pushAnswer(tally, response, beganAtMs) : response;
    } catch (error) {
      if (init.signal?.aborted !== true) tally.count('errors', `${path} ${reasonOf(error)}`);
      throw error;
    }
  };
}

async function pushAnswer(tally: Tally, response: Response, beganAtMs: number): Promise<Response> {
  const text = await response.text();
  const atMs = nowMs();
  tally.note('pushMs', atMs - beganAtMs);
  for (const { id, outcome } of pushResponseSchema.parse(JSON.parse(text)).outcomes) tally.answered(id, outcome.kind, atMs);
  return new Response(text, { status: response.status, headers: response.headers });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.message : String(error);
}
