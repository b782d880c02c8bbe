/** When an item came to the floor and when it was settled; null while it is open. */
export type ItemTimes = Readonly<{ admittedMs: number; doneMs: number | null }>;

/** A floor over time: at each instant the open items, and how many were settled in the step that ends there. */
export type FloorHistory = Readonly<{ atMs: readonly number[]; open: readonly number[]; done: readonly number[] }>;

/**
 * How throughput and backlog went, in equal steps up to now.
 *
 * Items count from when they came and until they were settled, by the centre's time; so the backlog at the end is what is open.
 * A time in the future, of a clock that is ahead, counts as now.
 */
export function floorHistory(items: Iterable<ItemTimes>, nowMs: number, stepMs: number, steps: number): FloorHistory {
  const fromMs = nowMs - steps * stepMs;
  const place = (ms: number): number => Math.min(steps, Math.max(0, Math.ceil((ms - fromMs) / stepMs)));
  const [came, went, done] = [zeros(steps + 1), zeros(steps + 1), zeros(steps + 1)];
  for (const { admittedMs, doneMs } of items) {
    const arrived = place(admittedMs);
    came[arrived] = (came[arrived] ?? 0) + 1;
    if (doneMs === null) continue;
    const settled = Math.max(arrived, place(doneMs));
    went[settled] = (went[settled] ?? 0) + 1;
    if (doneMs > fromMs) done[settled] = (done[settled] ?? 0) + 1;
  }
  let open = 0;
  const backlog = came.map((count, i) => (open += count - (went[i] ?? 0)));
  return { atMs: backlog.map((_, i) => fromMs + i * stepMs), open: backlog, done };
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
