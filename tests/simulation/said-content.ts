import { z } from 'zod';
import { askDraftSchema } from '../../shared/domain/mutations/ask';
import { moveDraftSchema } from '../../shared/domain/mutations/move';

const entrySchema = z.object({ body: z.string() });
const moveSchema = moveDraftSchema.pick({ gestureId: true, items: true, toOperatorId: true, hard: true });
const askSchema = askDraftSchema.pick({ count: true, heldCount: true });

/** What was said with a mutation, as text: an entry's body, what a move moves where, or how much is asked for; null when it is none. */
export function saidContent(mutation: unknown): string | null {
  const entry = entrySchema.safeParse(mutation);
  if (entry.success) return entry.data.body;
  const move = moveSchema.safeParse(mutation);
  if (move.success) return JSON.stringify(move.data);
  const ask = askSchema.safeParse(mutation);
  return ask.success ? JSON.stringify(ask.data) : null;
}
