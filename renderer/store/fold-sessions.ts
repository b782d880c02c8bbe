import { foldSession, isOfSession, sessionIdOf, type Session } from '../../shared/domain/session';
import type { StoredMutation } from './database';

/**
 * Sessions as this desk has them: the centre's rows with its own unsettled mutations on top, in their order, each once. A
 * row says up to which place it knows of each stream, so that nothing counts twice however far either log has been read.
 */
export function foldSessions(rows: readonly Session[], waiting: readonly StoredMutation[]): readonly Session[] {
  const sessions = new Map<string, Session>();
  for (const row of rows) {
    const before = sessions.get(row.id);
    if (before === undefined || knownOf(row) > knownOf(before)) sessions.set(row.id, row);
  }
  for (const { envelope, streamId, seq } of waiting) {
    const id = sessionIdOf(envelope);
    if (id === null || !isOfSession(envelope)) continue;
    const before = sessions.get(id) ?? null;
    if (before !== null && seq <= (before.upTo[streamId] ?? 0)) continue;
    const after = foldSession(before, envelope, { deskId: '', streamId, seq, outcome: 'accepted' });
    if (after !== null) sessions.set(id, after);
  }
  return [...sessions.values()];
}

/** The same session comes for its operator and for the floor; of two rows the one that knows more is the later. */
function knownOf({ upTo }: Session): number {
  return Object.values(upTo).reduce((sum, seq) => sum + seq, 0);
}
