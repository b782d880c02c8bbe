import { z } from 'zod';

const amounts = {
  /** Key presses, without bare modifiers. */
  keystrokes: z.int().min(0),
  /** Presses that take something back: Backspace, Delete, Ctrl Z. */
  corrections: z.int().min(0),
  /** Time in milliseconds, without pauses and without waiting for the machine. */
  activeMs: z.int().min(0),
};

export const fieldEffortSchema = z.object(amounts);
export type FieldEffort = Readonly<z.infer<typeof fieldEffortSchema>>;

/** What keying an entry took, all fields together. */
export const effortTotalsSchema = z.object({
  ...amounts,
  /** Time in which nothing was keyed for longer than `PAUSE_MS`. */
  pausedMs: z.int().min(0),
  /** Time in which the operator could not key because the source or the item was not there yet. */
  waitedMs: z.int().min(0),
});
export type EffortTotals = Readonly<z.infer<typeof effortTotalsSchema>>;

/** What keying an entry took: the operator's own figures, kept with it. */
export const effortSchema = effortTotalsSchema.extend({
  overrides: z.int().min(0),
  flags: z.int().min(0),
  /** By field id; of cells together by `rows.column`. */
  fields: z.record(z.string(), fieldEffortSchema),
});
export type Effort = Readonly<z.infer<typeof effortSchema>>;

/** An effort without its fields: which of them took how long is for whoever may open the entry. */
export function totalsOf({ keystrokes, corrections, activeMs, pausedMs, waitedMs }: Effort): EffortTotals {
  return { keystrokes, corrections, activeMs, pausedMs, waitedMs };
}

/** A longer silence than this is no keying: somebody reads a hard page, or has gone for coffee. */
export const PAUSE_MS = 30_000;
