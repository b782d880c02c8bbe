import { isDeepStrictEqual } from 'node:util';
import { envelopeSchema } from '../../shared/domain/mutation';
import { isOfSession, sessionIdOf, sessionSchema, type Session } from '../../shared/domain/session';
import { sessionAfter } from '../decide/decide-session';
import type { StoredLedgerRow } from '../store/rows';
import type { WorkStore } from '../store/store';
import type { Check } from './check-ledger';

type Difference = Check['differences'][number];

const PAGE_ROWS = 500;

/** Sessions as the ledger gives them. */
export class RebuiltSessions {
  readonly #sessions = new Map<string, Session>();

  replay({ envelope, streamId, seq, deskId, outcome }: StoredLedgerRow): void {
    // The centre's own mutations are of no session, and what could not be read is of nothing.
    if (streamId === null || seq === null || envelope === null) return;
    const event = envelopeSchema.parse(envelope);
    const sessionId = sessionIdOf(event);
    if (sessionId === null || !isOfSession(event)) return;
    const after = sessionAfter(this.#sessions.get(sessionId) ?? null, event, outcome, { deskId: deskId ?? '', streamId, seq });
    if (after !== null) this.#sessions.set(sessionId, after);
  }

  /** Gives a session and forgets it. */
  take(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    return session;
  }

  get ids(): readonly string[] {
    return [...this.#sessions.keys()];
  }
}

/** Compares a site's sessions with what its ledger gives. */
export async function compareSessions(work: Pick<WorkStore, 'sessionsOfSite'>, siteId: string, rebuilt: RebuiltSessions): Promise<Pick<Check, 'sessions' | 'differences'>> {
  const differences: Difference[] = [];
  let sessions = 0;
  for (let page = await work.sessionsOfSite(siteId, null, PAGE_ROWS); page.length > 0; ) {
    for (const stored of page) differences.push(...differencesOf(stored, rebuilt.take(stored.id)));
    sessions += page.length;
    page = await work.sessionsOfSite(siteId, page.at(-1)?.id ?? null, PAGE_ROWS);
  }
  return { sessions, differences: [...differences, ...rebuilt.ids.map((itemId) => ({ itemId, what: 'the ledger has this session, but there is no row' }))] };
}

function differencesOf(stored: Session, rebuilt: Session | undefined): readonly Difference[] {
  const itemId = stored.id;
  if (rebuilt === undefined) return [{ itemId, what: 'there is a session, but the ledger never told of it' }];
  const fields = Object.keys(sessionSchema.shape) as (keyof Session)[];
  return fields
    .filter((field) => !isDeepStrictEqual(stored[field], rebuilt[field]))
    .map((field) => ({ itemId, what: `${field} of the session is ${JSON.stringify(stored[field])}, the ledger gives ${JSON.stringify(rebuilt[field])}` }));
}
