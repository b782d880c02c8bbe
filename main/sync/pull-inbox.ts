import type { Failure } from '../../shared/protocol/failure';
import { PULL_MAX_STREAMS, type PullHead } from '../../shared/protocol/pull';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreAnswers } from './centre-link';
import { headOfPage, type Inbox } from './inbox';
import type { Journal } from './journal';
import { note, type Pace } from './pace';
import type { Answered } from './push-journal';

/**
 * Pulls page after page until nothing is left, storing each before asking for the next; gives the last head.
 *
 * Where a profile was copied, another desk may write to the same stream: of the places that the centre says it has, only
 * those count that it has answered this journal's own mutations for, by their ids. With another feed than the inbox knows
 * of nothing counts.
 */
export async function pullInbox(
  inbox: Inbox,
  journal: Journal,
  link: CentreAnswers,
  scopes: readonly string[],
  pace: Pace,
  answered: Answered,
): Promise<Result<PullHead, Failure>> {
  // Once a pull: a centre that never says so would be asked for everything for ever.
  inbox.renewFor(link.spokenVersion);
  for (;;) {
    const before = inbox.position(scopes);
    const body = { ...before, streamIds: journal.streamIds.slice(0, PULL_MAX_STREAMS), limit: pace.portion.size };
    const page = await link.text({ method: 'POST', path: '/v1/pull', body, signal: pace.signal });
    note(page, pace);
    if (!page.ok) return page;
    const next = headOfPage(page.value);
    // Asked for the same again, it would say the same again, for ever.
    if (next?.more === true && !hasMoved(before, next)) return failed({ kind: 'notKeyroom', message: 'there is more, but no cursor has moved' });
    if (next !== null && next.feedId !== before.feedId) {
      answered.upTo = 0;
      await journal.unsettle();
    }
    const head = await inbox.store(page.value);
    if (head === null) return failed({ kind: 'notKeyroom', message: 'a pulled page has no head or not all of its rows' });
    if (head.more) continue;
    for (const [streamId, { foldedUpTo, freeUpTo }] of Object.entries(head.streams)) {
      const ours = oursIn(streamId, journal, answered);
      await journal.settle(streamId, Math.min(foldedUpTo, ours), Math.min(freeUpTo, ours));
    }
    return done(head);
  }
}

/** Nothing new comes to earlier streams: what was not settled there has left them. */
function oursIn(streamId: string, journal: Journal, answered: Answered): number {
  if (streamId !== journal.currentStreamId) return journal.foldedUpTo(streamId);
  return Math.max(journal.foldedUpTo(streamId), answered.streamId === streamId ? answered.upTo : 0);
}

type Position = ReturnType<Inbox['position']>;

function hasMoved({ feedId, cursors }: Position, head: PullHead): boolean {
  return feedId !== head.feedId || Object.entries(head.cursors).some(([scope, cursor]) => cursor !== cursors[scope]);
}
