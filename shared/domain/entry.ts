import { z } from 'zod';

/** A mark on a field instead of a guess. */
export const fieldFlagSchema = z.enum(['illegible', 'notPresent']);
export type FieldFlag = z.infer<typeof fieldFlagSchema>;

/** Field id to stored value; a field without a value holds the empty string. */
export const valuesSchema = z.record(z.string(), z.string());

/** The values of one pass: what is sealed at the desk and opened only at the centre, or by whoever keyed it. */
export const entrySchema = z.object({
  v: z.literal(1),
  values: valuesSchema,
  flags: z.record(z.string(), fieldFlagSchema),
});
export type Entry = Readonly<z.infer<typeof entrySchema>>;

/** A sealed entry may be at most this long as text; a longer one is refused at submit, with words (design, section 6). */
export const MAX_SEALED_ENTRY_BYTES = 1024 * 1024;
