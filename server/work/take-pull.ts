import { FLOOR_SCOPE, PULL_MAX_ROWS, queueScope, type PullHead, type PullRequest } from '../../shared/protocol/pull';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import type { DeskRow } from '../store/rows';
import type { PullPage } from '../store/store';
import { stepDown } from './step-down';

type PullParts = Pick<Centre, 'store' | 'clock'>;

/**
 * A pull's answer as the lines of one NDJSON text, in the protocol version that was asked in.
 *
 * Of queues only those of the site's active operators are read. Any other is answered as an empty snapshot, so that the desk drops
 * what it has of it and the rest of the pull goes on.
 */
export async function takePull(centre: PullParts, desk: Pick<DeskRow, 'siteId'>, request: PullRequest, version: number = PROTOCOL_VERSION): Promise<string> {
  const closed = await closedScopes(centre, desk.siteId, Object.keys(request.cursors));
  const cursors = Object.fromEntries(Object.entries(request.cursors).filter(([scope]) => !closed.includes(scope)));
  const limit = Math.min(request.limit, PULL_MAX_ROWS);
  const page = await centre.store.work.pull(desk.siteId, { ...request, cursors, limit });
  const lines = stepDown(page.lines, version);
  const head: PullHead = { ...withEmpty(page.head, closed), protocol: version, rowCount: lines.length, centreTimeUtc: nowUtc(centre.clock) };
  return [JSON.stringify(head), ...lines, ''].join('\n');
}

async function closedScopes(centre: PullParts, siteId: string, scopes: readonly string[]): Promise<readonly string[]> {
  const active = (await centre.store.accounts.operators(siteId)).filter((each) => each.state === 'active');
  const open = new Set(['reference', FLOOR_SCOPE, ...active.map((each) => queueScope(each.id))]);
  return scopes.filter((scope) => !open.has(scope));
}

/** The cursor stays at 0: an operator who comes back gets a snapshot of everything. */
function withEmpty(head: PullPage['head'], scopes: readonly string[]): PullPage['head'] {
  return {
    ...head,
    cursors: { ...head.cursors, ...Object.fromEntries(scopes.map((scope) => [scope, 0])) },
    resets: [...head.resets, ...scopes],
    drained: [...head.drained, ...scopes],
  };
}
