import { describe, expect, it } from 'vitest';
import type { FloorDesk } from '../../../../renderer/lead/floor-desk';
import { FloorModel } from '../../../../renderer/lead/floor-model';
import { NOTHING_KNOWN } from '../../../../renderer/lead/operator-presence';
import { outlookOf } from '../../../../renderer/lead/floor-outlook';
import { effectOf, movesOf, pilesOf, transfersOf } from '../../../../renderer/lead/move-choices';
import type { BatchNames } from '../../../../renderer/store/queries';
import { forecastFloor } from '../../../../shared/domain/floor/forecast-floor';
import { floorItemOf, type FloorItem } from '../../../../shared/domain/floor-item';
import type { Operator } from '../../../../shared/domain/operator';
import { DEFAULT_POLICY, type Policy } from '../../../../shared/domain/policy';
import { idOf } from '../../../support/desk-fixtures';
import { itemOf } from '../../../support/feed-pages';

const [ana, ben] = [idOf('operator', 1), idOf('operator', 2)];
const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-11-21T08:00:00.000Z');
const POOL_BATCH = idOf('batch', 7);

const person = (id: string, changed: Partial<Operator> = {}): Operator =>
  ({ id, siteId: idOf('desk', 1), login: id.slice(-3), name: id, role: 'operator', state: 'active', skills: null, clearedFor: 'normal', ...changed });
/** What Ana has done lately tells her pace: a minute an item. */
const done = Array.from({ length: 5 }, (_, i): FloorItem => ({ ...floorItemOf(itemOf(50 + i)), state: 'done', settledBy: { operatorId: ana, atMs: NOW_MS - (i + 1) * MINUTE_MS } }));

function deskOf(items: readonly FloorItem[], policy: Partial<Policy>, people: readonly Operator[] = [person(ana), person(ben)]): FloorDesk {
  const model = new FloorModel();
  model.take([...items, ...done], true);
  const ids = new Set([...items, ...done].map(({ batchId }) => batchId));
  const names: BatchNames = new Map([...ids].map((id) => [id, {
    batch: id, project: id, client: 'C', itemCount: 9, workType: 'receipt', projectId: id, policy: id === POOL_BATCH ? { ...DEFAULT_POLICY, ...policy } : DEFAULT_POLICY,
  }]));
  const all = new Map(people.map((each) => [each.id, each]));
  const outlook = outlookOf(model.view(), all, names, NOW_MS);
  return { view: model.view(), people: all, names, presence: NOTHING_KNOWN, nowMs: NOW_MS, outlook, forecast: forecastFloor(outlook.floor, NOW_MS) };
}

const inPool = (count: number, changed: Partial<FloorItem> = {}): readonly FloorItem[] =>
  Array.from({ length: count }, (_, i) => ({ ...floorItemOf(itemOf(i + 1)), batchId: POOL_BATCH, assignedTo: null, dueAtUtc: '2026-11-21T08:10:00.000Z', ...changed }));

describe('a floor with a pool', () => {
  it('counts what lies there as taken by those who may have it, and as nobody’s where it is not asked for', () => {
    const finish = (policy: Partial<Policy>, people?: readonly Operator[]) => deskOf(inPool(10), policy, people).forecast.get(POOL_BATCH);
    expect(finish({ assign: 'pool' })).toMatchObject({ finishAtMs: NOW_MS + 5 * MINUTE_MS, lateItems: 0 });
    expect(finish({})).toMatchObject({ finishAtMs: null, lateItems: 10 });
    expect(finish({ assign: 'pool', riskClass: 'sensitive' })).toMatchObject({ finishAtMs: null });
    expect(finish({ assign: 'pool', riskClass: 'sensitive' }, [person(ana), person(ben, { clearedFor: 'sensitive' })])).toMatchObject({ finishAtMs: NOW_MS + 10 * MINUTE_MS });
    expect(finish({ assign: 'pool' }, [person(ana, { skills: ['claim'] }), person(ben)])).toMatchObject({ finishAtMs: NOW_MS + 10 * MINUTE_MS });
  });

  it('lets a lead give work back to the pool of a project that is asked for, and tells what that does', () => {
    const items = inPool(10, { assignedTo: ana, dueAtUtc: '2026-11-21T08:06:00.000Z' });
    const piles = pilesOf([...items, { ...floorItemOf(itemOf(30)), assignedTo: ana }]);
    const desk = deskOf([...items, { ...floorItemOf(itemOf(30)), assignedTo: ana }], { assign: 'pool' });
    const moves = movesOf({ kind: 'pool' }, piles, desk);
    expect(moves).toEqual([{ batchId: POOL_BATCH, from: ana, to: null, count: 10 }]);
    expect(effectOf(moves, desk)).toEqual({ late: [], saved: [POOL_BATCH] });
    expect(transfersOf(moves, piles)).toEqual([{ toOperatorId: null, items }]);
  });

  it('takes from the pool what a lead gives to somebody', () => {
    const items = inPool(3);
    const desk = deskOf(items, { assign: 'pool' });
    const moves = movesOf({ kind: 'operator', operatorId: ben }, pilesOf(items), desk);
    expect(moves).toEqual([{ batchId: POOL_BATCH, from: null, to: ben, count: 3 }]);
    expect(transfersOf(moves, pilesOf(items))).toEqual([{ toOperatorId: ben, items }]);
    expect(effectOf(moves, desk).late).toEqual([]);
  });

  it('weighs batches, wants them and limits what one is given to hold as the policies say', () => {
    const { floor } = deskOf(inPool(1), { assign: 'pool', weight: 4, goalHours: 2, maxHeldItems: 6 }).outlook;
    expect(floor.batches).toEqual([{ id: POOL_BATCH, dueAtMs: NOW_MS + 10 * MINUTE_MS, wantedAtMs: NOW_MS - 110 * MINUTE_MS, weight: 4, workType: 'receipt|normal' }]);
    expect(floor.operators.find(({ id }) => id === ana)?.maxHeldMs).toBe(6 * MINUTE_MS);
  });
});
