import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { floorHistory } from '../../../../shared/domain/floor/floor-history';
import { mintedAtMs } from '../../../../shared/domain/minted-at';

const STEP_MS = 900_000;
const STEPS = 32;
const NOW_MS = 1_795_000_000_000;
const times = fc.array(fc.record({ admittedMs: fc.integer({ min: NOW_MS - 20 * 3_600_000, max: NOW_MS }), tookMs: fc.option(fc.nat({ max: 12 * 3_600_000 }), { nil: null }) })
  .map(({ admittedMs, tookMs }) => ({ admittedMs, doneMs: tookMs === null || admittedMs + tookMs > NOW_MS ? null : admittedMs + tookMs })), { maxLength: 60 });

describe('a floor over time', () => {
  it('has at each instant those open that had come and were not settled, and counts each settled item in one step', () => {
    fc.assert(fc.property(times, (items) => {
      const { atMs, open, done } = floorHistory(items, NOW_MS, STEP_MS, STEPS);
      expect(atMs).toHaveLength(STEPS + 1);
      expect(atMs.at(-1)).toBe(NOW_MS);
      for (const [i, at] of atMs.entries()) {
        expect(open[i]).toBe(items.filter(({ admittedMs, doneMs }) => admittedMs <= at && (doneMs === null || doneMs > at)).length);
        const from = at - STEP_MS;
        if (i > 0) expect(done[i]).toBe(items.filter(({ doneMs }) => doneMs !== null && doneMs > from && doneMs <= at).length);
      }
    }));
  });

  it('takes a clock that is ahead for now', () => {
    const { open, done } = floorHistory([{ admittedMs: NOW_MS - 1, doneMs: NOW_MS + 3_600_000 }], NOW_MS, STEP_MS, STEPS);
    expect([open.at(-1), done.at(-1)]).toEqual([0, 1]);
  });
});

it('an id of version 7 tells when it was minted', () => {
  expect(mintedAtMs(v7({ msecs: NOW_MS }))).toBe(NOW_MS);
});
