import { z } from 'zod';

/**
 * The fencing token of an assignment: whose turn an item is.
 *
 * `term` belongs to one assigner and ends only with the next grant; `seq` counts within it. Both start at 1.
 */
export const epochSchema = z.strictObject({
  term: z.int().min(1),
  seq: z.int().min(0),
});

export type Epoch = Readonly<z.infer<typeof epochSchema>>;

/** The epoch that every item starts with when the centre admits it. */
export const FIRST_EPOCH: Epoch = { term: 1, seq: 1 };

/** Orders two epochs lexicographically: negative when `a` is older, 0 when equal, positive when newer. */
export function compareEpochs(a: Epoch, b: Epoch): number {
  return a.term === b.term ? a.seq - b.seq : a.term - b.term;
}
