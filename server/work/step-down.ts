import { z } from 'zod';
import { noticeSchema } from '../../shared/domain/notice';
import { moveReasonSchema } from '../../shared/domain/reasons';
import type { FeedRow } from '../../shared/protocol/pull';

/** A feed row as a line of a page holds it; its parts are looked at only where a version asks for that. */
const lineSchema = z.looseObject({ kind: z.string(), row: z.unknown().optional(), moved: z.unknown().optional() });
type Line = z.infer<typeof lineSchema>;

/** What a desk of this version, or of an older one, is told of a row: the same, another, or nothing. */
type Step = Readonly<{ upTo: number; of: (line: Line) => Line | null }>;

/** Kinds that came with version 3. */
const SINCE_3: ReadonlySet<string> = new Set<FeedRow['kind']>(['shift', 'pool', 'keptEntry', 'session']);

/** Notices that came with version 3. */
const NOTICES_SINCE_3: ReadonlySet<string> = new Set<z.infer<typeof noticeSchema>['outcome']['kind']>(['judged', 'notJudged']);

/**
 * What is held back from older desks or told otherwise, in one place. Fields that they do not know need no step: they read over them.
 *
 * A new version that changes a row gets its step here. Whoever was told less gets everything again once its desk is updated
 * (`protocol` in a page's head).
 */
const STEPS: readonly Step[] = [
  // Versions 1 and 2 both say 1: what only one of them knows (the floor) is sent only to those that ask for it.
  { upTo: 2, of: withoutVersion3 },
];

/** The rows of a page as a desk of this version reads them. */
export function stepDown(lines: readonly string[], version: number): readonly string[] {
  const steps = STEPS.filter(({ upTo }) => version <= upTo);
  return steps.length === 0 ? lines : lines.flatMap((text) => through(steps, text));
}

function through(steps: readonly Step[], text: string): readonly string[] {
  const line = lineSchema.parse(JSON.parse(text));
  let stepped: Line | null = line;
  for (const { of } of steps) stepped = stepped === null ? null : of(stepped);
  if (stepped === null) return [];
  return [stepped === line ? text : JSON.stringify(stepped)];
}

function withoutVersion3(line: Line): Line | null {
  if (SINCE_3.has(line.kind)) return null;
  if (line.kind === 'notice') return isNoticeSince3(line.row) ? null : line;
  // Unread, the whole row would be passed over, and the item stay in the queue of somebody who has lost it.
  if (line.kind === 'gone' && line.moved !== undefined && !isMovedByLead(line.moved)) return { ...line, moved: undefined };
  return line;
}

function isNoticeSince3(row: unknown): boolean {
  const notice = noticeSchema.safeParse(row);
  if (!notice.success) return false;
  const { outcome } = notice.data;
  return NOTICES_SINCE_3.has(outcome.kind) || (outcome.kind === 'refused' && outcome.reason === 'otherSession');
}

/** Before version 3 nobody but a lead moved anything. */
function isMovedByLead(moved: unknown): boolean {
  return z.object({ byOperatorId: z.string(), reason: moveReasonSchema }).safeParse(moved).success;
}
