import type { Counts, FloorGrid } from './floor-grid';

/** Whose time is spent first on items that nobody holds in time. */
export type Preference = 'roomy' | 'quick';

export type AdmissionOptions = Readonly<{
  preference: Preference;
  /** Whether what lies in the pool is given to somebody; else it is left there as long as there is time for it. */
  givesPool: boolean;
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
  /** What is held for admitted batches, and what of them is left in the pool. */
  readonly counts: Counts;
  private readonly width: number;
  private readonly heldMs: Float64Array;
  private readonly heldLimitMs: Float64Array;
  /** Work that each is expected to take from the pool, and its items by operator and batch. */
  private readonly takenMs: Float64Array;
  private readonly taken: Int32Array;
  /** For the batch that is being placed: the time that each operator can spend on it. */
  private readonly spareMs: Float64Array;

  constructor(private readonly grid: FloorGrid, private readonly options: AdmissionOptions) {
    this.width = grid.batches.length;
    this.counts = new Int32Array(grid.counts.length);
    this.heldMs = new Float64Array(grid.pool);
    this.takenMs = new Float64Array(grid.pool);
    this.taken = new Int32Array(grid.pool * this.width);
    this.heldLimitMs = heldLimitsMs(grid);
    this.spareMs = new Float64Array(grid.pool);
    for (const b of this.candidates()) this.admit(b);
  }

  private candidates(): readonly number[] {
    const all = this.grid.batches.map((_, b) => b).filter((b) => this.options.only?.has(b) ?? true);
    if (this.options.order === 'urgency') return all;
    const worth = all.map((b) => ({ b, worth: (this.grid.batches[b]?.weight ?? 0) / this.wantedMs(b) }));
    return worth.sort((x, y) => y.worth - x.worth || x.b - y.b).map(({ b }) => b);
  }

  private admit(b: number): void {
    let missing = this.place(b);
    const evicted: number[] = [];
    for (const other of missing > 0 && this.options.order === 'urgency' ? this.worthLess(b) : []) {
      if (evicted.length === MOST_EVICTED || missing === 0) break;
      this.lift(b);
      this.lift(other);
      evicted.push(other);
      missing = this.place(b);
    }
    if (missing > 0) this.lift(b);
    else this.admitted.push(b);
    // Who gave way for nothing, or for more than was needed, gets the place back.
    for (const other of evicted.reverse()) {
      if (this.place(other) > 0) this.giveUp(other);
    }
  }

  private giveUp(b: number): void {
    this.lift(b);
    this.admitted.splice(this.admitted.indexOf(b), 1);
  }

  /** Admitted batches that may give way to one: together lighter than it, or one of the same weight that takes more time. */
  private worthLess(b: number): readonly number[] {
    const weight = this.grid.batches[b]?.weight ?? 0;
    const known = this.admitted.map((other) => ({ other, weight: this.grid.batches[other]?.weight ?? 0, workMs: this.workMs(other) })).filter(({ workMs }) => workMs > 0);
    const larger = known.filter((each) => each.weight === weight && each.workMs > this.wantedMs(b)).sort((x, y) => y.workMs - x.workMs)[0];
    if (larger !== undefined) return [larger.other];
    let sum = 0;
    const lighter = known.filter((each) => each.weight < weight).sort((x, y) => x.weight / x.workMs - y.weight / y.workMs || x.other - y.other);
    return lighter.filter((each) => (sum += each.weight) < weight).map(({ other }) => other);
  }

  private workMs(b: number): number {
    let workMs = 0;
    for (let o = 0, at = b; o < this.grid.pool; o += 1, at += this.width) workMs += ((this.counts[at] as number) + (this.taken[at] as number)) * (this.grid.pacesMs[at] as number);
    return workMs;
  }

  /** The work of a batch that has no place yet, at the mean pace of those who may key it. */
  private wantedMs(b: number): number {
    let items = 0;
    let paceMs = 0;
    let hands = 0;
    for (let place = 0, at = b; place <= this.grid.pool; place += 1, at += this.width) {
      items += this.grid.counts[at] as number;
      if (place === this.grid.pool || this.grid.may[at] === 0) continue;
      paceMs += this.grid.pacesMs[at] as number;
      hands += 1;
    }
    return hands === 0 ? Number.POSITIVE_INFINITY : (items * paceMs) / hands;
  }

  /** What is left before a batch's deadline and before those of admitted ones that come after it. */
  private measureSpare(b: number): void {
    const { grid, width } = this;
    for (let o = 0; o < grid.pool; o += 1) {
      let workMs = (this.heldMs[o] as number) + (this.takenMs[o] as number);
      let spareMs = Number.POSITIVE_INFINITY;
      for (let other = width - 1, at = (o + 1) * width - 1; other > b; other -= 1, at -= 1) {
        const items = (this.counts[at] as number) + (this.taken[at] as number);
        if (items === 0) continue;
        spareMs = Math.min(spareMs, (grid.untilDueMs[at] as number) - workMs);
        workMs -= items * (grid.pacesMs[at] as number);
      }
      this.spareMs[o] = Math.min(spareMs, (grid.untilDueMs[o * width + b] as number) - workMs);
    }
  }

  /** Puts a batch where there is time before its deadline, first where it lies; gives how many items found none. */
  private place(b: number): number {
    const { grid, width } = this;
    this.measureSpare(b);
    let held = 0;
    for (let o = 0, at = b; o < grid.pool; o += 1, at += width) held += this.give(o, b, grid.counts[at] as number);
    const inPool = grid.counts[grid.pool * width + b] as number;
    let loose = this.heldBefore(b) - held;
    const order = this.order(b);
    if (this.options.givesPool) return this.leave(order, b, this.giveAll(order, b, loose + inPool));
    const open = this.leave(order, b, inPool);
    loose = this.giveAll(order, b, loose + open);
    return this.leave(order, b, loose);
  }

  private heldBefore(b: number): number {
    let held = 0;
    for (let o = 0, at = b; o < this.grid.pool; o += 1, at += this.width) held += this.grid.counts[at] as number;
    return held;
  }

  private giveAll(order: readonly number[], b: number, count: number): number {
    let open = count;
    for (const o of order) {
      if (open === 0) break;
      open -= this.give(o, b, open);
    }
    return open;
  }

  private give(o: number, b: number, count: number): number {
    const at = o * this.width + b;
    const paceMs = this.grid.pacesMs[at] as number;
    const roomMs = Math.min(this.spareMs[o] as number, (this.heldLimitMs[o] as number) - (this.heldMs[o] as number));
    const given = Math.max(0, Math.min(count, Math.floor(roomMs / paceMs)));
    this.counts[at] = (this.counts[at] as number) + given;
    this.heldMs[o] = (this.heldMs[o] as number) + given * paceMs;
    this.spareMs[o] = (this.spareMs[o] as number) - given * paceMs;
    return given;
  }

  /** Leaves items in the pool for those who will have time; gives how many nobody will have time for. */
  private leave(order: readonly number[], b: number, count: number): number {
    let open = count;
    for (const o of order) {
      const at = o * this.width + b;
      const paceMs = this.grid.pacesMs[at] as number;
      const left = Math.max(0, Math.min(open, Math.floor((this.spareMs[o] as number) / paceMs) - POOL_MARGIN));
      this.taken[at] = (this.taken[at] as number) + left;
      this.takenMs[o] = (this.takenMs[o] as number) + left * paceMs;
      this.spareMs[o] = (this.spareMs[o] as number) - left * paceMs;
      open -= left;
    }
    const inPool = this.grid.pool * this.width + b;
    this.counts[inPool] = (this.counts[inPool] as number) + count - open;
    return open;
  }

  private lift(b: number): void {
    for (let o = 0, at = b; o <= this.grid.pool; o += 1, at += this.width) {
      if (o < this.grid.pool) {
        const paceMs = this.grid.pacesMs[at] as number;
        this.heldMs[o] = (this.heldMs[o] as number) - (this.counts[at] as number) * paceMs;
        this.takenMs[o] = (this.takenMs[o] as number) - (this.taken[at] as number) * paceMs;
        this.taken[at] = 0;
      }
      this.counts[at] = 0;
    }
  }

  /** Those who may key a batch and have time: who can do little else first, then by preference. */
  private order(b: number): readonly number[] {
    const { grid, width } = this;
    const able: number[] = [];
    for (let o = 0; o < grid.pool; o += 1) if (grid.may[o * width + b] === 1 && (this.spareMs[o] as number) > 0) able.push(o);
    const skills = (o: number): number => grid.operators[o]?.skills?.length ?? Number.MAX_SAFE_INTEGER;
    const roomy = (o: number): number => -Math.floor((this.spareMs[o] as number) / (grid.pacesMs[o * width + b] as number));
    const quick = (o: number): number => grid.pacesMs[o * width + b] as number;
    const by = this.options.preference === 'quick' ? [quick, roomy] : [skills, roomy];
    return able.map((o) => ({ o, keys: by.map((key) => key(o)) })).sort((x, y) => compareKeys(x.keys, y.keys) || x.o - y.o).map(({ o }) => o);
  }
}

/** For how many items of each operator's time the pool is not counted on: before they leave they start only what they will finish. */
const POOL_MARGIN = 2;
/** How many batches may give way to one: more would seldom be worth the time. */
const MOST_EVICTED = 4;

/** The most work that each may hold in a plan: their limit or, where they hold more already, that. */
export function heldLimitsMs(grid: FloorGrid): Float64Array {
  return Float64Array.from(grid.operators, ({ maxHeldMs }, o) => Math.max(maxHeldMs ?? Number.POSITIVE_INFINITY, heldMs(grid, grid.counts, o)));
}

export function heldMs(grid: FloorGrid, counts: Counts, o: number): number {
  let workMs = 0;
  for (let b = 0, at = o * grid.batches.length; b < grid.batches.length; b += 1, at += 1) workMs += (counts[at] as number) * (grid.pacesMs[at] as number);
  return workMs;
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [i, key] of a.entries()) {
    const difference = key - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
