import type { Item } from './item';

/** A longer silence between two items of one operator is a pause, or other work. */
const LONGEST_MS = 15 * 60_000;

/** Fewer times say nothing. */
const LEAST_TIMES = 10;

/** What an item is taken to need while nothing is known of its work type. */
export const DEFAULT_ITEM_MS = 60_000;

/**
 * How long an item takes: the median time between two hand-ins of one operator at one start of a desk, by the desk's own monotonic
 * clock, so that no clock need be right. `DEFAULT_ITEM_MS` while fewer than ten such times are known.
 */
export function medianItemMs(items: readonly Pick<Item, 'settledBy'>[]): number {
  const atMsOf = new Map<string, number[]>();
  for (const { settledBy } of items) {
    if (settledBy === null) continue;
    const { operatorId, capturedAt } = settledBy;
    const key = `${operatorId}|${capturedAt.bootId}`;
    atMsOf.set(key, [...(atMsOf.get(key) ?? []), capturedAt.monotonicMs]);
  }
  const times = [...atMsOf.values()].flatMap(timesBetween).filter((ms) => ms > 0 && ms <= LONGEST_MS).sort((a, b) => a - b);
  return times.length < LEAST_TIMES ? DEFAULT_ITEM_MS : (times[Math.floor(times.length / 2)] ?? DEFAULT_ITEM_MS);
}

function timesBetween(atMs: readonly number[]): readonly number[] {
  const inOrder = atMs.toSorted((a, b) => a - b);
  return inOrder.slice(1).map((at, i) => at - (inOrder[i] ?? at));
}
