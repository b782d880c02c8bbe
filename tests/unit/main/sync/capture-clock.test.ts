import { beforeEach, describe, expect, it } from 'vitest';
import { CaptureClock } from '../../../../main/sync/capture-clock';
import { HandClock, randomId } from '../../../support/desk-fixtures';

const HOUR_MS = 3_600_000;

let clock: HandClock;
let capture: CaptureClock;
beforeEach(() => {
  clock = new HandClock();
  capture = new CaptureClock(clock, { uuidV4: () => randomId(1), fraction: () => 1 });
});

/** The centre's clock is so far ahead of the wall's. */
function hearCentre(aheadMs: number): void {
  capture.contact = { centreMs: clock.wallMs() + aheadMs, wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
}

describe('the offset of the clock', () => {
  it('is unknown until the centre has told its time', () => {
    expect([capture.offsetMs, 'offsetMs' in capture.now()]).toEqual([undefined, false]);
    hearCentre(5_000);
    expect([capture.offsetMs, capture.now().offsetMs]).toEqual([5_000, 5_000]);
  });

  it('stays what it was over a sleep without a link', () => {
    hearCentre(5_000);
    clock.advance(600_000);
    // Asleep: the wall clock goes on, the monotonic one does not.
    clock.wallStartMs += 9 * HOUR_MS;
    clock.advance(600_000);
    expect([capture.offsetMs, capture.now().offsetMs]).toEqual([5_000, 5_000]);
  });

  it('shows a clock that was set ahead with the next contact', () => {
    hearCentre(5_000);
    clock.wallStartMs += 9 * HOUR_MS;
    expect(capture.offsetMs).toBe(5_000);
    hearCentre(5_000 - 9 * HOUR_MS);
    expect(capture.offsetMs).toBe(5_000 - 9 * HOUR_MS);
  });

  it('shows a clock that was set back at once, which no sleep does', () => {
    hearCentre(5_000);
    clock.advance(600_000);
    clock.wallStartMs -= 3 * HOUR_MS;
    expect(capture.offsetMs).toBe(5_000 + 3 * HOUR_MS);
  });
});
