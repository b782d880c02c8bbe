import type { Counts, FloorGrid } from './floor-grid';
import { Placement, type PlacementOptions } from './placement';

/** How many batches may give way to one: more would seldom be worth the time. */
const MOST_EVICTED = 4;

export type AdmissionOptions = PlacementOptions & Readonly<{
  /** Whether the most urgent come first, or those that are worth most for the work that they take. */
  order: 'urgency' | 'worth';
  /** The batches to be made timely if that can be, by place in the grid; all unless told. */
  only?: ReadonlySet<number>;
}>;

/**
 * Batches made timely one by one; none is put where it would make one late that is in already. In order of urgency it is Moore and
 * Hodgson's rule for many operators: a batch that has no room before its deadline takes that of lighter or, among equals, larger ones,
 * or is given up.
 */
export class Admission {
  readonly admitted: number[] = [];
  private readonly placement: Placement;

  constructor(private readonly grid: FloorGrid, private readonly options: AdmissionOptions) {
    this.placement = new Placement(grid, options);
    for (const b of this.candidates()) this.admit(b);
  }

  /** What is held for admitted batches, and what of them is left in the pool. */
  get counts(): Counts {
    return this.placement.counts;
  }

  private candidates(): readonly number[] {
    const all = this.grid.batches.map((_, b) => b).filter((b) => this.options.only?.has(b) ?? true);
    if (this.options.order === 'urgency') return all;
    const worth = all.map((b) => ({ b, worth: (this.grid.batches[b]?.weight ?? 0) / this.wantedMs(b) }));
    return worth.sort((x, y) => y.worth - x.worth || x.b - y.b).map(({ b }) => b);
  }

  private admit(b: number): void {
    let missing = this.placement.place(b);
    const evicted: number[] = [];
    for (const other of missing > 0 && this.options.order === 'urgency' ? this.worthLess(b) : []) {
      if (evicted.length === MOST_EVICTED || missing === 0) break;
      this.placement.lift(b);
      this.placement.lift(other);
      evicted.push(other);
      missing = this.placement.place(b);
    }
    if (missing > 0) this.placement.lift(b);
    else this.admitted.push(b);
    // Who gave way for nothing, or for more than was needed, gets the place back.
    for (const other of evicted.reverse()) {
      if (this.placement.place(other) > 0) this.giveUp(other);
    }
  }

  private giveUp(b: number): void {
    this.placement.lift(b);
    this.admitted.splice(this.admitted.indexOf(b), 1);
  }

  /** Admitted batches that may give way to one: together lighter than it, or one of the same weight that takes more time. */
  private worthLess(b: number): readonly number[] {
    const weight = this.grid.batches[b]?.weight ?? 0;
    const known = this.admitted.map((other) => ({ other, weight: this.grid.batches[other]?.weight ?? 0, workMs: this.placement.workMs(other) })).filter(({ workMs }) => workMs > 0);
    const larger = known.filter((each) => each.weight === weight && each.workMs > this.wantedMs(b)).sort((x, y) => y.workMs - x.workMs)[0];
    if (larger !== undefined) return [larger.other];
    let sum = 0;
    const lighter = known.filter((each) => each.weight < weight).sort((x, y) => x.weight / x.workMs - y.weight / y.workMs || x.other - y.other);
    return lighter.filter((each) => (sum += each.weight) < weight).map(({ other }) => other);
  }

  /** The work of a batch that has no place yet, at the mean pace of those who may key it. */
  private wantedMs(b: number): number {
    let items = 0;
    let paceMs = 0;
    let hands = 0;
    for (let place = 0, at = b; place <= this.grid.pool; place += 1, at += this.grid.batches.length) {
      items += this.grid.counts[at] as number;
      if (place === this.grid.pool || this.grid.may[at] === 0) continue;
      paceMs += this.grid.pacesMs[at] as number;
      hands += 1;
    }
    return hands === 0 ? Number.POSITIVE_INFINITY : (items * paceMs) / hands;
  }
}
