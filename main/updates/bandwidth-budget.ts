import type { Clock } from '../clock';

/** Time that was not used is not saved up for longer than this. */
const SAVED_UP_MS = 2_000;

/** What fetching ahead may take of a link, whoever fetches: each waits until what was taken is paid for. */
export class BandwidthBudget {
  /** Null for no limit. */
  bytesPerS: number | null = null;
  private paidUntilMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Pick<Clock, 'monotonicMs' | 'after'>) {}

  /** Notes what was taken and waits until the budget allows more, or until `stop`. */
  async spend(bytes: number, stop: AbortSignal): Promise<void> {
    if (this.bytesPerS === null) return;
    const nowMs = this.clock.monotonicMs();
    this.paidUntilMs = Math.max(this.paidUntilMs, nowMs - SAVED_UP_MS) + (bytes / this.bytesPerS) * 1000;
    if (this.paidUntilMs > nowMs) await this.wait(this.paidUntilMs - nowMs, stop);
  }

  private wait(ms: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (stop.aborted) return resolve();
      const end = (): void => {
        cancel();
        stop.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.clock.after(Math.ceil(ms), end);
      stop.addEventListener('abort', end);
    });
  }
}
