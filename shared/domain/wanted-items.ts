import { MAX_ITEMS_AN_ASK } from './mutations/ask';
import { mayAskFor } from './may-have';
import type { Operator } from './operator';
import type { Policy } from './policy';

/** Items that lie ready for whoever takes them from a pool: the one on screen and the next. */
export const READY_ITEMS = 2;

/** Work given ahead is filled up when less than this share of its depth is left: not after every item. */
const REFILL_BELOW = 0.75;

const HOUR_MS = 60 * 60_000;

/** A project as a desk knows it, with what its operator has of it. */
export type SuppliedProject = Readonly<{
  workType: string;
  policy: Policy;
  /** Open items, those set aside included. */
  openCount: number;
  /** Whether there are items of it in the pool, as far as is known here. */
  isInPool: boolean;
}>;

/** What an operator has ready, and how fast they key. */
export type Ready = Readonly<{
  /** Items that are begun or as urgent as the most urgent of the pool that they may have; not counted beyond `READY_ITEMS`. */
  urgentCount: number;
  itemMs: number;
}>;

/**
 * `none`: no project here is asked for; `enough`; `wanted`: so many more items; `limit`: there is work, and they hold as much of it as
 * they may; `empty`: there is no work that they may have.
 */
export type Supply = Readonly<{ kind: 'none' | 'enough' | 'limit' | 'empty' }> | Readonly<{ kind: 'wanted'; count: number }>;

/** The projects that an operator may be given items of now. */
export function sourcesOf<P extends SuppliedProject>(operator: Operator, projects: readonly P[]): readonly P[] {
  return projects.filter((each) => mayAskFor(operator, each) && each.isInPool && !isAtLimit(each));
}

/** What an operator's desk should ask for, by the policies of the projects. */
export function wantedItems(operator: Operator, projects: readonly SuppliedProject[], { urgentCount, itemMs }: Ready): Supply {
  const askable = projects.filter((each) => mayAskFor(operator, each));
  if (askable.length === 0) return { kind: 'none' };
  const sources = sourcesOf(operator, askable);
  if (sources.length === 0) return { kind: askable.some(({ isInPool }) => isInPool) ? 'limit' : 'empty' };
  const fromPool = sources.some(({ policy }) => policy.assign === 'pool') ? READY_ITEMS - urgentCount : 0;
  const ahead = sources.reduce((sum, each) => sum + missingAhead(each, itemMs), 0);
  const count = Math.min(MAX_ITEMS_AN_ASK, Math.max(fromPool, ahead));
  return count > 0 ? { kind: 'wanted', count } : { kind: 'enough' };
}

function isAtLimit({ policy, openCount }: SuppliedProject): boolean {
  return policy.maxHeldItems !== null && openCount >= policy.maxHeldItems;
}

function missingAhead({ policy, openCount }: SuppliedProject, itemMs: number): number {
  const depth = policy.assign === 'pool' ? null : depthOf(policy, itemMs);
  if (depth === null) return 0;
  return openCount < depth * REFILL_BELOW ? depth - openCount : 0;
}

/** How many items somebody is to have ahead: hours of work at their pace, and never beyond the limit. */
function depthOf({ depthHours, maxHeldItems }: Policy, itemMs: number): number | null {
  if (depthHours === null) return maxHeldItems;
  const depth = Math.max(1, Math.floor((depthHours * HOUR_MS) / itemMs));
  return Math.min(depth, maxHeldItems ?? depth);
}
