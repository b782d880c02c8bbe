import type { Failure } from '../../shared/protocol/failure';
import { PULL_MAX_STREAMS, type PullHead } from '../../shared/protocol/pull';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreLink } from './centre-link';
import { headOfPage, type Inbox } from './inbox';
import type { Journal } from './journal';
import { note, type Pace } from './pace';
import type { Answered } from './push-journal';

/** Pulls page after page until nothing is left, storing each before asking for the next; gives the last head. */
export async function pullInbox(
  inbox: Inbox,
  journal: Journal,
  link: CentreLink,
  scopes: readonly string[],
  answered: Readonly<Answered>,
  pace: Pace,
): Promise<Result<PullHead, Failure>> {
  for (;;) {
    const before = inbox.position(scopes);
    const page = await askForPage(before, journal, link, pace);
    note(page, pace);
    if (!page.ok) return page;
    const next = headOfPage(page.value);
    // Asked for the same again, it would say the same again, for ever.
    if (next?.more === true && !hasMoved(before, next)) return failed({ kind: 'notKeyroom', message: 'there is more, but no cursor has moved' });
    const head = await inbox.store(page.value);
    if (head === null) return failed({ kind: 'notKeyroom', message: 'a pulled page has no head or not all of its rows' });
    if (head.more) continue;
    if (isSomebodyElsesToo(head, answered)) await journal.moveToNewStream();
    for (const [streamId, { foldedUpTo, freeUpTo }] of Object.entries(head.streams)) {
      await journal.settle(streamId, foldedUpTo, freeUpTo);
    }
    return done(head);
  }
}

/**
 * Whether the centre holds more of our stream than we have pushed: a copy of this profile is at work. What we commit at
 * the places that are taken there would pass for settled.
 */
function isSomebodyElsesToo({ streams }: PullHead, { streamId, upTo }: Readonly<Answered>): boolean {
  return (streams[streamId]?.foldedUpTo ?? 0) > upTo;
}

type Position = ReturnType<Inbox['position']>;

function hasMoved({ feedId, cursors }: Position, head: PullHead): boolean {
  return feedId !== head.feedId || Object.entries(head.cursors).some(([scope, cursor]) => cursor !== cursors[scope]);
}

async function askForPage(position: Position, journal: Journal, link: CentreLink, { portion, signal }: Pace): Promise<Result<string, Failure>> {
  const body = { ...position, streamIds: journal.streamIds.slice(0, PULL_MAX_STREAMS), limit: portion.size };
  const answer = await link.open({ method: 'POST', path: '/v1/pull', body, signal });
  if (!answer.ok) return answer;
  try {
    return done(await answer.value.text());
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  }
}
