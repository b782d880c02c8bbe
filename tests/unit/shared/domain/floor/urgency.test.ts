import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Floor, FloorBatch, FloorOperator } from '../../../../../shared/domain/floor/floor';
import { withMoves } from '../../../../../shared/domain/floor/floor-move';
import { compareUrgency, urgencies } from '../../../../../shared/domain/floor/urgency';
import { HOUR_MS, NOW_MS, smallFloors } from '../../../../support/floors';

const batch = (id: string, dueInHours: number, weight = 1, workType = 'invoice'): FloorBatch => ({ id, dueAtMs: NOW_MS + dueInHours * HOUR_MS, weight, workType });
const operator = (id: string, skills: readonly string[] | null = null): FloorOperator => (
  { id, skills, windows: [{ fromMs: NOW_MS, toMs: NOW_MS + 100 * HOUR_MS }], maxHeldMs: null }
);
const order = (floor: Omit<Floor, 'pace'>): readonly string[] => urgencies({ ...floor, pace: () => HOUR_MS }, NOW_MS).map(({ batchId }) => batchId);
const inPool = (batchId: string, count: number): Floor['loads'][number] => ({ batchId, operatorId: null, count });

describe('what is most urgent comes first', () => {
  it('by deadline, whatever arrived first', () => {
    expect(order({ batches: [batch('a', 9), batch('b', 3), batch('c', 5)], operators: [operator('maria')], loads: [inPool('a', 99), inPool('b', 1), inPool('c', 1)] })).toEqual(['b', 'c', 'a']);
  });

  it('then by the slack that the work leaves', () => {
    expect(order({ batches: [batch('a', 9), batch('b', 9)], operators: [operator('maria')], loads: [inPool('a', 2), inPool('b', 5)] })).toEqual(['b', 'a']);
  });

  it('with less slack where fewer may key it', () => {
    const batches = [batch('a', 9), batch('b', 9, 1, 'receipt')];
    expect(order({ batches, operators: [operator('maria', ['invoice']), operator('jun', ['invoice', 'receipt'])], loads: [inPool('a', 4), inPool('b', 4)] })).toEqual(['b', 'a']);
  });

  it('then by weight, the heavier first', () => {
    expect(order({ batches: [batch('a', 9, 1), batch('b', 9, 3)], operators: [operator('maria')], loads: [inPool('a', 2), inPool('b', 2)] })).toEqual(['b', 'a']);
  });

  it('and by id where all else is equal', () => {
    expect(order({ batches: [batch('b', 9), batch('a', 9)], operators: [], loads: [inPool('a', 2), inPool('b', 2)] })).toEqual(['a', 'b']);
  });

  it('says how much slack there is when all who may key it do', () => {
    const floor: Floor = { batches: [batch('a', 9)], operators: [operator('maria'), operator('jun')], loads: [inPool('a', 6)], pace: () => HOUR_MS };
    expect(urgencies(floor, NOW_MS)[0]?.slackMs).toBe(6 * HOUR_MS);
    const gone = { ...operator('rosa'), windows: [{ fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS }] };
    expect(urgencies({ ...floor, operators: [...floor.operators, gone] }, NOW_MS)[0]?.slackMs).toBe(6 * HOUR_MS);
  });
});

describe('urgency is an order', () => {
  const urgency = fc.record({ batchId: fc.string(), wantedAtMs: fc.nat(2), dueAtMs: fc.nat(3), slackMs: fc.constantFrom(Number.NEGATIVE_INFINITY, -1, 0, 2), weight: fc.integer({ min: 1, max: 3 }) });

  it('of any three in whatever sequence, and never equal for two ids', () => {
    fc.assert(fc.property(fc.uniqueArray(urgency, { selector: ({ batchId }) => batchId, maxLength: 6 }), (all) => {
      const sorted = all.toSorted(compareUrgency);
      expect(all.toReversed().sort(compareUrgency)).toEqual(sorted);
      sorted.forEach((one, i) => sorted.slice(i + 1).forEach((other) => {
        expect(compareUrgency(one, other)).toBeLessThan(0);
        expect(compareUrgency(other, one)).toBeGreaterThan(0);
      }));
    }));
  });

  it('is the same whoever holds the items, in whatever order the floor is given, and in whatever zone the process runs', () => {
    const before = process.env['TZ'];
    try {
      fc.assert(fc.property(smallFloors(), fc.constantFrom('Asia/Manila', 'America/New_York', 'Australia/Lord_Howe'), (floor, zone) => {
        const moved = withMoves(floor, floor.loads.map(({ batchId, operatorId, count }) => ({ batchId, from: operatorId, to: null, count })));
        const turned = { ...moved, batches: floor.batches.toReversed(), operators: floor.operators.toReversed() };
        const here = urgencies(floor, NOW_MS);
        process.env['TZ'] = zone;
        expect(urgencies(turned, NOW_MS)).toEqual(here);
      }));
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});
