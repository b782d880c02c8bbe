import type { Project } from '../../shared/domain/batch';
import { medianItemMs } from '../../shared/domain/known-pace';
import { isFitFor } from '../../shared/domain/may-have';
import type { Operator } from '../../shared/domain/operator';
import { DEFAULT_POLICY } from '../../shared/domain/policy';
import type { Centre } from '../centre';
import type { DeliveryRow } from '../store/delivery-rows';

/** Whom a batch is given to when it comes in, and how many items at most each; what is left lies in the pool. */
export type GivenAhead = Readonly<{ operators: readonly Operator[]; limitOf: (operator: Operator) => number }>;

const HOUR_MS = 60 * 60_000;

/** Batches that a pace is taken from, the latest first: older ones tell of other people. */
const PACE_BATCHES = 3;

/** By the policy of its project; whom the delivery itself names gets it all, whatever the policy says. */
export async function givenAhead(centre: Centre, { siteId, request }: DeliveryRow, operators: readonly Operator[]): Promise<GivenAhead> {
  if (request.assignTo !== undefined) return { operators, limitOf: () => Number.POSITIVE_INFINITY };
  const project = await centre.store.batches.project(request.client, request.project);
  const kind = { workType: request.workType, policy: project?.policy ?? DEFAULT_POLICY };
  if (kind.policy.assign === 'pool') return { operators: [], limitOf: () => 0 };
  const fit = operators.filter((each) => isFitFor(each, kind));
  const most = await mostItems(centre, siteId, kind);
  if (most === Number.POSITIVE_INFINITY || project === null) return { operators: fit, limitOf: () => most };
  const held = await heldOf(centre, siteId, project, fit);
  return { operators: fit, limitOf: ({ id }) => most - (held.get(id) ?? 0) };
}

/** The most items of a project that one operator is given ahead: its limit, and the hours of its depth at the pace of its work type. */
async function mostItems(centre: Centre, siteId: string, { workType, policy }: Pick<Project, 'workType' | 'policy'>): Promise<number> {
  const limit = policy.maxHeldItems ?? Number.POSITIVE_INFINITY;
  if (policy.depthHours === null) return limit;
  const itemMs = await knownPace(centre, siteId, workType);
  return Math.min(limit, Math.max(1, Math.floor((policy.depthHours * HOUR_MS) / itemMs)));
}

async function knownPace(centre: Centre, siteId: string, workType: string): Promise<number> {
  const rows = (await centre.store.batches.batches()).filter(({ batch, project }) => batch.siteId === siteId && project.workType === workType);
  const latest = rows.slice(-PACE_BATCHES);
  return medianItemMs((await Promise.all(latest.map(({ batch }) => centre.store.work.itemsOfBatch(batch.id)))).flat());
}

/** How many open items of the project each of them holds. */
async function heldOf(centre: Centre, siteId: string, project: Project, operators: readonly Operator[]): Promise<ReadonlyMap<string, number>> {
  return centre.store.work.atSite(siteId, async (tx) => {
    const held = await tx.heldItems(operators.map(({ id }) => id));
    const projectOf = await tx.projectsOf([...new Set([...held.values()].flatMap((byBatch) => [...byBatch.keys()]))]);
    return new Map([...held].map(([id, byBatch]) => [id, [...byBatch].reduce((sum, [batchId, count]) => sum + (projectOf.get(batchId) === project.id ? count : 0), 0)]));
  });
}
