import fc from 'fast-check';
import type { Floor, FloorBatch, FloorLoad, FloorOperator, TimeWindow } from '../../shared/domain/floor/floor';
import { Random } from './random';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** A Monday morning in Cebu. */
export const NOW_MS = Date.parse('2026-11-23T00:00:00Z');

type Drawn = Readonly<{
  operators: readonly Readonly<{ skills: readonly string[] | null; windows: readonly TimeWindow[]; maxHeldMs: number | null; quickness: number }>[];
  batches: readonly Readonly<{ dueInMs: number; weight: number; workType: string; itemMs: number; places: readonly number[] }>[];
}>;

const WORK_TYPES = ['invoice', 'receipt'] as const;

const windowsArb: fc.Arbitrary<readonly TimeWindow[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 6 })), { maxLength: 3 })
  .map((stretches) => {
    let atMs = NOW_MS - HOUR_MS;
    return stretches.map(([pause, length]) => {
      const fromMs = atMs + pause * HOUR_MS;
      atMs = fromMs + length * HOUR_MS;
      return { fromMs, toMs: atMs };
    });
  });

/** Floors of up to three operators, three batches and `mostItems` items of each, with work for hours: small enough to try every plan. */
export function smallFloors(mostItems = 3): fc.Arbitrary<Floor> {
  const operator = fc.record({
    skills: fc.option(fc.subarray([...WORK_TYPES]), { freq: 2 }),
    windows: windowsArb,
    maxHeldMs: fc.option(fc.integer({ min: 0, max: 8 }).map((hours) => hours * HOUR_MS), { freq: 1 }),
    quickness: fc.constantFrom(0.5, 0.8, 1, 1.25),
  });
  const batch = fc.record({
    dueInMs: fc.integer({ min: -2, max: 20 }).map((halfHours) => halfHours * 30 * MINUTE_MS),
    weight: fc.integer({ min: 1, max: 5 }),
    workType: fc.constantFrom(...WORK_TYPES),
    itemMs: fc.integer({ min: 2, max: 16 }).map((tens) => tens * 10 * MINUTE_MS),
    places: fc.array(fc.nat(3), { minLength: 1, maxLength: mostItems }),
  });
  return fc.record({ operators: fc.array(operator, { minLength: 1, maxLength: 3 }), batches: fc.array(batch, { minLength: 1, maxLength: 3 }) }).map(floorOf);
}

function floorOf({ operators, batches }: Drawn): Floor {
  const loads = batches.flatMap(({ places }, b) => places.map((place): FloorLoad => ({ batchId: `b${b}`, operatorId: place < operators.length ? `o${place}` : null, count: 1 })));
  return {
    batches: batches.map(({ dueInMs, weight, workType }, b) => ({ id: `b${b}`, dueAtMs: NOW_MS + dueInMs, weight, workType })),
    operators: operators.map(({ skills, windows, maxHeldMs }, o) => ({ id: `o${o}`, skills, windows, maxHeldMs })),
    loads,
    pace: (operatorId, batchId) => (batches[Number(batchId.slice(1))]?.itemMs ?? 0) / (operators[Number(operatorId.slice(1))]?.quickness ?? 1),
  };
}

export type FloorSize = Readonly<{
  items: number;
  batches: number;
  operators: number;
  /** All work as a share of what all operators can do in their first two shifts. */
  load: number;
}>;

/** A floor of a whole site with deadlines over two days and its work unevenly spread; the seed fixes it. */
export function siteFloor(seed: number, { items, batches, operators, load }: FloorSize): Floor {
  const random = new Random(seed);
  const workTypes = ['invoice', 'receipt', 'claim', 'form', 'card'];
  const theBatches = Array.from({ length: batches }, (_, b): FloorBatch => (
    { id: `batch-${b}`, dueAtMs: NOW_MS + (2 + random.int(44)) * HOUR_MS, weight: 1 + random.int(5), workType: random.pick(workTypes) }
  ));
  const theOperators = Array.from({ length: operators }, (_, o): FloorOperator => ({
    id: `operator-${o}`,
    skills: random.int(4) === 0 ? null : workTypes.filter(() => random.int(2) === 0),
    windows: random.int(12) === 0 ? [] : shiftsFrom(NOW_MS + random.pick([-2, 6, 14]) * HOUR_MS),
    maxHeldMs: random.int(3) === 0 ? null : (4 + random.int(8)) * HOUR_MS,
  }));
  const secondsOf = new Map([...theBatches, ...theOperators].map(({ id }) => [id, 0.6 + 0.8 * random.fraction()]));
  const totalMs = theOperators.reduce((sum, { windows }) => sum + Math.min(2, windows.length) * 8 * HOUR_MS, 0);
  const itemMs = (totalMs * load) / items;
  return { batches: theBatches, operators: theOperators, loads: spread(random, items, theBatches, theOperators), pace: (o, b) => itemMs * (secondsOf.get(o) ?? 1) * (secondsOf.get(b) ?? 1) };
}

function shiftsFrom(firstMs: number): readonly TimeWindow[] {
  return [0, 1, 2].map((day) => ({ fromMs: firstMs + day * 24 * HOUR_MS, toMs: firstMs + day * 24 * HOUR_MS + 8 * HOUR_MS }));
}

/** Half in the pool, half in piles with some of the operators who may key them. */
function spread(random: Random, items: number, batches: readonly FloorBatch[], operators: readonly FloorOperator[]): readonly FloorLoad[] {
  return batches.flatMap(({ id, workType }, b): readonly FloorLoad[] => {
    const count = Math.floor(((b + 1) * items) / batches.length) - Math.floor((b * items) / batches.length);
    const able = operators.filter(({ skills }) => skills === null || skills.includes(workType));
    const piles = Array.from({ length: 8 }, (): FloorLoad => ({ batchId: id, operatorId: random.pick(able).id, count: Math.floor(count / 16) }));
    return [...piles, { batchId: id, operatorId: null, count: count - 8 * Math.floor(count / 16) }];
  });
}
