import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** Holds an argument against a schema of the protocol; what does not fit is a usage error. */
export function argument<T>(schema: z.ZodType<T>): (text: string) => T {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map((issue) => issue.message).join('; '));
  };
}
