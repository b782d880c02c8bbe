import { z } from 'zod';
import { moveDraftSchema } from '../../shared/domain/mutations/move';

const entrySchema = z.object({ body: z.string() });
const moveSchema = moveDraftSchema.pick({ gestureId: true, items: true, toOperatorId: true, hard: true });

/** What was said with a mutation, as text: an entry's body, or what a move moves where; null when it is neither. */
export function saidContent(mutation: unknown): string | null {
  const entry = entrySchema.safeParse(mutation);
  if (entry.success) return entry.data.body;
  const move = moveSchema.safeParse(mutation);
  return move.success ? JSON.stringify(move.data) : null;
}
