import { PULL_MAX_ROWS, queueScope, type PullHead, type PullRequest } from '../../shared/protocol/pull';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { done, failed, type Result } from '../result';
import type { DeskRow } from '../store/rows';

/** A pull's answer as the lines of one NDJSON text. */
export async function takePull(centre: Centre, desk: DeskRow, request: PullRequest): Promise<Result<string>> {
  const forbidden = await scopesOfOthers(centre, desk.siteId, Object.keys(request.cursors));
  if (forbidden.length > 0) {
    return failed('forbidden', 'These scopes are not of an operator of this desk’s site.', { details: forbidden });
  }
  const limit = Math.min(request.limit, PULL_MAX_ROWS);
  const page = await centre.store.work.pull(desk.siteId, { ...request, limit });
  const head: PullHead = { ...page.head, centreTimeUtc: nowUtc(centre.clock) };
  return done([JSON.stringify(head), ...page.lines, ''].join('\n'));
}

async function scopesOfOthers(centre: Centre, siteId: string, scopes: readonly string[]): Promise<string[]> {
  const operators = await centre.store.accounts.operators(siteId);
  const allowed = new Set(['reference', ...operators.map((each) => queueScope(each.id))]);
  return scopes.filter((scope) => !allowed.has(scope));
}
