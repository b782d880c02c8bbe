import Big from 'big.js';
import type { Problem } from '../parsed';

type Bounds = Readonly<{ min?: string | undefined; max?: string | undefined }>;

/** Whether a canonical decimal text lies outside of what its field allows. */
export function outOfBounds({ min, max }: Bounds, value: string): Problem | null {
  if (min !== undefined && new Big(value).lt(min)) return 'tooSmall';
  if (max !== undefined && new Big(value).gt(max)) return 'tooLarge';
  return null;
}
