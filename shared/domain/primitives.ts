import { z } from 'zod';

/** A UUID of version 7: ids are minted where the thing is made and sort by time of making. */
export const idSchema = z.uuidv7();

/** A stream id: random (UUID v4), made with a journal. */
export const streamIdSchema = z.uuidv4();

/** A SHA-256 digest in lower-case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-21T08:00:00.000Z`. */
export const utcSchema = z.iso.datetime({ precision: 3 });

/** A name that a person gave: 1–120 characters without control characters, ends trimmed. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters');

/** Text that every database takes: at least one character, no NUL, and no half of a character (PostgreSQL, `jsonb`). */
export const storableTextSchema = z.string().min(1).regex(/^[^\0\p{Cs}]*$/u, 'must not hold NUL or half of a character');

/** A person's short sign-on name: 1–40 of letters, digits, dot, dash, underscore; compared in lower case. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{1,40}$/, 'may hold letters, digits, dot, dash and underscore, at most 40');

/** A PIN: 6–12 digits. */
export const pinSchema = z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits');

/** When something was done at a desk: clocks there may be wrong, so several are kept and none decides. */
export const capturedAtSchema = z.strictObject({
  /** The desk's wall clock. */
  wallUtc: utcSchema,
  /** Milliseconds since an arbitrary start of this boot; comparable only under the same `bootId`. */
  monotonicMs: z.number().min(0),
  /** Random per start of the desk's core. */
  bootId: z.uuidv4(),
  /** Last known centre time minus wall time in milliseconds; absent before the first contact. */
  offsetMs: z.number().optional(),
});

export type CapturedAt = Readonly<z.infer<typeof capturedAtSchema>>;
