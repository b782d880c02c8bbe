import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { partIdSchema } from './field';
import type { Language } from './words';

/** What fits into a row of the feed with room to spare. */
export const MAX_CODES = 50_000;
export const MAX_LIST_CHARACTERS = 4_000_000;

const cell = z.string().max(400);

/** A list of codes with their words, and further columns for rules. Immutable, known by its hash. */
export const codeListSchema = z.strictObject({
  /** Names of the cells of an entry; the first two are `code` and `label`. */
  columns: z.tuple([z.literal('code'), z.literal('label')], partIdSchema),
  entries: z.array(z.array(cell).min(2)).min(1).max(MAX_CODES),
});
export type CodeList = Readonly<z.infer<typeof codeListSchema>>;

/** SHA-256 of a list's columns and entries in their order. */
export function codeListHash({ columns, entries }: CodeList): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([columns, entries]))));
}

export type CodeMatch = Readonly<{ code: string; label: string }>;

/** An entry as it is sought. */
type SoughtCode = CodeMatch & Readonly<{ foldedCode: string; foldedLabel: string }>;

function soughtCode(code: string, label: string): SoughtCode {
  return { code, label, foldedCode: folded(code), foldedLabel: ` ${folded(label).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}` };
}

/** A list ready to be looked things up in. Codes are compared without regard to case. */
export class Codes {
  private readonly byCode: ReadonlyMap<string, readonly string[]>;
  /** Made when something is sought in a language for the first time. */
  private readonly words = new Map<Language, readonly SoughtCode[]>();
  private readonly codesByLabel = new Map<Language, ReadonlyMap<string, string | null>>();

  constructor(readonly list: CodeList) {
    this.byCode = new Map(list.entries.map((entry) => [folded(entry[0] ?? ''), entry]));
  }

  /** The code as the list writes it; null where it has none such. */
  code(text: string): string | null {
    return this.byCode.get(folded(text))?.[0] ?? null;
  }

  /** Whether a text is a code, and the beginning of nothing else: of no longer code, and of no word that somebody may be keying. */
  isWhole(text: string, language: Language): boolean {
    const [first, ...others] = this.search(text, 2, language);
    return first !== undefined && others.length === 0 && folded(first.code) === folded(text) && !this.beginsWord(text, language);
  }

  private beginsWord(text: string, language: Language): boolean {
    return this.sought(language).some(({ foldedLabel }) => foldedLabel.includes(` ${folded(text)}`));
  }

  /** An entry's words: of the column that bears the language's name, else the general ones. */
  label(code: string, language: Language): string | null {
    const entry = this.byCode.get(folded(code));
    return entry === undefined ? null : this.wordsOf(entry, language);
  }

  /** The code of the one entry that bears these words; null where none does, or several do. */
  codeOfLabel(text: string, language: Language): string | null {
    const made = this.codesByLabel.get(language) ?? this.codesByWords(language);
    this.codesByLabel.set(language, made);
    return made.get(folded(text)) ?? null;
  }

  private codesByWords(language: Language): ReadonlyMap<string, string | null> {
    const codes = new Map<string, string | null>();
    for (const entry of this.list.entries) {
      const words = folded(this.wordsOf(entry, language));
      codes.set(words, codes.has(words) ? null : (entry[0] ?? null));
    }
    return codes;
  }

  /** Entries whose code or a word of whose label begins with the text: by code first, then in the list's order. */
  search(text: string, count: number, language: Language): readonly CodeMatch[] {
    const wanted = folded(text);
    if (wanted === '') return [];
    const words = this.sought(language);
    const byCode = words.filter(({ foldedCode }) => foldedCode.startsWith(wanted)).slice(0, count);
    const byLabel = words.filter((each) => each.foldedLabel.includes(` ${wanted}`) && !byCode.includes(each)).slice(0, count - byCode.length);
    return [...byCode, ...byLabel].map(({ code, label }) => ({ code, label }));
  }

  private sought(language: Language): readonly SoughtCode[] {
    const made = this.words.get(language) ?? this.list.entries.map((entry) => soughtCode(entry[0] ?? '', this.wordsOf(entry, language)));
    this.words.set(language, made);
    return made;
  }

  private wordsOf(entry: readonly string[], language: Language): string {
    const own = entry[(this.list.columns as readonly string[]).indexOf(language)] ?? '';
    return own === '' ? (entry[1] ?? '') : own;
  }

  /** A column's text; empty where there is no such code or column. */
  column(code: string, column: string): string {
    const index = (this.list.columns as readonly string[]).indexOf(column);
    return this.byCode.get(folded(code))?.[index] ?? '';
  }
}

/** Letters without case and accents, as codes and words are sought. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{Mn}/gu, '').toLowerCase().trim();
}
