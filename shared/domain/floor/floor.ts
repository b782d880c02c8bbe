/** A stretch of time, in instants: `fromMs` belongs to it, `toMs` no more. */
export type TimeWindow = Readonly<{ fromMs: number; toMs: number }>;

/**
 * A batch with open items. `weight` is above 0: what it counts beside others when not all can be timely. Work goes by when it is
 * wanted, which may be before its deadline; what is not told is wanted at the deadline.
 */
export type FloorBatch = Readonly<{ id: string; dueAtMs: number; wantedAtMs?: number; weight: number; workType: string }>;

export type FloorOperator = Readonly<{
  id: string;
  /** The work types they may be given; null: every one. What they hold already they key in any case. */
  skills: readonly string[] | null;
  /** When they are there to key, in order and not overlapping, in whole milliseconds; empty: absent. */
  windows: readonly TimeWindow[];
  /** The most work they may be given to hold; null: no limit. Work that they take from the pool one by one does not count. */
  maxHeldMs: number | null;
}>;

/** How many open items of a batch an operator holds; `operatorId` null: they lie in the pool. */
export type FloorLoad = Readonly<{ batchId: string; operatorId: string | null; count: number }>;

/** How long an operator takes for one item of a batch, in milliseconds; counted as whole ones, at least 1 and at most 1e11. */
export type Pace = (operatorId: string, batchId: string) => number;

/** Who is there and what is open. Every load names a batch and an operator of the same floor. */
export type Floor = Readonly<{
  batches: readonly FloorBatch[];
  operators: readonly FloorOperator[];
  loads: readonly FloorLoad[];
  pace: Pace;
}>;
