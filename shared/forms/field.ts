import { z } from 'zod';
import { wordsSchema } from './words';

/** Names a field, a group of rows, an edit or a code list; never shown to an operator. */
export const partIdSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must begin with a small letter and hold letters and digits, at most 40');

/** A rule in the Common Expression Language; see docs/forms.md for its variables and functions. */
export const ruleSchema = z.string().trim().min(1).max(1000);

/** A decimal number as text, exact: `-12`, `0.50`. */
export const decimalTextSchema = z.string().regex(/^-?\d{1,18}(\.\d{1,10})?$/, 'must be a decimal number in quotes, such as "12.50"');

const isoDate = z.iso.date();

/** Where a field stands on the source: a page counted from 1, and a rectangle in shares of its width and height. */
export const zoneSchema = z.strictObject({
  page: z.int().min(1).max(500),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  w: z.number().min(0).max(1),
  h: z.number().min(0).max(1),
});
export type Zone = Readonly<z.infer<typeof zoneSchema>>;

/** What the keys do in a field. */
export const keyingSchema = z.strictObject({
  /** `full`: goes on by itself when nothing more fits (an Enter right after it is swallowed). `enter`: waits for Enter. Unless told: `full` where the length is fixed or one key chooses. */
  advance: z.enum(['full', 'enter']).optional(),
  /** `persistent`: carries the last item's value forward. `sequential`: counts it up by `step`. Both are passed over unless `mustVisit`. */
  carry: z.enum(['persistent', 'sequential']).optional(),
  step: z.int().min(-1_000_000).max(1_000_000).optional(),
  /** A stored value that stands in an empty field from the start; passed over unless `mustVisit`. */
  default: z.string().max(500).optional(),
  /** Never passed over, and the entry cannot be submitted before it was visited. */
  mustVisit: z.boolean().optional(),
  /** Numbers: digits without a decimal sign mean hundredths (or what `decimals` says): 1250 is 12.50. */
  decimalShift: z.boolean().optional(),
  /** Takes digits, signs and separators only: a letter is refused at the key. */
  keypadOnly: z.boolean().optional(),
  /** After this field, where `when` holds: on to this field or group of rows, over all that stands between. */
  skipTo: z.array(z.strictObject({ when: ruleSchema, to: partIdSchema })).max(20).optional(),
});
export type Keying = Readonly<z.infer<typeof keyingSchema>>;

const base = {
  id: partIdSchema,
  label: wordsSchema,
  /** Hard edit: must hold a value or a flag, as long as it is shown. */
  required: z.boolean().optional(),
  /** Shown only where it holds. What is hidden is stored empty. */
  when: ruleSchema.optional(),
  /** Worked out, not keyed. */
  compute: ruleSchema.optional(),
  keying: keyingSchema.optional(),
  zone: zoneSchema.optional(),
};

const bounds = { min: decimalTextSchema.optional(), max: decimalTextSchema.optional() };

export const textFieldSchema = z.strictObject({
  ...base,
  kind: z.literal('text'),
  maxLength: z.int().min(1).max(2000),
  minLength: z.int().min(1).max(2000).optional(),
  /** What is stored, however it was keyed. */
  case: z.enum(['asKeyed', 'upper', 'lower']).optional(),
  characters: z.enum(['any', 'letters', 'digits', 'lettersAndDigits']).optional(),
  /** Signs that are taken beside `characters`, such as `-/`. */
  alsoCharacters: z.string().min(1).max(40).optional(),
  /** `9` a digit, `A` a letter, `X` either; anything else stands as it is and is not keyed. Gives the length. */
  mask: z.string().min(1).max(60).optional(),
  /** Shown as a box that grows; stays one line of text. */
  long: z.boolean().optional(),
});

/** Several lines; Enter goes on as everywhere. */
export const longTextFieldSchema = z.strictObject({ ...base, kind: z.literal('longText'), maxLength: z.int().min(1).max(10_000) });

/** Stored as `-?\d+`. */
export const integerFieldSchema = z.strictObject({ ...base, kind: z.literal('integer'), ...bounds, maxDigits: z.int().min(1).max(18).optional() });

/** Stored as a decimal string with exactly `decimals` places. */
export const decimalFieldSchema = z.strictObject({ ...base, kind: z.literal('decimal'), ...bounds, decimals: z.int().min(1).max(10) });

/** Stored as a decimal string: with exactly `decimals` places, or as keyed without it. */
export const moneyFieldSchema = z.strictObject({
  ...base, kind: z.literal('money'), ...bounds,
  /** ISO 4217; absent where it does not matter or another field holds it. */
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  decimals: z.int().min(0).max(4).optional(),
});

/** Keyed in `order` (day first unless told), with or without separators; stored as `YYYY-MM-DD`. */
export const dateFieldSchema = z.strictObject({
  ...base, kind: z.literal('date'), order: z.enum(['dmy', 'mdy', 'ymd']).optional(), earliest: isoDate.optional(), latest: isoDate.optional(),
});

/** Stored as `HH:MM`, with `seconds` as `HH:MM:SS`. */
export const timeFieldSchema = z.strictObject({ ...base, kind: z.literal('time'), seconds: z.boolean().optional() });

/** Hours and minutes; stored as an ISO 8601 duration such as `PT8H30M`. */
export const durationFieldSchema = z.strictObject({ ...base, kind: z.literal('duration'), maxHours: z.int().min(1).max(9999).optional() });

/** Stored as `yes` or `no`. */
export const yesNoFieldSchema = z.strictObject({ ...base, kind: z.literal('yesNo') });

/** One of a few, by its code; stored as the code. */
export const choiceFieldSchema = z.strictObject({
  ...base, kind: z.literal('choice'),
  options: z.array(z.strictObject({ code: z.string().regex(/^[A-Za-z0-9]{1,8}$/), label: wordsSchema })).min(2).max(60),
});

/** One of a code list, by code or by its words; stored as the code. */
export const codeFieldSchema = z.strictObject({ ...base, kind: z.literal('code'), list: partIdSchema });

/** Numbers that prove themselves; see `identifier.ts` for each scheme. Stored compact, without spaces and separators. */
export const identifierSchemeSchema = z.enum([
  'iban', 'card', 'gtin', 'isbn', 'euVat', 'noPersonal', 'noOrganisation', 'itPersonal', 'itVat', 'mod10', 'mod11', 'mod97',
]);
export const identifierFieldSchema = z.strictObject({
  ...base, kind: z.literal('identifier'), scheme: identifierSchemeSchema, maxLength: z.int().min(2).max(40).optional(),
});

export const emailFieldSchema = z.strictObject({ ...base, kind: z.literal('email') });

/** Stored as E.164, `+4722225555`; without a country code it is a number of `country` (ISO 3166). */
export const phoneFieldSchema = z.strictObject({ ...base, kind: z.literal('phone'), country: z.string().regex(/^[A-Z]{2}$/) });

export const fieldSchema = z.discriminatedUnion('kind', [
  textFieldSchema, longTextFieldSchema, integerFieldSchema, decimalFieldSchema, moneyFieldSchema, dateFieldSchema, timeFieldSchema,
  durationFieldSchema, yesNoFieldSchema, choiceFieldSchema, codeFieldSchema, identifierFieldSchema, emailFieldSchema, phoneFieldSchema,
]);
export type Field = Readonly<z.infer<typeof fieldSchema>>;
export type FieldKind = Field['kind'];
export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;
