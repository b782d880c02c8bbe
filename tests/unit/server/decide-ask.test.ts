import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { decideAsk } from '../../../server/decide/decide-ask';
import type { PoolBatch } from '../../../server/store/pool';
import type { Item } from '../../../shared/domain/item';
import { MAX_ITEMS_AN_ASK } from '../../../shared/domain/mutations/ask';
import type { Operator } from '../../../shared/domain/operator';
import { DEFAULT_POLICY, riskClassSchema, type Policy } from '../../../shared/domain/policy';
import { idSchema } from '../../../shared/domain/primitives';
import { compareWork, urgencyOfBatch, urgencyKey } from '../../../shared/domain/work-order';
import { FORM_HASH, RECEIVED_AT_UTC } from '../../support/centre-mutations';
import { askOf } from '../../support/pool-work';

const siteId = v7();
const desk = { id: v7(), siteId, name: 'desk', state: 'active', signKey: {}, sealKey: {} } as never;
const WORK_TYPES = ['receipt', 'invoice', 'claim'] as const;

const policies: fc.Arbitrary<Policy> = fc.record({
  assign: fc.constantFrom('ahead', 'pool'), depthHours: fc.constantFrom(null, 4), cherryPicking: fc.boolean(),
  maxHeldItems: fc.option(fc.integer({ min: 1, max: 6 })), abandonedAfterHours: fc.constant(null), goalHours: fc.integer({ min: 0, max: 48 }),
  weight: fc.integer({ min: 1, max: 5000 }).map((parts) => parts / 1000), riskClass: fc.constantFrom(...riskClassSchema.options),
});
const pool = fc.array(fc.record({
  policy: policies, workType: fc.constantFrom(...WORK_TYPES), dueInHours: fc.integer({ min: 1, max: 60 }), items: fc.integer({ min: 0, max: 5 }), held: fc.integer({ min: 0, max: 5 }),
}), { maxLength: 6 });
const operators: fc.Arbitrary<Operator> = fc.record({
  id: fc.constant(v7()), siteId: fc.constant(siteId), login: fc.constant('jun'), name: fc.constant('Jun'), role: fc.constantFrom('operator', 'operator', 'lead'),
  state: fc.constantFrom('active', 'active', 'revoked'), skills: fc.option(fc.subarray([...WORK_TYPES])), clearedFor: fc.constantFrom(...riskClassSchema.options),
});

type Drawn = Readonly<{ batches: readonly PoolBatch[]; itemsOf: ReadonlyMap<string, readonly Item[]>; held: (projectId?: string) => number }>;

function drawn(pools: readonly Readonly<{ policy: Policy; workType: string; dueInHours: number; items: number; held: number }>[]): Drawn {
  const heldOf = new Map<string, number>();
  const itemsOf = new Map<string, readonly Item[]>();
  const batches = pools.map(({ policy, workType, dueInHours, items, held }): PoolBatch => {
    const [batchId, projectId] = [v7(), v7()];
    const dueAtUtc = new Date(Date.parse(RECEIVED_AT_UTC) + dueInHours * 3_600_000).toISOString();
    heldOf.set(projectId, held);
    itemsOf.set(batchId, Array.from({ length: items }, (_, i) => itemOf(batchId, i + 1, dueAtUtc)));
    return { batchId, dueAtUtc, count: items, project: { id: projectId, workType, policy } };
  });
  const all = [...heldOf.values()].reduce((sum, count) => sum + count, 0);
  return { batches, itemsOf, held: (projectId) => (projectId === undefined ? all : (heldOf.get(projectId) ?? 0)) };
}

function itemOf(batchId: string, position: number, dueAtUtc: string): Item {
  return {
    id: v7(), siteId, batchId, position, source: `${position}.jpg`, formHash: FORM_HASH, dueAtUtc,
    pages: [{ hash: FORM_HASH, sizeBytes: 9, mediaType: 'image/jpeg', name: '1.jpg', widthPx: 3, heightPx: 4 }],
    state: 'open', pass: 'key', assignedTo: null, epoch: { term: 1, seq: 4 }, minEpoch: { term: 1, seq: 3 }, holders: [], settledBy: null, kept: [], standings: [],
  };
}

