import { MAX_WEIGHT, type Policy } from './policy';

const HOUR_MS = 60 * 60_000;

/** What decides which work comes first. */
export type WorkUrgency = Readonly<{
  /** When it should be done: so long before its deadline as the project's goal says. */
  wantedAtMs: number;
  dueAtMs: number;
  weight: number;
  batchId: string;
}>;

export function urgencyOfBatch({ id, dueAtUtc }: Readonly<{ id: string; dueAtUtc: string }>, policy: Pick<Policy, 'goalHours' | 'weight'>): WorkUrgency {
  const dueAtMs = Date.parse(dueAtUtc);
  return { wantedAtMs: dueAtMs - policy.goalHours * HOUR_MS, dueAtMs, weight: policy.weight, batchId: id };
}

/** The more urgent one first: by goal, then by deadline, then the heavier one. Two batches are never equal, whichever came first. */
export function compareWork(a: WorkUrgency, b: WorkUrgency): number {
  return a.wantedAtMs - b.wantedAtMs || a.dueAtMs - b.dueAtMs || b.weight - a.weight || compareText(a.batchId, b.batchId);
}

const TIME_DIGITS = 16;
const WEIGHT_PARTS = 1e6;

/** The same order as a text that sorts by code units. */
export function urgencyKey({ wantedAtMs, dueAtMs, weight, batchId }: WorkUrgency): string {
  const lightness = Math.round((MAX_WEIGHT - weight) * WEIGHT_PARTS);
  return [padded(wantedAtMs), padded(dueAtMs), padded(lightness), batchId].join('|');
}

/** Times before 1970 do not come; a goal of a year before it would still sort. */
function padded(value: number): string {
  return String(Math.max(0, Math.round(value))).padStart(TIME_DIGITS, '0');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
