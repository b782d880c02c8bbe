import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

const fieldBase = {
  /** Names the field in entries and exports; never shown to an operator. */
  id: z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/),
  /** Shown and spoken in the project's language. */
  label: z.string().min(1).max(60),
  /** Hard edit: must hold a value or a flag. */
  required: z.boolean(),
};

export const textFieldSchema = z.strictObject({
  ...fieldBase,
  kind: z.literal('text'),
  maxLength: z.int().min(1).max(10_000),
  /** Shown as a box of several lines' height; stays one line of text. */
  long: z.boolean(),
});

/** Day first; see `parseDate` for what may be keyed. Stored as ISO 8601, `YYYY-MM-DD`. */
export const dateFieldSchema = z.strictObject({ ...fieldBase, kind: z.literal('date') });

/** See `parseMoney` for what may be keyed. Stored as a decimal string. */
export const moneyFieldSchema = z.strictObject({ ...fieldBase, kind: z.literal('money') });

export const fieldSchema = z.discriminatedUnion('kind', [textFieldSchema, dateFieldSchema, moneyFieldSchema]);
export type Field = Readonly<z.infer<typeof fieldSchema>>;

/** A form definition: data, immutable, known by its hash and pinned per batch. */
export const formSchema = z
  .strictObject({
    v: z.literal(1),
    workType: z.string().regex(/^[a-z0-9-]{1,60}$/),
    title: z.string().min(1).max(60),
    fields: z.array(fieldSchema).min(1).max(200),
  })
  .refine((form) => new Set(form.fields.map((f) => f.id)).size === form.fields.length, 'field ids must differ');
export type Form = Readonly<z.infer<typeof formSchema>>;

/**
 * SHA-256 of a form's canonical text: the schema's own key order, no white space.
 *
 * Parsing gives that order, so the layout of the file that a form came from does not count.
 */
export function formHash(form: Form): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(formSchema.parse(form)))));
}
