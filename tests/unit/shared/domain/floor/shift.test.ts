import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftWindows, type Shift, type Weekday } from '../../../../../shared/domain/floor/shift';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The windows of the shifts that start on one day by the zone's calendar, as UTC texts. */
function windowsOf(shift: Omit<Shift, 'weekdays'>, day: string): readonly (readonly [string, string])[] {
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  const weekday = (new Date(noonMs).getUTCDay() || 7) as Weekday;
  const windows = shiftWindows({ ...shift, weekdays: [weekday] }, noonMs - 2 * DAY_MS, noonMs + 3 * DAY_MS);
  return windows.map(({ fromMs, toMs }) => [new Date(fromMs).toISOString().slice(0, 16), new Date(toMs).toISOString().slice(0, 16)]);
}

const night = (zone: string): Omit<Shift, 'weekdays'> => ({ zone, start: '22:00', end: '06:00' });

describe('a shift is planned by the clock on the wall and lasts real hours', () => {
  it('is eight hours from Cebu at any time of the year', () => {
    expect(windowsOf({ zone: 'Asia/Manila', start: '06:00', end: '14:00' }, '2026-03-29')).toEqual([['2026-03-28T22:00', '2026-03-29T06:00']]);
  });

  it.each([
    ['Europe/Rome', '2026-03-28', ['2026-03-28T21:00', '2026-03-29T04:00']],
    ['Europe/Oslo', '2026-03-28', ['2026-03-28T21:00', '2026-03-29T04:00']],
    ['America/New_York', '2026-03-07', ['2026-03-08T03:00', '2026-03-08T10:00']],
  ])('lasts seven hours in the night of spring in %s', (zone, day, window) => {
    expect(windowsOf(night(zone), day)).toEqual([window]);
  });

  it.each([
    ['Europe/Rome', '2026-10-24', ['2026-10-24T20:00', '2026-10-25T05:00']],
    ['Europe/Oslo', '2026-10-24', ['2026-10-24T20:00', '2026-10-25T05:00']],
    ['America/New_York', '2026-10-31', ['2026-11-01T02:00', '2026-11-01T11:00']],
  ])('lasts nine hours in the night of autumn in %s', (zone, day, window) => {
    expect(windowsOf(night(zone), day)).toEqual([window]);
  });

  it('changes by half an hour where the clock does', () => {
    expect(windowsOf(night('Australia/Lord_Howe'), '2026-10-03')).toEqual([['2026-10-03T11:30', '2026-10-03T19:00']]);
    expect(windowsOf(night('Australia/Lord_Howe'), '2026-04-04')).toEqual([['2026-04-04T11:00', '2026-04-04T19:30']]);
  });

  it('starts as much later as the clock skips when its start is skipped', () => {
    expect(windowsOf({ zone: 'Europe/Rome', start: '02:30', end: '10:00' }, '2026-03-29')).toEqual([['2026-03-29T01:30', '2026-03-29T08:00']]);
    expect(windowsOf({ zone: 'Australia/Lord_Howe', start: '02:15', end: '10:00' }, '2026-10-04')).toEqual([['2026-10-03T15:45', '2026-10-03T23:00']]);
  });

  it('ends at the first of two equal times', () => {
    expect(windowsOf({ zone: 'Europe/Rome', start: '20:00', end: '02:30' }, '2026-10-24')).toEqual([['2026-10-24T18:00', '2026-10-25T00:30']]);
  });

  it('is nothing when the skipped hour leaves nothing of it', () => {
    expect(windowsOf({ zone: 'Europe/Rome', start: '02:30', end: '03:15' }, '2026-03-29')).toEqual([]);
  });

  it('goes on to the next day when it ends at its start', () => {
    expect(windowsOf({ zone: 'Europe/Rome', start: '08:00', end: '08:00' }, '2026-03-28')).toEqual([['2026-03-28T07:00', '2026-03-29T06:00']]);
  });
});

describe('what is asked for is cut out of the shifts', () => {
  const shift: Shift = { ...night('Europe/Oslo'), weekdays: EVERY_DAY };

  it('begins in the middle of the night when somebody asks then', () => {
    const fromMs = Date.parse('2026-06-10T01:00:00Z');
    expect(shiftWindows(shift, fromMs, fromMs + HOUR_MS)).toEqual([{ fromMs, toMs: fromMs + HOUR_MS }]);
  });

  it('leaves out days on which nobody is planned', () => {
    const fromMs = Date.parse('2026-06-08T00:00:00Z');
    const days = shiftWindows({ zone: 'Asia/Manila', weekdays: [1, 3], start: '09:00', end: '17:00' }, fromMs, fromMs + 7 * DAY_MS);
    expect(days.map(({ fromMs: at }) => new Date(at).toISOString())).toEqual(['2026-06-08T01:00:00.000Z', '2026-06-10T01:00:00.000Z']);
  });

  it('refuses a zone that there is not', () => {
    expect(() => shiftWindows({ ...shift, zone: 'Europe/Atlantis' }, 0, DAY_MS)).toThrow(RangeError);
  });

  it('is in order, without overlaps, within what was asked, and the same in every zone of the process', () => {
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((two) => two.map((n) => String(n).padStart(2, '0')).join(':'));
    const zone = fc.constantFrom('Asia/Manila', 'Europe/Rome', 'Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia');
    const atMs = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') });
    fc.assert(fc.property(clock, clock, zone, atMs, fc.constantFrom(...EVERY_DAY), (start, end, inZone, fromMs, weekday) => {
      const one: Shift = { zone: inZone, weekdays: EVERY_DAY.filter((day) => day !== weekday), start, end };
      const toMs = fromMs + 30 * DAY_MS;
      const windows = shiftWindows(one, fromMs, toMs);
      windows.forEach((window, i) => {
        expect(window.fromMs).toBeGreaterThanOrEqual(windows[i - 1]?.toMs ?? fromMs);
        expect(window.toMs).toBeGreaterThan(window.fromMs);
        expect(window.toMs).toBeLessThanOrEqual(toMs);
      });
      expect(inProcessZone('America/New_York', () => shiftWindows(one, fromMs, toMs))).toEqual(windows);
    }), { numRuns: 60 });
  });
});

function inProcessZone<T>(zone: string, run: () => T): T {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    return run();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}
