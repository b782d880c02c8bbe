import type { Floor, FloorBatch, FloorOperator } from './floor';
import { compareIds, mayKey, paceMs, urgencies } from './urgency';
import { WorkingTime } from './working-time';

/** Items by place and batch: at `place * batches + batch`. */
export type Counts = Int32Array;

/**
 * A floor as tables of numbers, for work that goes over all of it many times.
 * Batches stand in order of urgency, operators by id; the pool is the place behind the last operator. Nothing depends on the order in
 * which the floor was given.
 */
export type FloorGrid = Readonly<{
  nowMs: number;
  batches: readonly FloorBatch[];
  operators: readonly FloorOperator[];
  pool: number;
  times: readonly WorkingTime[];
  /** By operator and batch: how long an item takes. */
  pacesMs: Float64Array;
  /** By operator and batch: the work that they can do until its deadline. */
  untilDueMs: Float64Array;
  /** By operator and batch: 1 when they may be given it. */
  may: Uint8Array;
  /** What is held now. */
  counts: Counts;
}>;

export function floorGrid(floor: Floor, nowMs: number): FloorGrid {
  const byId = new Map(floor.batches.map((batch) => [batch.id, batch]));
  const batches = urgencies(floor, nowMs).flatMap(({ batchId }) => byId.get(batchId) ?? []);
  const operators = floor.operators.toSorted((a, b) => compareIds(a.id, b.id));
  const times = operators.map(({ windows }) => new WorkingTime(windows, nowMs));
  const size = operators.length * batches.length;
  const pacesMs = new Float64Array(size);
  const untilDueMs = new Float64Array(size);
  const may = new Uint8Array(size);
  operators.forEach((operator, o) => batches.forEach((batch, b) => {
    const at = o * batches.length + b;
    pacesMs[at] = paceMs(floor, operator.id, batch.id);
    untilDueMs[at] = times[o]?.workUntil(batch.dueAtMs) ?? 0;
    may[at] = mayKey(operator, batch.workType) ? 1 : 0;
  }));
  return { nowMs, batches, operators, pool: operators.length, times, pacesMs, untilDueMs, may, counts: countsOf(floor, batches, operators) };
}

function countsOf({ loads }: Floor, batches: readonly FloorBatch[], operators: readonly FloorOperator[]): Counts {
  const batchAt = new Map(batches.map(({ id }, b) => [id, b]));
  const placeAt = new Map<string | null, number>(operators.map(({ id }, o) => [id, o]));
  placeAt.set(null, operators.length);
  const counts = new Int32Array((operators.length + 1) * batches.length);
  for (const { batchId, operatorId, count } of loads) {
    const b = batchAt.get(batchId);
    const place = placeAt.get(operatorId);
    if (b === undefined || place === undefined) throw new RangeError(`no ${b === undefined ? `batch ${batchId}` : `operator ${operatorId}`} on the floor`);
    const at = place * batches.length + b;
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}
