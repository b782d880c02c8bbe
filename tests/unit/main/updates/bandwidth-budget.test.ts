import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BandwidthBudget } from '../../../../main/updates/bandwidth-budget';
import { HandClock } from '../../../support/desk-fixtures';

const NEVER = new AbortController().signal;
const SAVED_UP_S = 2;
const LARGEST_BYTES = 1_000_000;

/** Lets the clock run until this is done. */
async function waited(clock: HandClock, spent: Promise<void>): Promise<void> {
  let isDone = false;
  void spent.then(() => (isDone = true));
  for (;;) {
    await Promise.resolve();
    await Promise.resolve();
    if (isDone) return;
    clock.advance(clock.nextTimerMs ?? 1);
  }
}

describe('what fetching ahead takes of a link', () => {
  it('stays within the budget and what is saved up of it, over any stretch of any sequence of pieces and pauses', async () => {
    const pieces = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: LARGEST_BYTES }), pauseMs: fc.oneof(fc.constant(0), fc.nat({ max: 10_000 })) }), { minLength: 1, maxLength: 25 });
    await fc.assert(fc.asyncProperty(pieces, fc.integer({ min: 1024, max: 500_000 }), async (asked, bytesPerS) => {
      const [clock, taken] = [new HandClock(), [] as { atMs: number; bytes: number }[]];
      const budget = new BandwidthBudget(clock);
      budget.bytesPerS = bytesPerS;
      for (const { bytes, pauseMs } of asked) {
        clock.advance(pauseMs);
        taken.push({ atMs: clock.monotonicMs(), bytes });
        await waited(clock, budget.spend(bytes, NEVER));
      }
      for (const [i, first] of taken.entries()) {
        let sum = 0;
        for (const { atMs, bytes } of taken.slice(i)) {
          // A piece is noted when it has come: what came with the last one is paid for afterwards.
          expect(sum).toBeLessThanOrEqual(bytesPerS * ((atMs - first.atMs) / 1000 + SAVED_UP_S) + 1);
          sum += bytes;
        }
      }
    }), { numRuns: 200 });
  });

  it('is one budget for all who fetch', async () => {
    const clock = new HandClock();
    const budget = new BandwidthBudget(clock);
    budget.bytesPerS = 1000;
    let ended = 0;
    for (const bytes of [4000, 2000]) void budget.spend(bytes, NEVER).then(() => (ended += 1));
    for (const [ms, count] of [[1999, 0], [1, 1], [1999, 1], [1, 2]] as const) {
      clock.advance(ms);
      await new Promise((settled) => void setImmediate(settled));
      expect(ended).toBe(count);
    }
  });

  it('waits for nothing where there is no limit', async () => {
    const clock = new HandClock();
    await new BandwidthBudget(clock).spend(1e12, NEVER);
    expect(clock.nextTimerMs).toBeNull();
  });

  it('lets go of whoever waits when it is to stop, and leaves no timer behind', async () => {
    const [clock, stop] = [new HandClock(), new AbortController()];
    const budget = new BandwidthBudget(clock);
    budget.bytesPerS = 1024;
    const spent = budget.spend(1e9, stop.signal);
    stop.abort();
    await spent;
    expect(clock.nextTimerMs).toBeNull();
    await budget.spend(1e9, stop.signal);
  });
});
