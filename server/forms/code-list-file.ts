import { CsvError, parse } from 'csv-parse/sync';
import { codeListSchema, folded, MAX_LIST_CHARACTERS, type CodeList } from '../../shared/forms/code-list';

/** A mistake in a list's file, by its line. */
export type ListMistake = Readonly<{ line: number; message: string }>;
export type ReadCodeList = Readonly<{ ok: true; list: CodeList }> | Readonly<{ ok: false; mistakes: readonly ListMistake[] }>;

type Line = Readonly<{ record: readonly string[]; info: Readonly<{ lines: number }> }>;

/** More would hide the first ones. */
const MISTAKES_AT_MOST = 20;

/** Reads a code list: CSV (RFC 4180, UTF-8) whose header is `code,label` and further columns. */
export function readCodeList(text: string): ReadCodeList {
  const lines = linesOf(text);
  if (!Array.isArray(lines)) return { ok: false, mistakes: [lines as ListMistake] };
  const [head, ...entries] = lines as readonly Line[];
  const mistakes = [...headMistakes(head), ...sizeMistakes(text, entries), ...entryMistakes(entries, head?.record.length ?? 0)];
  if (mistakes.length > 0) return { ok: false, mistakes: mistakes.slice(0, MISTAKES_AT_MOST) };
  const list = codeListSchema.safeParse({ columns: head?.record, entries: entries.map(({ record }) => record) });
  if (list.success) return { ok: true, list: list.data };
  const [issue] = list.error.issues;
  const index = issue?.path[0] === 'entries' && typeof issue.path[1] === 'number' ? issue.path[1] : null;
  return { ok: false, mistakes: [{ line: (index === null ? head : entries[index])?.info.lines ?? 1, message: issue?.message ?? 'is no code list' }] };
}

function linesOf(text: string): readonly Line[] | ListMistake {
  try {
    return parse(text, { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true }) as unknown as readonly Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: 'lines' in error && typeof error.lines === 'number' ? error.lines : 1, message: `is no CSV: ${error.message}` };
  }
}

function headMistakes(head: Line | undefined): readonly ListMistake[] {
  if (head === undefined) return [{ line: 1, message: 'the list is empty: it begins with a line “code,label”' }];
  const [code, label, ...more] = head.record;
  if (code !== 'code' || label !== 'label') return [{ line: 1, message: `the first line must begin with “code,label”, not “${head.record.slice(0, 2).join(',')}”` }];
  const bad = more.filter((name) => !/^[a-z][A-Za-z0-9]{0,39}$/.test(name));
  return bad.map((name) => ({ line: 1, message: `“${name}” cannot name a column: small letter first, then letters and digits` }));
}

function sizeMistakes(text: string, entries: readonly Line[]): readonly ListMistake[] {
  if (entries.length === 0) return [{ line: 1, message: 'the list has no entries' }];
  return text.length <= MAX_LIST_CHARACTERS ? [] : [{ line: 1, message: `the list is longer than ${MAX_LIST_CHARACTERS.toLocaleString('en')} characters` }];
}

function entryMistakes(entries: readonly Line[], width: number): readonly ListMistake[] {
  const lineOf = new Map<string, number>();
  return entries.flatMap(({ record, info: { lines: line } }): readonly ListMistake[] => {
    const [code = '', label = ''] = record;
    if (record.length !== width) return [{ line, message: `has ${record.length} cells where the header has ${width}` }];
    if (code === '') return [{ line, message: 'has no code' }];
    if (label === '') return [{ line, message: `the code “${code}” has no label` }];
    const before = lineOf.get(folded(code));
    if (before !== undefined) return [{ line, message: `the code “${code}” stands in line ${before} already` }];
    lineOf.set(folded(code), line);
    return [];
  });
}