describe('an ask', () => {
  test('gives work that its operator may have, within every limit, nothing twice, and the most urgent of it', () => {
    fc.assert(fc.property(pool, operators, fc.integer({ min: 1, max: MAX_ITEMS_AN_ASK }), (pools, operator, count) => {
      const { batches, itemsOf, held } = drawn(pools);
      const ask = askOf(operator.id, 1, { count, heldCount: held() });
      const assigns = decideAsk(ask, { operator, desk, batches, itemsOf, held });
      const batchOf = new Map([...itemsOf].flatMap(([batchId, items]) => items.map((item) => [item.id, batches.find((each) => each.batchId === batchId)] as const)));
      expect(new Set(assigns.map(({ itemId }) => itemId)).size).toBe(assigns.length);
      expect(assigns.length).toBeLessThanOrEqual(count);
      for (const { itemId, toOperatorId, epoch, minEpoch } of assigns) {
        const { policy, workType } = batchOf.get(itemId)?.project ?? { policy: DEFAULT_POLICY, workType: '' };
        expect([toOperatorId, epoch, minEpoch]).toEqual([operator.id, { term: 1, seq: 5 }, { term: 1, seq: 3 }]);
        expect(operator.role === 'operator' && operator.state === 'active').toBe(true);
        expect(operator.skills === null || operator.skills.includes(workType)).toBe(true);
        expect(policy.riskClass === 'normal' || operator.clearedFor === 'sensitive').toBe(true);
        expect(policy.assign === 'pool' || policy.depthHours !== null || policy.maxHeldItems !== null).toBe(true);
      }
      const givenOf = (batch: PoolBatch): number => assigns.filter(({ itemId }) => batchOf.get(itemId) === batch).length;
      for (const batch of batches) expect(givenOf(batch)).toBeLessThanOrEqual(Math.max(0, (batch.project.policy.maxHeldItems ?? 99) - held(batch.project.id)));
      const isLeft = (batch: PoolBatch): boolean => mayHaveByRule(operator, batch) && givenOf(batch) < Math.min(batch.count, (batch.project.policy.maxHeldItems ?? 99) - held(batch.project.id));
      const urgency = (batch: PoolBatch) => urgencyOfBatch({ id: batch.batchId, dueAtUtc: batch.dueAtUtc }, batch.project.policy);
      for (const passed of batches.filter(isLeft)) {
        expect(assigns.length).toBe(count);
        for (const taken of batches.filter((each) => each !== passed && givenOf(each) > 0)) expect(compareWork(urgency(taken), urgency(passed))).toBeLessThan(0);
      }
    }), { numRuns: 500 });
  });

  test('of somebody who holds more by now than when they asked gives as many fewer', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 20 }), (then, now, count) => {
      const { batches, itemsOf } = drawn([{ policy: { ...DEFAULT_POLICY, assign: 'pool' }, workType: 'receipt', dueInHours: 1, items: 20, held: 0 }]);
      const operator: Operator = { id: v7(), siteId, login: 'jun', name: 'Jun', role: 'operator', state: 'active', skills: null, clearedFor: 'normal' };
      const assigns = decideAsk(askOf(operator.id, 1, { count, heldCount: then }), { operator, desk, batches, itemsOf, held: (projectId) => (projectId === undefined ? now : 0) });
      expect(assigns.length).toBe(Math.max(0, count - Math.max(0, now - then)));
    }));
  });

  test('is answered with the same assignments each time that it is decided', () => {
    const { batches, itemsOf, held } = drawn([{ policy: { ...DEFAULT_POLICY, assign: 'pool' }, workType: 'receipt', dueInHours: 1, items: 3, held: 0 }]);
    const operator: Operator = { id: v7(), siteId, login: 'jun', name: 'Jun', role: 'operator', state: 'active', skills: null, clearedFor: 'normal' };
    const ask = askOf(operator.id, 1);
    const assigns = decideAsk(ask, { operator, desk, batches, itemsOf, held });
    expect(decideAsk(ask, { operator, desk, batches, itemsOf, held })).toEqual(assigns);
    expect(new Set(assigns.map(({ id }) => idSchema.parse(id))).size).toBe(2);
  });
});

describe('the order of work', () => {
  test('is by goal, deadline, weight and batch, and its text sorts the same', () => {
    const urgencies = fc.record({ policy: policies, dueInHours: fc.integer({ min: 1, max: 4 }) })
      .map(({ policy, dueInHours }) => urgencyOfBatch({ id: v7(), dueAtUtc: new Date(Date.parse(RECEIVED_AT_UTC) + dueInHours * 3_600_000).toISOString() }, policy));
    fc.assert(fc.property(urgencies, urgencies, (a, b) => {
      const byText = urgencyKey(a) < urgencyKey(b) ? -1 : 1;
      expect(Math.sign(compareWork(a, b))).toBe(byText);
      expect(Math.sign(compareWork(b, a))).toBe(-byText);
    }));
  });
});

/** Written apart from the product's rule. */
function mayHaveByRule({ role, state, skills, clearedFor }: Operator, { project: { policy, workType } }: PoolBatch): boolean {
  const canKey = role === 'operator' && state === 'active' && (skills?.includes(workType) ?? true);
  return canKey && (policy.riskClass === 'normal' || clearedFor === 'sensitive') && (policy.assign === 'pool' || policy.depthHours !== null || policy.maxHeldItems !== null);
}
