import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { Codes, codeListHash, type CodeList } from '../../shared/forms/code-list';
import { formSchema, type Form } from '../../shared/forms/form';
import { planForm, type FormMistake } from '../../shared/forms/form-plan';
import { readCodeList } from './code-list-file';
import { formMistakes, planMistakes } from './form-mistakes';

/** A mistake as its author finds it: file, line, and the way to it in the form, e.g. `parts[2].keying.default`. */
export type AuthorMistake = Readonly<{ file: string; line: number; path: string; message: string }>;

/** A form with the lists that it names, ready to be stored. */
export type CompiledForm = Readonly<{ form: Form; lists: readonly Readonly<{ hash: string; list: CodeList }>[] }>;
export type ReadForm = Readonly<{ ok: true; value: CompiledForm }> | Readonly<{ ok: false; mistakes: readonly AuthorMistake[] }>;

/** Gives a list's text by its path beside the form; null when there is no such file. */
export type ReadBeside = (file: string) => string | null;

/** How an author names a list: by its file beside the form. */
export const listFileSchema = z.strictObject({ file: z.string().min(1).max(255) });

/** Reads a form as its author writes it (docs/forms.md); lists are named by file and get their hashes here. */
export function readAuthoredForm(file: string, text: string, readBeside: ReadBeside): ReadForm {
  return new Reading(file, text, readBeside).read();
}

class Reading {
  private readonly mistakes: AuthorMistake[] = [];
  private readonly root: Node | undefined;
  private readonly lists = new Map<string, Readonly<{ hash: string; list: CodeList }>>();

  constructor(private readonly file: string, private readonly text: string, private readonly readBeside: ReadBeside) {
    const errors: ParseError[] = [];
    this.root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    for (const { error, offset } of errors) this.mistakes.push({ file, line: this.lineAt(offset), path: '', message: `is no JSON: ${printParseErrorCode(error)}` });
  }

  read(): ReadForm {
    if (this.mistakes.length > 0) return this.refused();
    const parsed = formSchema.safeParse(this.withLists(JSON.parse(this.text) as unknown));
    if (!parsed.success) for (const issue of parsed.error.issues) this.note({ path: issue.path.filter((step) => typeof step !== 'symbol'), message: wordsOf(issue) });
    if (!parsed.success || this.mistakes.length > 0) return this.refused();
    const form = parsed.data;
    for (const mistake of formMistakes(form)) this.note(mistake);
    if (this.mistakes.length > 0) return this.refused();
    const planned = planForm(form, new Map([...this.lists].map(([id, { list }]) => [id, new Codes(list)])));
    for (const mistake of planned.ok ? planMistakes(planned.plan) : planned.mistakes) this.note(mistake);
    return this.mistakes.length > 0 ? this.refused() : { ok: true, value: { form, lists: [...this.lists.values()] } };
  }

  /** The form with each list's hash in the place of its file. */
  private withLists(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const { $schema: _schema, ...form } = value as Record<string, unknown>;
    if (typeof form['codeLists'] !== 'object' || form['codeLists'] === null) return form;
    const named = Object.entries(form['codeLists']).map(([id, ref]) => [id, this.listRef(id, ref)]);
    return { ...form, codeLists: Object.fromEntries(named) };
  }

  private listRef(id: string, ref: unknown): unknown {
    const parsed = listFileSchema.safeParse(ref);
    if (!parsed.success) {
      this.note({ path: ['codeLists', id], message: 'must name its file: { "file": "lists/countries.csv" }' });
      return { hash: '0'.repeat(64) };
    }
    const { file } = parsed.data;
    const text = this.readBeside(file);
    const read = text === null ? null : readCodeList(text);
    if (read === null) this.note({ path: ['codeLists', id, 'file'], message: `there is no file ${file} beside the form` });
    else if (!read.ok) for (const { line, message } of read.mistakes) this.mistakes.push({ file, line, path: '', message });
    else this.lists.set(id, { hash: codeListHash(read.list), list: read.list });
    return { hash: this.lists.get(id)?.hash ?? '0'.repeat(64) };
  }

  private note({ path, message }: FormMistake): void {
    this.mistakes.push({ file: this.file, line: this.lineOf(path), path: pathWords(path), message });
  }

  /** The line of what the path leads to; of the nearest thing around it when it is missing. */
  private lineOf(path: FormMistake['path']): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = this.root && findNodeAtLocation(this.root, path.slice(0, depth));
      if (node !== undefined) return this.lineAt(node.offset);
    }
    return this.lineAt(this.root?.offset ?? 0);
  }

  private lineAt(offset: number): number {
    return this.text.slice(0, offset).split('\n').length;
  }

  private refused(): ReadForm {
    return { ok: false, mistakes: this.mistakes.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line) };
  }
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.map((key) => `“${key}”`).join(', ')}`;
  return issue.message;
}

function pathWords(path: FormMistake['path']): string {
  return path.reduce((words: string, step) => (typeof step === 'number' ? `${words}[${step}]` : words === '' ? step : `${words}.${step}`), '');
}
