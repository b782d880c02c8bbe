import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineAfter, isOverdue, type Deadline } from '../../../../main/updates/deadline';
import { NEW, OLD } from '../../../support/update-records';

const DAY_MS = 24 * 60 * 60_000;
const NOW_MS = Date.parse('2026-11-21T08:00:00.000Z');
const after = (before: Deadline | null, days: number, isCritical = false, runs = OLD): Deadline => deadlineAfter(before, { runs, isCritical, nowMs: NOW_MS + days * DAY_MS });
const byDay = ({ byUtc }: Deadline): number => (Date.parse(byUtc) - NOW_MS) / DAY_MS;

describe('the deadline of updates', () => {
  it('is a week away, and a day for a critical one', () => {
    expect([byDay(after(null, 0)), byDay(after(null, 0, true))]).toEqual([7, 1]);
  });

  it('is over from its time on', () => {
    const deadline = after(null, 0);
    expect([isOverdue(deadline, NOW_MS + 7 * DAY_MS - 1), isOverdue(deadline, NOW_MS + 7 * DAY_MS), isOverdue(null, NOW_MS)]).toEqual([false, true, false]);
  });

  it('comes nearer by a critical one, and no further by a usual one after it', () => {
    expect([byDay(after(after(null, 0), 3, true)), byDay(after(after(null, 0, true), 0.5)), byDay(after(after(null, 0), 6.5, true))]).toEqual([4, 1, 7]);
  });

  it('is another one for the next version that runs', () => {
    expect(after(after(null, 0, true), 3, false, NEW)).toEqual({ runs: NEW, byUtc: '2026-12-01T08:00:00.000Z', isCritical: false });
  });

  it('is never put off while the same version runs, nor ever further away than an update may be put off, whatever clocks say', () => {
    const step = fc.record({ days: fc.double({ min: -1000, max: 1000, noNaN: true }), isCritical: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { minLength: 2 }), (steps) => {
      let before: Deadline | null = null;
      for (const { days, isCritical } of steps) {
        const deadline = after(before, days, isCritical);
        expect(byDay(deadline) - days).toBeLessThanOrEqual((isCritical ? 1 : 7) + 1e-6);
        if (before !== null) expect(deadline.byUtc <= before.byUtc).toBe(true);
        before = deadline;
      }
    }));
  });
});
