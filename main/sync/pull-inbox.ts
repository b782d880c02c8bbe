import type { Failure } from '../../shared/protocol/failure';
import { PULL_MAX_ROWS, PULL_MAX_STREAMS, type PullHead } from '../../shared/protocol/pull';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { CentreLink } from './centre-link';
import type { Inbox } from './inbox';
import type { Journal } from './journal';

/** Pulls page after page until nothing is left, storing each before asking for the next; gives the last head. */
export async function pullInbox(
  inbox: Inbox,
  journal: Journal,
  link: CentreLink,
  scopes: readonly string[],
): Promise<Result<PullHead, Failure>> {
  for (;;) {
    const page = await askForPage(inbox, journal, link, scopes);
    if (!page.ok) return page;
    const head = await inbox.store(page.value);
    if (head === null) return failed({ kind: 'notKeyroom', message: 'a pulled page has no head or not all of its rows' });
    if (head.more) continue;
    for (const [streamId, { foldedUpTo, freeUpTo }] of Object.entries(head.streams)) {
      await journal.settle(streamId, foldedUpTo, freeUpTo);
    }
    return done(head);
  }
}

async function askForPage(
  inbox: Inbox,
  journal: Journal,
  link: CentreLink,
  scopes: readonly string[],
): Promise<Result<string, Failure>> {
  const body = { ...inbox.position(scopes), streamIds: journal.streamIds.slice(0, PULL_MAX_STREAMS), limit: PULL_MAX_ROWS };
  const answer = await link.open({ method: 'POST', path: '/v1/pull', body });
  if (!answer.ok) return answer;
  try {
    return done(await answer.value.text());
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  }
}
