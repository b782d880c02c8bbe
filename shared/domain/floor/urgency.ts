import type { Floor, FloorBatch, FloorOperator } from './floor';

const LONGEST_PACE_MS = 1e11;

/** What decides the order in which batches are keyed. */
export type Urgency = Readonly<{
  batchId: string;
  wantedAtMs: number;
  dueAtMs: number;
  /** What would be left before the deadline if all who may key the batch keyed nothing else; below 0 when not even that is enough. */
  slackMs: number;
  weight: number;
}>;

/** The more urgent one first: by goal, by deadline, then the smaller slack, then the heavier one, then by id. Never 0 for two batches. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  return a.wantedAtMs - b.wantedAtMs || a.dueAtMs - b.dueAtMs || compareNumbers(a.slackMs, b.slackMs) || b.weight - a.weight || compareIds(a.batchId, b.batchId);
}

/** Every batch of a floor, the most urgent first. It says the same whoever holds the items. */
export function urgencies(floor: Floor, nowMs: number): readonly Urgency[] {
  const counts = new Map<string, number>();
  for (const { batchId, count } of floor.loads) counts.set(batchId, (counts.get(batchId) ?? 0) + count);
  const operators = floor.operators.toSorted((a, b) => compareIds(a.id, b.id));
  return floor.batches.map((batch) => urgencyOf(floor, operators, batch, counts.get(batch.id) ?? 0, nowMs)).sort(compareUrgency);
}

export function mayKey({ skills }: FloorOperator, workType: string): boolean {
  return skills === null || skills.includes(workType);
}

/** Whole, at least 1 and at most three years, so that sums of it are exact and nothing takes no time. */
export function paceMs(floor: Floor, operatorId: string, batchId: string): number {
  return Math.min(LONGEST_PACE_MS, Math.max(1, Math.round(floor.pace(operatorId, batchId))));
}

/** By code units: the same in every language. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** As items per millisecond of all together, so an hour of two people is two hours of work. */
function urgencyOf(floor: Floor, operators: readonly FloorOperator[], batch: FloorBatch, count: number, nowMs: number): Urgency {
  let itemsPerMs = 0;
  for (const operator of operators) {
    const isThere = operator.windows.some(({ toMs }) => toMs > nowMs);
    if (isThere && mayKey(operator, batch.workType)) itemsPerMs += 1 / paceMs(floor, operator.id, batch.id);
  }
  const workMs = count === 0 ? 0 : count / itemsPerMs;
  return { batchId: batch.id, wantedAtMs: batch.wantedAtMs ?? batch.dueAtMs, dueAtMs: batch.dueAtMs, slackMs: batch.dueAtMs - nowMs - workMs, weight: batch.weight };
}

/** Without a difference of two infinities, which is no number. */
function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
