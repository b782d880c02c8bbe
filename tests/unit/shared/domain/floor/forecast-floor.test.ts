import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Floor, FloorBatch, FloorLoad, FloorOperator } from '../../../../../shared/domain/floor/floor';
import { withMoves } from '../../../../../shared/domain/floor/floor-move';
import { forecastFloor, type BatchForecast } from '../../../../../shared/domain/floor/forecast-floor';
import { shiftWindows } from '../../../../../shared/domain/floor/shift';
import { HOUR_MS, NOW_MS, siteFloor, smallFloors } from '../../../../support/floors';
import { keyedMinuteByMinute } from '../../../../support/minute-by-minute';

const DAY_MS = 24 * HOUR_MS;

/** A batch of one work type, due in hours. */
const batch = (id: string, dueInHours: number, weight = 1): FloorBatch => ({ id, dueAtMs: NOW_MS + dueInHours * HOUR_MS, weight, workType: 'invoice' });
/** An operator who is there for hours from now on. */
const operator = (id: string, hours = 100, skills: readonly string[] | null = null): FloorOperator => (
  { id, skills, windows: hours === 0 ? [] : [{ fromMs: NOW_MS, toMs: NOW_MS + hours * HOUR_MS }], maxHeldMs: null }
);
const load = (batchId: string, operatorId: string | null, count: number): FloorLoad => ({ batchId, operatorId, count });
const hourly = (floor: Omit<Floor, 'pace'>): Floor => ({ ...floor, pace: () => HOUR_MS });

/** In hours from now. */
function finishes(floor: Floor): Readonly<Record<string, number | null>> {
  return Object.fromEntries([...forecastFloor(floor, NOW_MS)].map(([id, { finishAtMs }]) => [id, finishAtMs === null ? null : (finishAtMs - NOW_MS) / HOUR_MS]));
}

describe('a forecast says when each batch will be finished', () => {
  it('lets operators key what they hold by urgency, in whatever order they were given it', () => {
    const floor = hourly({ batches: [batch('later', 9), batch('soon', 3)], operators: [operator('maria')], loads: [load('later', 'maria', 2), load('soon', 'maria', 3)] });
    expect(finishes(floor)).toEqual({ soon: 3, later: 5 });
  });

  it('is finished when the last of those who hold it is', () => {
    const floor = hourly({ batches: [batch('b', 9)], operators: [operator('maria'), operator('jun')], loads: [load('b', 'maria', 2), load('b', 'jun', 5)] });
    expect(finishes(floor)).toEqual({ b: 5 });
  });

  it('lets who is free first take from the pool', () => {
    const floor = hourly({ batches: [batch('held', 5), batch('pool', 9)], operators: [operator('maria'), operator('jun')], loads: [load('held', 'maria', 2), load('pool', null, 6)] });
    expect(finishes(floor)).toEqual({ held: 2, pool: 4 });
  });

  it('leaves in the pool what nobody who is there may key', () => {
    const floor = hourly({ batches: [batch('b', 9)], operators: [operator('maria', 100, ['receipt']), operator('jun', 0)], loads: [load('b', null, 2)] });
    expect(forecastFloor(floor, NOW_MS).get('b')).toEqual({ finishAtMs: null, lateItems: 2, lateByMs: Number.POSITIVE_INFINITY });
  });

  it('never finishes what somebody holds who is not there', () => {
    const floor = hourly({ batches: [batch('b', 9)], operators: [operator('maria'), operator('jun', 0)], loads: [load('b', 'jun', 1), load('b', 'maria', 1)] });
    expect(forecastFloor(floor, NOW_MS).get('b')).toEqual({ finishAtMs: null, lateItems: 1, lateByMs: Number.POSITIVE_INFINITY });
  });

  it('counts the items that come after the deadline and by how much the last one does', () => {
    const floor = hourly({ batches: [batch('b', 3)], operators: [operator('maria')], loads: [load('b', 'maria', 5)] });
    expect(forecastFloor(floor, NOW_MS).get('b')).toEqual({ finishAtMs: NOW_MS + 5 * HOUR_MS, lateItems: 2, lateByMs: 2 * HOUR_MS });
  });

  it('is timely to the millisecond', () => {
    const floor = hourly({ batches: [batch('b', 5)], operators: [operator('maria')], loads: [load('b', 'maria', 5)] });
    expect(forecastFloor(floor, NOW_MS).get('b')?.lateItems).toBe(0);
    expect(forecastFloor(floor, NOW_MS + 1).get('b')?.lateItems).toBe(1);
  });

  it('goes on with held work after a pause but starts nothing from the pool that would lie half keyed', () => {
    const windows = [{ fromMs: NOW_MS, toMs: NOW_MS + 1.5 * HOUR_MS }, { fromMs: NOW_MS + 10 * HOUR_MS, toMs: NOW_MS + 20 * HOUR_MS }];
    const operators = [{ ...operator('maria'), windows }];
    expect(finishes(hourly({ batches: [batch('b', 9)], operators, loads: [load('b', 'maria', 2)] }))).toEqual({ b: 10.5 });
    expect(finishes(hourly({ batches: [batch('b', 9)], operators, loads: [load('b', null, 2)] }))).toEqual({ b: 11 });
  });

  it('tells a batch without open items as finished now', () => {
    expect(finishes(hourly({ batches: [batch('b', -3)], operators: [], loads: [] }))).toEqual({ b: 0 });
  });

  it('refuses a load of somebody who is not on the floor', () => {
    expect(() => forecastFloor(hourly({ batches: [batch('b', 9)], operators: [], loads: [load('b', 'maria', 1)] }), NOW_MS)).toThrow(RangeError);
  });
});

