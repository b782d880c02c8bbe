import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { sha256Schema } from '../domain/primitives';
import { fieldSchema, partIdSchema, ruleSchema, type Field } from './field';
import { firstFormSchema, upgraded } from './first-form';
import { wordsSchema } from './words';

/** A table that is keyed row by row; a column's field is addressed as `rows.0.column`. */
export const rowsSchema = z.strictObject({
  kind: z.literal('rows'),
  id: partIdSchema,
  label: wordsSchema,
  when: ruleSchema.optional(),
  least: z.int().min(0).max(500).optional(),
  most: z.int().min(1).max(500),
  fields: z.array(fieldSchema).min(1).max(20),
  /** Columns of numbers that are summed below the table. */
  totals: z.array(partIdSchema).max(20).optional(),
});
export type Rows = Readonly<z.infer<typeof rowsSchema>>;

/** Parts under a heading; `newPage` begins a page of the form. */
export const sectionSchema = z.strictObject({
  kind: z.literal('section'),
  id: partIdSchema,
  label: wordsSchema,
  when: ruleSchema.optional(),
  newPage: z.boolean().optional(),
  parts: z.array(z.discriminatedUnion('kind', [fieldSchema, rowsSchema])).min(1).max(200),
});
export type Section = Readonly<z.infer<typeof sectionSchema>>;

/** A rule that an entry is held against once every field that it reads has a value. */
export const editSchema = z.strictObject({
  id: partIdSchema,
  /** `hard` must hold; `soft` may be overridden with a reason; `info` is only said. */
  severity: z.enum(['hard', 'soft', 'info']),
  /** A rule that gives true when all is well. */
  check: ruleSchema,
  /** Worked out for each row of these rows, which its columns then are variables of. */
  rows: partIdSchema.optional(),
  message: wordsSchema,
  /** The field that it is shown at; the first one that it reads unless told. */
  at: partIdSchema.optional(),
});
export type Edit = Readonly<z.infer<typeof editSchema>>;

export const reasonSchema = z.strictObject({ code: z.string().regex(/^[A-Za-z0-9]{1,8}$/), label: wordsSchema });

/** Where a code list is found: by the hash of its entries. An author writes `file` instead, see docs/forms.md. */
export const codeListRefSchema = z.strictObject({ hash: sha256Schema });

export const MAX_FIELDS = 200;
export const MAX_LISTS = 20;

/** A form definition: data, immutable, known by its hash and pinned per batch. */
export const formSchema = z.strictObject({
  v: z.literal(2),
  workType: z.string().regex(/^[a-z0-9-]{1,60}$/, 'must be of small letters, digits and dashes'),
  title: wordsSchema,
  codeLists: z.record(partIdSchema, codeListRefSchema).optional(),
  parts: z.array(z.discriminatedUnion('kind', [fieldSchema, rowsSchema, sectionSchema])).min(1).max(200),
  edits: z.array(editSchema).max(200).optional(),
  /** Why a soft edit may be overridden, the commonest first; there is a general one unless told. */
  reasons: z.array(reasonSchema).min(1).max(9).optional(),
});
export type Form = Readonly<z.infer<typeof formSchema>>;
export type Part = Form['parts'][number];

/** A form as it is stored and travels: of any version ever shipped. */
export const storedFormSchema = z.discriminatedUnion('v', [firstFormSchema, formSchema]);
export type StoredForm = Readonly<z.infer<typeof storedFormSchema>>;

/** A stored form as this version works with it. */
export function readableForm(stored: StoredForm): Form {
  return stored.v === 1 ? upgraded(stored) : stored;
}

/** Fields and rows in the order of the form, without the sections around them. */
export function partsInOrder(form: Form): readonly (Field | Rows)[] {
  return form.parts.flatMap((part) => (part.kind === 'section' ? part.parts : [part]));
}

/**
 * SHA-256 of a form's canonical text: the schema's own key order, no white space.
 *
 * Parsing gives that order, so the layout of the file that a form came from does not count. What a form leaves out stays
 * out, so that a later version of the language leaves the hashes of older forms alone.
 */
export function formHash(form: StoredForm): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(inOrder(storedFormSchema.parse(form))))));
}

/** Lists are named in no order: a database may give the names in another one. */
function inOrder(form: StoredForm): StoredForm {
  if (form.v === 1 || form.codeLists === undefined) return form;
  const names = Object.keys(form.codeLists).toSorted();
  return { ...form, codeLists: Object.fromEntries(names.flatMap((name) => (form.codeLists?.[name] ? [[name, form.codeLists[name]]] : []))) };
}
