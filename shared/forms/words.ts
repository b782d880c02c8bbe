import { z } from 'zod';

/** The languages of the interface; a form's own words may be given in each. */
export const LANGUAGES = ['en', 'it', 'nb'] as const;
export type Language = (typeof LANGUAGES)[number];

const text = z.string().trim().min(1).max(200);

/** Words of a form: one text for every language, or one a language with English as what stands in for a missing one. */
export const wordsSchema = z.union([text, z.strictObject({ en: text, it: text.optional(), nb: text.optional() })]);
export type Words = Readonly<z.infer<typeof wordsSchema>>;

/** A form's words in a language. */
export function wordsIn(words: Words, language: Language): string {
  return typeof words === 'string' ? words : (words[language] ?? words.en);
}
