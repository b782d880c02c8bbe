import type { Clock } from '../../main/clock';

const START_MS = Date.parse('2026-11-21T08:00:00.000Z');

type Timer = Readonly<{ dueMs: number; owner: DeskClock; run: () => void }>;

/** Lets everything go on until nothing moves without the network, the disk or time: those answer in microtasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The one time of a history; it moves only when a history says so. */
export class SimulatedTime {
  nowMs = 0;
  #timers: readonly Timer[] = [];

  /** True time, which the centre's clock shows. */
  get wallMs(): number {
    return START_MS + this.nowMs;
  }

  after(ms: number, owner: DeskClock, run: () => void): () => void {
    const timer = { dueMs: this.nowMs + ms, owner, run };
    this.#timers = [...this.#timers, timer];
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Time goes by; what falls due on the way runs in its order. */
  async wait(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const next = this.#timers.filter((each) => each.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      this.#timers = this.#timers.filter((each) => each !== next);
      next.run();
      await settle();
    }
    this.nowMs = untilMs;
  }

  forget(owner: DeskClock): void {
    this.#timers = this.#timers.filter((each) => each.owner !== owner);
  }
}

/** A desk's clocks during one run of its core: the wall may be wrong by days and jump, the other only goes forward. */
export class DeskClock implements Clock {
  readonly #bootMs: number;

  constructor(private readonly time: SimulatedTime, public skewMs: number) {
    this.#bootMs = time.nowMs;
  }

  readonly wallMs = (): number => this.time.wallMs + this.skewMs;
  readonly monotonicMs = (): number => this.time.nowMs - this.#bootMs;
  readonly after = (ms: number, run: () => void): (() => void) => this.time.after(ms, this, run);
}
