import type { Operator } from '../../shared/domain/operator';
import type { Floor, FloorOperator } from '../../shared/domain/floor/floor';
import type { BatchNames } from '../store/queries';
import { POOL } from './floor-focus';
import { openBatches, maxHeldMs, poolOf, skillsOf } from './floor-policies';
import type { OperatorCount } from './floor-counts';
import type { FloorView } from './floor-model';
import { NOTHING_KNOWN, plannedUntil, presenceOf, standings, windowsOf, type OperatorState, type Presence } from './operator-presence';

/** Pace is judged by what was handed in within this time. */
const LOOK_BACK_MS = 60 * 60_000;

/** How far a forecast looks: what is not done by then counts as never. */
const HORIZON_MS = 7 * 24 * 60 * 60_000;

/** Fewer items say nothing of a pace. */
const LEAST_ITEMS = 3;

/** What lies in the pool of a project that is not asked for is not keyed until a lead gives it to somebody. */
const NOBODY: FloorOperator = { id: POOL, skills: [], windows: [], maxHeldMs: 0 };

/** What an operator is at, until when by their plan, and how fast: `itemMs` is null where they have not done enough to tell. */
export type OperatorOutlook = Readonly<{ operatorId: string; heldCount: number; state: OperatorState; lastAtMs: number | null; untilMs: number | null; itemMs: number | null; doneInHour: number }>;

export type FloorOutlook = Readonly<{
  operators: ReadonlyMap<string, OperatorOutlook>;
  /** Milliseconds an item takes on this floor, the median of those who key; null while nobody has done enough. */
  medianItemMs: number | null;
  /** The most work that one of them holds. */
  mostHeldMs: number;
  floor: Floor;
}>;

/**
 * What the forecast goes by: pace from the last hour's work, and who is there, by their sessions and plans. Whoever has
 * neither, and has handed nothing in for half a day, counts as about to begin; whoever was not heard of for an hour as away.
 */
export function outlookOf(view: FloorView, people: ReadonlyMap<string, Operator>, names: BatchNames, nowMs: number, presence: Presence = NOTHING_KNOWN): FloorOutlook {
  const keying = [...people.values()].filter(({ state, role }) => state === 'active' && role === 'operator');
  const ids = new Set([...keying.map(({ id }) => id), ...view.operators.keys()]);
  const standing = standings(presence, nowMs);
  const operators = new Map([...ids].map((id) => {
    const here = presenceOf(standing.get(id), view.operators.get(id)?.doneAtMs[0] ?? null, nowMs);
    return [id, { ...operatorOutlook(id, view.operators.get(id), nowMs), ...here, untilMs: plannedUntil(presence.plans.get(id), nowMs) }];
  }));
  const paces = [...operators.values()].flatMap(({ itemMs }) => itemMs ?? []).sort((a, b) => a - b);
  const medianItemMs = paces[Math.floor(paces.length / 2)] ?? null;
  const batches = openBatches(view, names);
  return {
    operators, medianItemMs,
    mostHeldMs: Math.max(0, ...[...operators.values()].map((each) => heldMsOf(each, medianItemMs) ?? 0)),
    floor: {
      batches,
      operators: [NOBODY, ...[...operators.values()].map((each) => ({
        id: each.operatorId, skills: skillsOf(people.get(each.operatorId), batches, names), maxHeldMs: maxHeldMs(each.itemMs ?? medianItemMs, batches, names),
        windows: people.get(each.operatorId)?.state === 'active' ? windowsOf(each.state, presence.plans.get(each.operatorId), nowMs, nowMs + HORIZON_MS) : [],
      }))],
      loads: view.loads.map((load) => ({ ...load, operatorId: load.operatorId ?? poolOf(load.batchId, names) })),
      pace: (operatorId) => operators.get(operatorId)?.itemMs ?? medianItemMs ?? LOOK_BACK_MS,
    },
  };
}

/** How long what somebody holds will take them; null while neither their pace nor anybody's is known. */
export function heldMsOf({ heldCount, itemMs }: OperatorOutlook, medianItemMs: number | null): number | null {
  const paceMs = itemMs ?? medianItemMs;
  return paceMs === null ? null : heldCount * paceMs;
}

function operatorOutlook(operatorId: string, count: OperatorCount | undefined, nowMs: number): Omit<OperatorOutlook, 'state' | 'lastAtMs' | 'untilMs'> {
  const done = count?.doneAtMs ?? [];
  const recent = done.filter((atMs) => nowMs - atMs < LOOK_BACK_MS);
  return { operatorId, heldCount: count?.heldCount ?? 0, doneInHour: recent.length, itemMs: itemMsOf(recent) };
}

/** The median of the times between two items: a pause in between does not make anybody slow. */
function itemMsOf(latestFirst: readonly number[]): number | null {
  if (latestFirst.length < LEAST_ITEMS) return null;
  const between = latestFirst.slice(1).map((atMs, i) => Math.max(1, (latestFirst[i] ?? atMs) - atMs)).sort((a, b) => a - b);
  return between[Math.floor(between.length / 2)] ?? null;
}
