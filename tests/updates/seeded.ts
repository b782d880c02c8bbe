import { Random } from '../support/random';

/** Draws evenly in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  const random = new Random(seed);
  return () => random.int(2 ** 30) / 2 ** 30;
}