describe('a forecast holds in general', () => {
  it('says what comes out when every operator is followed minute by minute', () => {
    fc.assert(fc.property(smallFloors(5), (floor) => {
      expect(shown(forecastFloor(floor, NOW_MS))).toEqual(keyedMinuteByMinute(floor, NOW_MS));
    }), { numRuns: 1000 });
  });

  it('does not depend on the order of what it is given', () => {
    const floor = siteFloor(1, { items: 2000, batches: 20, operators: 30, load: 1 });
    const turned = { ...floor, batches: floor.batches.toReversed(), operators: floor.operators.toReversed(), loads: floor.loads.toReversed() };
    expect([...forecastFloor(turned, NOW_MS)]).toEqual([...forecastFloor(floor, NOW_MS)]);
  });

  it('shows a proposed move before it is made', () => {
    const floor = hourly({ batches: [batch('b', 3)], operators: [operator('maria'), operator('jun')], loads: [load('b', 'maria', 5)] });
    expect(finishes(withMoves(floor, [{ batchId: 'b', from: 'maria', to: 'jun', count: 2 }]))).toEqual({ b: 3 });
    expect(finishes(withMoves(floor, [{ batchId: 'b', from: 'maria', to: null, count: 5 }]))).toEqual({ b: 3 });
    expect(() => withMoves(floor, [{ batchId: 'b', from: 'jun', to: 'maria', count: 1 }])).toThrow(RangeError);
  });
});

describe('a forecast counts real hours', () => {
  const nights = (zone: string, fromUtc: string): readonly (number | null)[] => {
    const fromMs = Date.parse(fromUtc);
    const windows = shiftWindows({ zone, weekdays: [1, 2, 3, 4, 5, 6, 7], start: '22:00', end: '06:00' }, fromMs, fromMs + 4 * DAY_MS);
    const floor: Floor = { batches: [{ ...batch('b', 0), dueAtMs: fromMs + 4 * DAY_MS }], operators: [{ ...operator('kari'), windows }], loads: [load('b', 'kari', 10)], pace: () => HOUR_MS };
    return [...forecastFloor(floor, fromMs).values()].map(({ finishAtMs }) => (finishAtMs === null ? null : (finishAtMs - fromMs) / HOUR_MS));
  };

  it('keys seven items in the night of spring, nine in that of autumn and eight in any other', () => {
    // Ten hours of work: the rest waits for the next night, which begins a day later by the wall's clock.
    expect(nights('Europe/Oslo', '2026-06-10T20:00:00Z')).toEqual([24 + 2]);
    expect(nights('Europe/Oslo', '2026-03-28T21:00:00Z')).toEqual([23 + 3]);
    expect(nights('Europe/Oslo', '2026-10-24T20:00:00Z')).toEqual([25 + 1]);
    expect(nights('Asia/Manila', '2026-10-24T14:00:00Z')).toEqual([24 + 2]);
  });

  it('is the same in whatever zone the process runs', () => {
    const floor = siteFloor(2, { items: 500, batches: 10, operators: 10, load: 1 });
    const here = shown(forecastFloor(floor, NOW_MS));
    const before = process.env['TZ'];
    try {
      for (const zone of ['Asia/Manila', 'Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe']) {
        process.env['TZ'] = zone;
        expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
        expect(shown(forecastFloor(floor, NOW_MS))).toEqual(here);
        expect(nights('Europe/Oslo', '2026-10-24T20:00:00Z')).toEqual([25 + 1]);
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

function shown(forecast: ReadonlyMap<string, BatchForecast>): Readonly<Record<string, BatchForecast>> {
  return Object.fromEntries(forecast);
}
