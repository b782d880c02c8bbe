import { mayAskFor } from '../../shared/domain/may-have';
import type { Operator } from '../../shared/domain/operator';
import { compareWork, urgencyOfBatch } from '../../shared/domain/work-order';
import type { PoolBatch } from '../store/pool';

/** Somebody who asks, and how many open items of a project they hold. */
export type Asker = Readonly<{ operator: Operator; count: number; heldOf: (projectId: string) => number }>;

/** So many items of a batch, from the first on in its order. */
export type PoolShare = Readonly<{ batchId: string; count: number }>;

/** What an operator is given of the pool: as many as they want of the most urgent work that they may have, and no more of a project than its limit leaves. */
export function sharesOf({ operator, count, heldOf }: Asker, batches: readonly PoolBatch[]): readonly PoolShare[] {
  const shares: PoolShare[] = [];
  const givenOf = new Map<string, number>();
  let left = count;
  for (const { batchId, count: there, project } of byUrgency(batches.filter((each) => mayAskFor(operator, each.project)))) {
    const given = givenOf.get(project.id) ?? 0;
    const room = (project.policy.maxHeldItems ?? Number.POSITIVE_INFINITY) - heldOf(project.id) - given;
    const share = Math.max(0, Math.min(left, there, room));
    if (share === 0) continue;
    shares.push({ batchId, count: share });
    givenOf.set(project.id, given + share);
    left -= share;
  }
  return shares;
}

function byUrgency(batches: readonly PoolBatch[]): readonly PoolBatch[] {
  const urgencies = new Map(batches.map((each) => [each, urgencyOfBatch({ id: each.batchId, dueAtUtc: each.dueAtUtc }, each.project.policy)]));
  return [...urgencies].sort(([, a], [, b]) => compareWork(a, b)).map(([batch]) => batch);
}
