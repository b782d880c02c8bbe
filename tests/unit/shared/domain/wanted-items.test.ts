import { describe, expect, test } from 'vitest';
import type { Operator } from '../../../../shared/domain/operator';
import { DEFAULT_POLICY, type Policy } from '../../../../shared/domain/policy';
import { wantedItems, type SuppliedProject } from '../../../../shared/domain/wanted-items';
import { idOf } from '../../../support/desk-fixtures';

const operator: Operator = { id: idOf('operator', 1), siteId: idOf('desk', 1), login: 'jun', name: 'Jun', role: 'operator', state: 'active', skills: ['receipt'], clearedFor: 'normal' };
const project = (policy: Partial<Policy>, changed: Partial<SuppliedProject> = {}): SuppliedProject =>
  ({ workType: 'receipt', policy: { ...DEFAULT_POLICY, ...policy }, openCount: 0, isInPool: true, ...changed });
const ready = { urgentCount: 0, itemMs: 60_000 };

describe('what a desk asks for', () => {
  test('is nothing where no project is asked for, or none that its operator may have', () => {
    for (const only of [project({}), project({ assign: 'pool', riskClass: 'sensitive' }), project({ assign: 'pool' }, { workType: 'claim' })]) expect(wantedItems(operator, [only], ready)).toEqual({ kind: 'none' });
    expect(wantedItems({ ...operator, role: 'lead' }, [project({ assign: 'pool' })], ready)).toEqual({ kind: 'none' });
  });

  test('of a pool keeps two items ready that are as urgent as any there', () => {
    const counts = [0, 1, 2].map((urgentCount) => wantedItems(operator, [project({ assign: 'pool' }, { openCount: 9 })], { ...ready, urgentCount }));
    expect(counts).toEqual([{ kind: 'wanted', count: 2 }, { kind: 'wanted', count: 1 }, { kind: 'enough' }]);
  });

  test('of work given ahead fills the depth up at the operator’s pace, once a quarter of it is gone, twenty items at a time', () => {
    const open = (openCount: number) => wantedItems(operator, [project({ depthHours: 1 }, { openCount })], ready);
    expect([open(0), open(44), open(45), open(60)]).toEqual([{ kind: 'wanted', count: 20 }, { kind: 'wanted', count: 16 }, { kind: 'enough' }, { kind: 'enough' }]);
    expect(wantedItems(operator, [project({ depthHours: 1 }, { openCount: 3 })], { ...ready, itemMs: 15 * 60_000 })).toEqual({ kind: 'enough' });
  });

  test('says whether there is nothing to have, or no more may be held', () => {
    expect(wantedItems(operator, [project({ assign: 'pool' }, { isInPool: false })], ready)).toEqual({ kind: 'empty' });
    expect(wantedItems(operator, [project({ assign: 'pool', maxHeldItems: 2 }, { openCount: 2 })], ready)).toEqual({ kind: 'limit' });
    expect(wantedItems(operator, [project({ assign: 'pool', maxHeldItems: 2 }, { openCount: 2 }), project({ assign: 'pool' })], ready)).toEqual({ kind: 'wanted', count: 2 });
  });
});
