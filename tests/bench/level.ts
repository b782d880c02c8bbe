import fc from 'fast-check';
import { compareOutcomes, type FloorValue } from '../../shared/domain/floor/floor-value';
import { withMoves } from '../../shared/domain/floor/floor-move';
import { levelFloor } from '../../shared/domain/floor/level-floor';
import { bestValue, valueOf } from '../support/best-plan';
import { NOW_MS, siteFloor, smallFloors } from '../support/floors';
import { median } from './quantile';
import type { Report } from './report';

const SITE = { items: 100_000, batches: 200, operators: 300, load: 1.05 };
const RUNS = 7;
const SMALL_FLOORS = 500;
const SEED = 20_261_123;

/** How long a plan for a whole site takes, and how far plans for small floors stay behind the best of all plans. */
export function level(report: Report): void {
  site(report);
  small(report);
}

function site(report: Report): void {
  const floor = siteFloor(SEED, SITE);
  levelFloor(siteFloor(SEED + 1, SITE), NOW_MS);
  const runs = Array.from({ length: RUNS }, () => {
    const beganAtMs = performance.now();
    const plan = levelFloor(floor, NOW_MS);
    return { tookMs: performance.now() - beganAtMs, plan };
  });
  const [before, after] = [floor, withMoves(floor, runs[0]?.plan.moves ?? [])].map((each) => valueOf(each, NOW_MS));
  const words = (value: FloorValue | undefined): string => `weight ${value?.timelyWeight} timely, ${value?.lateItems} items late`;
  const allMs = runs.map(({ tookMs }) => tookMs);
  const note = `slowest ${Math.max(...allMs).toFixed(0)} ms; before: ${words(before)}; after: ${words(after)}; ${runs[0]?.plan.moves.length} moves`;
  report.add({ name: 'plan for 100,000 items in 200 batches, 300 operators: median', value: median(allMs), unit: 'ms', samples: RUNS, aim: 1000, note });
}

function small(report: Report): void {
  const gaps = fc.sample(smallFloors(), { numRuns: SMALL_FLOORS, seed: SEED }).map((floor) => {
    const planned = { ...valueOf(withMoves(floor, levelFloor(floor, NOW_MS).moves), NOW_MS) };
    const best = bestValue(floor, NOW_MS);
    const items = floor.loads.reduce((sum, { count }) => sum + count, 0);
    const isWorse = compareOutcomes(planned, best) > 0;
    return {
      weight: best.timelyWeight === 0 ? 0 : 1 - planned.timelyWeight / best.timelyWeight,
      items: planned.timelyWeight < best.timelyWeight ? 0 : Math.max(0, planned.lateItems - best.lateItems) / items,
      isWorse,
    };
  });
  const worse = gaps.filter(({ isWorse }) => isWorse).length;
  const percent = (pick: (gap: (typeof gaps)[number]) => number): number => 100 * Math.max(...gaps.map(pick));
  report.add({ name: 'timely weight below the best of all plans: worst small floor', value: percent(({ weight }) => weight), unit: '%', samples: SMALL_FLOORS, aim: 5 });
  report.add({ name: 'more late items than the best of all plans, of all items: worst small floor', value: percent(({ items }) => items), unit: '%', samples: SMALL_FLOORS, aim: 5, note: `${worse} floors differ from the best in anything but moves` });
}
