import { z } from 'zod';
import { judgeDraftSchema } from '../../shared/domain/mutations/judge';
import { moveDraftSchema } from '../../shared/domain/mutations/move';
import { sessionDraftSchema } from '../../shared/domain/mutations/session';

const entrySchema = z.object({ body: z.string() });
const moveSchema = moveDraftSchema.pick({ gestureId: true, items: true, toOperatorId: true, hard: true });
const sessionSchema = sessionDraftSchema.pick({ sessionId: true, did: true, note: true });

const verdictSchema = judgeDraftSchema.pick({ itemId: true, keptId: true, verdict: true, winnerId: true, standing: true });

/** What was said with a mutation, as text: an entry's body, what a move moves where, a lead's verdict, or what was done with a session; null when it is none. */
export function saidContent(mutation: unknown): string | null {
  const entry = entrySchema.safeParse(mutation);
  if (entry.success) return entry.data.body;
  const move = moveSchema.safeParse(mutation);
  if (move.success) return JSON.stringify(move.data);
  const judge = verdictSchema.safeParse(mutation);
  if (judge.success) return JSON.stringify(judge.data);
  const session = sessionSchema.safeParse(mutation);
  return session.success ? JSON.stringify(session.data) : null;
}
