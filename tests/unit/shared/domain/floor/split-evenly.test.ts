import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Floor, FloorOperator } from '../../../../../shared/domain/floor/floor';
import { withMoves } from '../../../../../shared/domain/floor/floor-move';
import { splitEvenly } from '../../../../../shared/domain/floor/split-evenly';
import { HOUR_MS, MINUTE_MS, NOW_MS } from '../../../../support/floors';

const operator = (id: string, other: Partial<FloorOperator> = {}): FloorOperator => (
  { id, skills: null, windows: [{ fromMs: NOW_MS, toMs: NOW_MS + 1000 * HOUR_MS }], maxHeldMs: null, ...other }
);

function floorOf(operators: readonly FloorOperator[], loads: Floor['loads'], pace: Floor['pace'] = () => HOUR_MS): Floor {
  const ids = [...new Set(loads.map(({ batchId }) => batchId))];
  return { batches: ids.map((id) => ({ id, dueAtMs: NOW_MS, weight: 1, workType: 'invoice' })), operators, loads, pace };
}

const held = (floor: Floor, id: string): number => floor.loads.reduce((sum, load) => (load.operatorId === id ? sum + load.count : sum), 0);

describe('a pile that is split evenly', () => {
  const pile = { batchId: 'b', operatorId: 'maria', count: 9 };

  it('goes in equal parts to those who are named, and what stays is not moved', () => {
    const floor = floorOf([operator('jun'), operator('ana'), operator('maria')], [pile]);
    expect(splitEvenly(floor, [pile], ['maria', 'jun', 'ana'], NOW_MS)).toEqual([{ batchId: 'b', from: 'maria', to: 'ana', count: 3 }, { batchId: 'b', from: 'maria', to: 'jun', count: 3 }]);
  });

  it('gives less to who has other work already, is slower or comes later', () => {
    const loads = [pile, { batchId: 'other', operatorId: 'jun', count: 3 }];
    const counts = (floor: Floor): readonly number[] => ['ana', 'jun'].map((id) => held(withMoves(floor, splitEvenly(floor, [pile], ['ana', 'jun'], NOW_MS)), id));
    expect(counts(floorOf([operator('maria'), operator('ana'), operator('jun')], loads))).toEqual([6, 6]);
    expect(counts(floorOf([operator('maria'), operator('ana'), operator('jun')], [pile], (id) => (id === 'ana' ? 2 : 1) * HOUR_MS))).toEqual([3, 6]);
    const later = { windows: [{ fromMs: NOW_MS + 3 * HOUR_MS, toMs: NOW_MS + 100 * HOUR_MS }] };
    expect(counts(floorOf([operator('maria'), operator('ana', later), operator('jun')], [pile]))).toEqual([3, 6]);
  });

  it('stays as far as nobody named may key it, is there or has room', () => {
    const operators = [operator('maria'), operator('ana', { skills: [] }), operator('absent', { windows: [] }), operator('jun', { maxHeldMs: 2 * HOUR_MS })];
    const floor = floorOf(operators, [pile]);
    expect(splitEvenly(floor, [pile], ['ana', 'absent', 'jun'], NOW_MS)).toEqual([{ batchId: 'b', from: 'maria', to: 'jun', count: 2 }]);
  });

  it('deals what takes longest first, so that small items make up for it', () => {
    const loads = [{ batchId: 'a-short', operatorId: null, count: 2 }, { batchId: 'long', operatorId: null, count: 1 }];
    const floor = floorOf([operator('ana'), operator('jun')], loads, (_, batchId) => (batchId === 'long' ? 2 : 1) * HOUR_MS);
    const after = withMoves(floor, splitEvenly(floor, loads, ['ana', 'jun'], NOW_MS));
    expect([held(after, 'ana'), held(after, 'jun')]).toEqual([1, 2]);
  });

  it('can be taken from the pool', () => {
    const load = { batchId: 'b', operatorId: null, count: 2 };
    expect(splitEvenly(floorOf([operator('jun')], [load]), [load], ['jun'], NOW_MS)).toEqual([{ batchId: 'b', from: null, to: 'jun', count: 2 }]);
  });

  it('is refused when it is not there', () => {
    expect(() => splitEvenly(floorOf([operator('jun')], [pile]), [{ ...pile, operatorId: 'jun' }], ['jun'], NOW_MS)).toThrow(RangeError);
  });

  it('ends for any two no further apart than the longest item takes', () => {
    const batches = fc.array(fc.record({ count: fc.integer({ min: 1, max: 40 }), minutes: fc.integer({ min: 1, max: 60 }), holder: fc.constantFrom('maria', 'ana', null) }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(batches, fc.integer({ min: 2, max: 5 }), (all, hands) => {
      const loads = all.map(({ count, holder }, b) => ({ batchId: String(b), operatorId: holder, count }));
      const named = ['maria', 'ana', 'jun', 'kari', 'rosa'].slice(0, hands);
      const floor = floorOf(['maria', 'ana', 'jun', 'kari', 'rosa'].map((id) => operator(id)), loads, (_, batchId) => (all[Number(batchId)]?.minutes ?? 0) * MINUTE_MS);
      const after = withMoves(floor, splitEvenly(floor, loads, named, NOW_MS));
      const work = named.map((id) => after.loads.reduce((sum, load) => (load.operatorId === id ? sum + load.count * floor.pace(id, load.batchId) : sum), 0));
      expect(Math.max(...work) - Math.min(...work)).toBeLessThanOrEqual(Math.max(...all.map(({ minutes }) => minutes)) * MINUTE_MS);
      expect(after.loads.every(({ operatorId }) => operatorId !== null && named.includes(operatorId))).toBe(true);
    }));
  });
});
