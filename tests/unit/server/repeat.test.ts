import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { repeat } from '../../../server/work/repeat';

describe('what is done again and again', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('rests in between, goes on after a failure, and ends with what is under way', async () => {
    const failures: unknown[] = [];
    let times = 0;
    let finish: () => void = () => undefined;
    const stop = repeat(() => {
      times += 1;
      if (times === 1) return Promise.reject(new Error('away'));
      return new Promise<void>((resolve) => { finish = resolve; });
    }, 1_000, (error) => void failures.push(error));
    await vi.advanceTimersByTimeAsync(999);
    expect(times).toBe(0);
    await vi.advanceTimersByTimeAsync(1_001);
    expect([times, failures.length]).toEqual([2, 1]);
    let stopped = false;
    const ended = stop().then(() => { stopped = true; });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([times, stopped]).toEqual([2, false]);
    finish();
    await ended;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toBe(2);
  });
});
