import type { FloorBatch } from '../../shared/domain/floor/floor';
import { isFitFor } from '../../shared/domain/may-have';
import type { Operator } from '../../shared/domain/operator';
import { isAskable } from '../../shared/domain/policy';
import { urgencyOfBatch } from '../../shared/domain/work-order';
import type { BatchNames } from '../store/queries';
import { POOL } from './floor-focus';
import type { FloorView } from './floor-model';

/** The batches with open items, as their projects' policies weigh and want them. Work of another risk class counts as another type. */
export function openBatches(view: FloorView, names: BatchNames): readonly FloorBatch[] {
  return [...view.batches.values()].filter(({ openCount }) => openCount > 0).map(({ batchId, dueAtUtc }) => {
    const known = names.get(batchId);
    const dueAtMs = Date.parse(dueAtUtc);
    if (known === undefined) return { id: batchId, dueAtMs, weight: 1, workType: '' };
    const { wantedAtMs, weight } = urgencyOfBatch({ id: batchId, dueAtUtc }, known.policy);
    return { id: batchId, dueAtMs, wantedAtMs, weight, workType: `${known.workType}|${known.policy.riskClass}` };
  });
}

/** The kinds of these batches that somebody may be given; null: all of them, and of somebody who is not known here. */
export function skillsOf(operator: Operator | undefined, batches: readonly FloorBatch[], names: BatchNames): readonly string[] | null {
  if (operator === undefined) return null;
  const isFit = ({ id }: FloorBatch): boolean => {
    const known = names.get(id);
    return known === undefined || isFitFor(operator, known);
  };
  const fit = batches.filter(isFit);
  return fit.length === batches.length ? null : [...new Set(fit.map(({ workType }) => workType))];
}

/** The most work that one may be given to hold: what the limits of all projects come to; null where one of them has none, or no pace is known. */
export function maxHeldMs(itemMs: number | null, batches: readonly FloorBatch[], names: BatchNames): number | null {
  const limits = new Map(batches.map(({ id }) => [names.get(id)?.projectId ?? id, names.get(id)?.policy.maxHeldItems ?? null]));
  if (itemMs === null || limits.size === 0) return null;
  let items = 0;
  for (const limit of limits.values()) {
    if (limit === null) return null;
    items += limit;
  }
  return items * itemMs;
}

/** Whether operators can ask for items of a batch that lie in the pool. */
export function isAskedFor(batchId: string, names: BatchNames): boolean {
  const known = names.get(batchId);
  return known !== undefined && isAskable(known.policy);
}

/** Where items of a batch lie that nobody holds: for those who ask, or with nobody. */
export function poolOf(batchId: string, names: BatchNames): string | null {
  return isAskedFor(batchId, names) ? null : POOL;
}
