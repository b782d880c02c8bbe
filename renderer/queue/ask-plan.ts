import type { SupplyNews } from '../store/supply-feed';

/** An ask that was answered with nothing, although the pool was told to hold work, is made again after so long, or when the pool has changed. */
export const ASK_AGAIN_MS = 20_000;

/** A desk at which nobody has pressed a key for so long asks for nothing by itself: what it got would lie there. */
export const UNATTENDED_AFTER_MS = 15 * 60_000;

/** When somebody was last seen to be at the desk, and whether they have said that they are not. */
export type Attendance = Readonly<{ lastKeyMs: number; isOnPause: boolean }>;

/** A clock that was set back does not make anybody present for longer. */
export function isAttended({ lastKeyMs, isOnPause }: Attendance, nowMs: number): boolean {
  return !isOnPause && Math.abs(nowMs - lastKeyMs) < UNATTENDED_AFTER_MS;
}

/** What is remembered of the last ask. */
export type AskMemory = Readonly<{
  /** The open items when it was made; null when it was judged already, or there was none. */
  askedWith: ReadonlySet<string> | null;
  /** The pool as it was then. */
  pool: string;
  restUntilMs: number;
}>;

export const NOT_ASKED: AskMemory = { askedWith: null, pool: '', restUntilMs: 0 };

/** What to do now: ask for so many items (0: none), and when to look again by itself. */
export type AskPlan = Readonly<{ memory: AskMemory; count: number; lookAgainInMs: number | null }>;

/** One ask at a time; after one that gave nothing a rest, unless the pool has changed since. */
export function askPlan(before: AskMemory, { supply, isAsking, openIds, pool }: Pick<SupplyNews, 'supply' | 'isAsking' | 'openIds' | 'pool'>, nowMs: number): AskPlan {
  // Whatever was thought of it: what is on its way is judged by what is open while it is.
  if (isAsking) return { memory: before.askedWith === null ? { ...before, askedWith: new Set(openIds), restUntilMs: 0 } : before, count: 0, lookAgainInMs: null };
  const memory = judged(before, openIds, pool, nowMs);
  if (supply.kind !== 'wanted') return { memory, count: 0, lookAgainInMs: null };
  const restMs = memory.restUntilMs - nowMs;
  return restMs > 0 ? { memory, count: 0, lookAgainInMs: restMs } : { memory, count: supply.count, lookAgainInMs: null };
}

function judged(memory: AskMemory, openIds: readonly string[], pool: string, nowMs: number): AskMemory {
  if (memory.pool !== pool) return { askedWith: null, pool, restUntilMs: 0 };
  const { askedWith } = memory;
  if (askedWith === null) return memory;
  const isGiven = openIds.some((id) => !askedWith.has(id));
  return { askedWith: null, pool, restUntilMs: isGiven ? 0 : nowMs + ASK_AGAIN_MS };
}
