import { z } from 'zod';
import { askDraftSchema } from '../../shared/domain/mutations/ask';
import { judgeDraftSchema } from '../../shared/domain/mutations/judge';
import { moveDraftSchema } from '../../shared/domain/mutations/move';
import { sessionDraftSchema } from '../../shared/domain/mutations/session';

const entrySchema = z.object({ body: z.string() });
const moveSchema = moveDraftSchema.pick({ gestureId: true, items: true, toOperatorId: true, hard: true });
const sessionSchema = sessionDraftSchema.pick({ sessionId: true, did: true, note: true });
const verdictSchema = judgeDraftSchema.pick({ itemId: true, keptId: true, verdict: true, winnerId: true, standing: true });
const askSchema = askDraftSchema.pick({ count: true, heldCount: true });

/** What was said with a mutation, as text: an entry's body, what a move moves where, a lead's verdict, what was done with a session, or how much is asked for; null when it is none. */
export function saidContent(mutation: unknown): string | null {
  const entry = entrySchema.safeParse(mutation);
  if (entry.success) return entry.data.body;
  const move = moveSchema.safeParse(mutation);
  if (move.success) return JSON.stringify(move.data);
  for (const schema of [verdictSchema, sessionSchema, askSchema]) {
    const said = schema.safeParse(mutation);
    if (said.success) return JSON.stringify(said.data);
  }
  return null;
}
