import { z } from 'zod';
import { judgeDraftSchema } from '../../shared/domain/mutations/judge';
import { moveDraftSchema } from '../../shared/domain/mutations/move';

const entrySchema = z.object({ body: z.string() });
const moveSchema = moveDraftSchema.pick({ gestureId: true, items: true, toOperatorId: true, hard: true });

const verdictSchema = judgeDraftSchema.pick({ itemId: true, keptId: true, verdict: true, winnerId: true, standing: true });

/** What was said with a mutation, as text: an entry's body, what a move moves where, or a lead's verdict; null when it is none of them. */
export function saidContent(mutation: unknown): string | null {
  const entry = entrySchema.safeParse(mutation);
  if (entry.success) return entry.data.body;
  const move = moveSchema.safeParse(mutation);
  if (move.success) return JSON.stringify(move.data);
  const judge = verdictSchema.safeParse(mutation);
  return judge.success ? JSON.stringify(judge.data) : null;
}
