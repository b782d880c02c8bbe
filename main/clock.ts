/** Time as the desk's core sees it; tests and the simulator bring their own. */
export type Clock = Readonly<{
  wallMs: () => number;
  monotonicMs: () => number;
  /** Calls back once after `ms`; the answer cancels it. */
  after: (ms: number, run: () => void) => () => void;
}>;

/** Ids and draws as the desk's core gets them. */
export type Draws = Readonly<{
  uuidV4: () => string;
  /** Evenly in [0, 1). */
  fraction: () => number;
}>;
