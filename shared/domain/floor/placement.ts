import type { Counts, FloorGrid } from './floor-grid';
import { heldLimitsMs } from './held-work';

/** Whose time is spent first on items that nobody holds in time. */
export type Preference = 'roomy' | 'quick';

export type PlacementOptions = Readonly<{
  preference: Preference;
  /** Whether what lies in the pool is given to somebody; else it is left there as long as there is time for it. */
  givesPool: boolean;
}>;

/** For how many items of each operator's time the pool is not counted on: before they leave they start only what they will finish. */
const POOL_MARGIN = 2;

/** Where the items of some batches lie so that all of these are timely: with operators, or in the pool for those who will have time. */
export class Placement {
  readonly counts: Counts;
  private readonly width: number;
  private readonly heldMs: Float64Array;
  private readonly heldLimitMs: Float64Array;
  /** Work that each is expected to take from the pool, and its items by operator and batch. */
  private readonly takenMs: Float64Array;
  private readonly taken: Int32Array;
  /** For the batch that is being placed: the time that each operator can spend on it. */
  private readonly spareMs: Float64Array;

  constructor(private readonly grid: FloorGrid, private readonly options: PlacementOptions) {
    this.width = grid.batches.length;
    this.counts = new Int32Array(grid.counts.length);
    this.heldMs = new Float64Array(grid.pool);
    this.takenMs = new Float64Array(grid.pool);
    this.taken = new Int32Array(grid.pool * this.width);
    this.heldLimitMs = heldLimitsMs(grid);
    this.spareMs = new Float64Array(grid.pool);
  }

  /** Puts a batch where there is time before its deadline, first where it lies; gives how many items found none. */
  place(b: number): number {
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

  /** Takes a batch away from everywhere. */
  lift(b: number): void {
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

  /** The work that the placed items of a batch are. */
  workMs(b: number): number {
    let workMs = 0;
    for (let o = 0, at = b; o < this.grid.pool; o += 1, at += this.width) workMs += ((this.counts[at] as number) + (this.taken[at] as number)) * (this.grid.pacesMs[at] as number);
    return workMs;
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

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [i, key] of a.entries()) {
    const difference = key - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
