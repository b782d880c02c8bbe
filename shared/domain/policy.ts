import { z } from 'zod';

/** Whether work may go to anybody, or only to those who are cleared for it. */
export const riskClassSchema = z.enum(['normal', 'sensitive']);
export type RiskClass = z.infer<typeof riskClassSchema>;

export const workTypeSchema = z.string().regex(/^[a-z0-9-]{1,60}$/, 'is lower-case letters, digits and dashes, at most 60');

/** A year: longer than any work is given ahead or any deadline lies off. */
export const MAX_POLICY_HOURS = 8760;
export const MAX_WEIGHT = 1000;

const hours = z.number().min(0).max(MAX_POLICY_HOURS);
const someHours = hours.min(0.01);

/** How the work of a project gets to its operators. */
export const policySchema = z.object({
  /** `ahead`: the centre gives items out before they are needed; `pool`: operators ask for the next ones. */
  assign: z.enum(['ahead', 'pool']),
  /** How many hours of work an operator is given ahead, to have work through outages; null: all of a batch at once. */
  depthHours: someHours.nullable(),
  /** Whether an operator may open any item of the queue, or only the first one of the project. */
  cherryPicking: z.boolean(),
  /** The most open items of the project that one operator is given, those set aside included; null: no limit. */
  maxHeldItems: z.int().min(1).max(100_000).nullable(),
  /** Items of somebody of whom the centre has heard nothing for so long go back to the pool; null: never. */
  abandonedAfterHours: someHours.nullable(),
  /** Work is wanted so long before its deadline. */
  goalHours: hours,
  /** What a batch counts beside others that are wanted at the same time. */
  weight: z.number().min(0.001).max(MAX_WEIGHT),
  riskClass: riskClassSchema,
});
export type Policy = Readonly<z.infer<typeof policySchema>>;

/** Of a project that nobody has set a policy for: every item is given out when its batch comes in. */
export const DEFAULT_POLICY: Policy = {
  assign: 'ahead', depthHours: null, cherryPicking: true, maxHeldItems: null, abandonedAfterHours: null, goalHours: 0, weight: 1, riskClass: 'normal',
};

/** Whether operators are given items of the pool when they ask: where not all is given out at once. Of other projects only leads give out what lies there. */
export function isAskable({ assign, depthHours, maxHeldItems }: Pick<Policy, 'assign' | 'depthHours' | 'maxHeldItems'>): boolean {
  return assign === 'pool' || depthHours !== null || maxHeldItems !== null;
}

/** Why a policy makes no sense as a whole; null when it does. */
export function policyMistake(policy: Policy): string | null {
  if (policy.assign === 'pool' && policy.depthHours !== null) return 'An offline depth is for work that is assigned ahead; a pool gives out a few items at a time.';
  if (policy.abandonedAfterHours !== null && !isAskable(policy)) return 'Abandoned work goes back to the pool, where nobody could ask for it: set --assign pool, --depth-hours or --max-held as well.';
  return null;
}
