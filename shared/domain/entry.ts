import { z } from 'zod';
import { LANGUAGES } from '../forms/words';
import { effortSchema } from './effort';

/** A mark on a field instead of a guess. */
export const fieldFlagSchema = z.enum(['illegible', 'notPresent']);
export type FieldFlag = z.infer<typeof fieldFlagSchema>;

/** Address of a field to its stored value; one without a value holds the empty string. */
export const valuesSchema = z.record(z.string(), z.string());

const flagsSchema = z.record(z.string(), fieldFlagSchema);

/** A note to the lead is as long as a sentence or two. */
export const MAX_NOTE_CHARACTERS = 1000;

const presentSchema = z.object({
  v: z.literal(2),
  values: valuesSchema,
  flags: flagsSchema,
  /** How many rows there are, by the id of the rows. */
  rowCounts: z.record(z.string(), z.int().min(0).max(500)),
  /** Codes of the reasons why soft edits were overridden, by the edit's key. */
  overrides: z.record(z.string(), z.string().max(8)),
  note: z.string().max(MAX_NOTE_CHARACTERS),
  /** The language that the values of a draft stand in as they were keyed; null where they are stored values. */
  keyedIn: z.enum(LANGUAGES).nullable(),
  /** What keying it took; null where it was not measured. */
  effort: effortSchema.nullable(),
});

/** As entries were before forms had rows and edits. */
const firstSchema = z.object({ v: z.literal(1), values: valuesSchema, flags: flagsSchema });

/** What was keyed then reads alike in English, stored or not. */
function upgraded({ values, flags }: z.output<typeof firstSchema>): z.output<typeof presentSchema> {
  return { v: 2, values, flags, rowCounts: {}, overrides: {}, note: '', keyedIn: 'en', effort: null };
}

/** The values of one pass: what is sealed at the desk and opened only at the centre, or by whoever keyed it. Of any version ever shipped. */
export const entrySchema = z.union([presentSchema, firstSchema.transform(upgraded)]);
export type Entry = Readonly<z.output<typeof entrySchema>>;
/** An entry as it may come: of this version or an earlier one. */
export type StoredEntry = Readonly<z.input<typeof entrySchema>>;

/** A sealed entry may be at most this long as text; a longer one is refused at submit, with words (design, section 6). */
export const MAX_SEALED_ENTRY_BYTES = 1024 * 1024;
