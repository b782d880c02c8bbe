import type { TimeWindow } from './floor';

/** How much somebody can key from now on: between instants and milliseconds of work. */
export class WorkingTime {
  private readonly windows: readonly TimeWindow[];
  /** The work that lies before each window. */
  private readonly before: readonly number[];
  /** All the work that their windows hold. */
  readonly totalMs: number;

  constructor(windows: readonly TimeWindow[], nowMs: number) {
    this.windows = joined(windows.map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, nowMs), toMs })).filter(({ fromMs, toMs }) => fromMs < toMs));
    const before: number[] = [];
    let totalMs = 0;
    for (const { fromMs, toMs } of this.windows) {
      before.push(totalMs);
      totalMs += toMs - fromMs;
    }
    this.before = before;
    this.totalMs = totalMs;
  }

  /** The work that they can do from now until an instant. */
  workUntil(atMs: number): number {
    const i = lastWhere(this.windows, ({ fromMs }) => fromMs < atMs);
    const window = this.windows[i];
    return window === undefined ? 0 : (this.before[i] ?? 0) + Math.min(atMs, window.toMs) - window.fromMs;
  }

  /** The instant at which so much work is done; null where their windows do not hold it. */
  doneAt(workMs: number): number | null {
    if (workMs > this.totalMs) return null;
    return this.within(lastWhere(this.before, (before) => before < workMs), workMs);
  }

  /** The instant at which they turn to the next thing after so much work: at the end of a window, the start of the next. */
  freeAt(workMs: number): number | null {
    if (workMs >= this.totalMs) return null;
    return this.within(lastWhere(this.before, (before) => before <= workMs), workMs);
  }

  /**
   * After how much work they start something that takes so long, if they could after `workMs`: before they go they start only what they
   * will finish, and what no window holds they start with a window. Infinity: never.
   */
  startAfter(workMs: number, tookMs: number): number {
    const i = lastWhere(this.before, (before) => before <= workMs);
    const startMs = this.before[i] ?? 0;
    const endMs = this.before[i + 1] ?? this.totalMs;
    const start = workMs === startMs || workMs + tookMs <= endMs ? workMs : endMs;
    return start + tookMs <= this.totalMs ? start : Number.POSITIVE_INFINITY;
  }

  private within(i: number, workMs: number): number | null {
    const window = this.windows[Math.max(0, i)];
    return window === undefined ? null : window.fromMs + workMs - (this.before[Math.max(0, i)] ?? 0);
  }
}

/** Nobody leaves where one window follows on another at once. */
function joined(windows: readonly TimeWindow[]): readonly TimeWindow[] {
  const whole: TimeWindow[] = [];
  for (const window of windows) {
    const last = whole.at(-1);
    if (last?.toMs === window.fromMs) whole.splice(-1, 1, { fromMs: last.fromMs, toMs: window.toMs });
    else whole.push(window);
  }
  return whole;
}

/** The last place at which a test holds that holds up to some place; −1 where it never does. */
function lastWhere<T>(list: readonly T[], holds: (each: T) => boolean): number {
  let low = -1;
  let high = list.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) low = middle;
    else high = middle;
  }
  return low;
}
