import { centreMs } from './elapsed';
import type { Session } from './session';

/** Nobody works for longer: a session of which nothing was heard for this long was left behind. */
const LONGEST_SILENCE_MS = 12 * 60 * 60_000;

/** Where somebody stands by one of their sessions, and since when. `left`: the session was never signed off, and was last heard of then. */
export type Standing = Readonly<{ kind: 'keying' | 'paused' | 'signedOff' | 'left'; atMs: number }>;

/**
 * Reads a session among others of its site. A crash or a closed window ends none: what somebody began later, or somebody
 * else at the same desk, says that it is over.
 */
export function standingOf(session: Session, others: readonly Session[], nowMs: number): Standing {
  const heardMs = centreMs(session.last);
  if (session.end !== null) return { kind: 'signedOff', atMs: centreMs(session.end) };
  if (others.some((other) => takesOver(other, session)) || nowMs - heardMs > LONGEST_SILENCE_MS) return { kind: 'left', atMs: heardMs };
  return session.pausedAt === null ? { kind: 'keying', atMs: heardMs } : { kind: 'paused', atMs: centreMs(session.pausedAt) };
}

/** Each operator's latest session. */
export function latestSessions(sessions: readonly Session[]): ReadonlyMap<string, Session> {
  const latest = new Map<string, Session>();
  for (const session of sessions) {
    const before = latest.get(session.operatorId);
    if (before === undefined || isLater(session, before)) latest.set(session.operatorId, session);
  }
  return latest;
}

function takesOver(other: Session, session: Session): boolean {
  const isSamePlace = other.operatorId === session.operatorId || (session.deskId !== '' && other.deskId === session.deskId);
  return isSamePlace && isLater(other, session);
}

/** Ids are made where a session begins; of one desk they sort by time, whatever its clock says to others. */
function isLater(a: Session, b: Session): boolean {
  const laterMs = centreMs(a.first) - centreMs(b.first);
  return laterMs === 0 ? a.id > b.id : laterMs > 0;
}
