import { Dexie } from 'dexie';
import { centreMs } from '../../shared/domain/elapsed';
import { sessionIdOf, type Session } from '../../shared/domain/session';
import { FLOOR_SCOPE } from '../../shared/protocol/pull';
import { foldSessions } from './fold-sessions';
import { index } from './index-client';
import { pacedQuery, type Live } from './paced-query';
import { foldedStreams, waitingMutations } from './waiting-mutations';

/** A session that was last heard of longer ago belongs to another day, for whoever looks at the floor. */
export const SESSIONS_SHOWN_MS = 24 * 60 * 60_000;

/** One of an operator's sessions as this desk has it; null while nothing was heard of it. */
export function sessionCalled(operatorId: string, sessionId: string): Live<Session | null> {
  return sessionsFrom(async () => (await index.sessions.where('operatorId').equals(operatorId).toArray()).map(({ session }) => session))
    .map((sessions) => sessions.find(({ id }) => id === sessionId) ?? null);
}

/** What an operator handed in at this desk that the centre has not answered for, and how much of it is in the figures of a session. */
export type Unsent = Readonly<{ count: number; ofSession: number }>;

export function unsentOf(operatorId: string, sessionId: string): Live<Unsent> {
  return pacedQuery('meta', () => index.transaction('r', index.mutations, index.meta, async () => {
    const waiting = await waitingMutations(['submit'], await foldedStreams());
    const own = waiting.filter(({ envelope }) => envelope.operatorId === operatorId);
    return { count: own.length, ofSession: own.filter(({ envelope }) => sessionIdOf(envelope) === sessionId).length };
  }));
}

/** Every session of the floor that was heard of since an instant, the one that began last first. */
export function sessionsSince(sinceMs: number): Live<readonly Session[]> {
  return sessionsFrom(async () => (await index.sessions.where('[scope+lastMs]').between([FLOOR_SCOPE, sinceMs], [FLOOR_SCOPE, Dexie.maxKey]).toArray()).map(({ session }) => session))
    .map((sessions) => sessions.filter(({ last }) => centreMs(last) >= sinceMs).toSorted((a, b) => centreMs(b.first) - centreMs(a.first)));
}

/** Rows, and what waits of this desk's own, of one moment: every parcel moves the index's position, which stands in `meta`. */
function sessionsFrom(read: () => Promise<readonly Session[]>): Readonly<{ map: <T>(to: (sessions: readonly Session[]) => T) => Live<T> }> {
  return {
    map: (to) => pacedQuery('meta', () => index.transaction('r', index.sessions, index.mutations, index.meta, async () => {
      const waiting = await waitingMutations(['submit', 'session'], await foldedStreams());
      return to(foldSessions(await read(), waiting));
    })),
  };
}
