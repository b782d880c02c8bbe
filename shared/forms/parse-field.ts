import type { Entry } from '../domain/entry';
import type { Field, Form } from './form';
import { parseDate } from './parse-date';
import { parseMoney } from './parse-money';
import { parsed, unfit, type Parsed, type Problem } from './parsed';

/**
 * What a keyed text stands for in its field: the value as it is stored, or why it cannot stand.
 *
 * Text is stored as keyed with its ends trimmed. An empty text is an empty value wherever the field is not required.
 */
export function parseField(field: Field, text: string): Parsed {
  const keyed = text.trim();
  if (keyed === '') return field.required ? unfit('required') : parsed('');
  switch (field.kind) {
    case 'text':
      return keyed.length > field.maxLength ? unfit('tooLong') : parsed(keyed);
    case 'date':
      return parseDate(keyed);
    case 'money':
      return parseMoney(keyed);
    default:
      return unreachable(field);
  }
}

/** The hard edits that an entry breaks, by field id, in the form's order; none means that it may be submitted. */
export function problemsOf(form: Form, entry: Pick<Entry, 'values' | 'flags'>): ReadonlyMap<string, Problem> {
  const problems = new Map<string, Problem>();
  for (const field of form.fields) {
    if (entry.flags[field.id] !== undefined) continue;
    const result = parseField(field, entry.values[field.id] ?? '');
    if (!result.ok) problems.set(field.id, result.problem);
  }
  return problems;
}

/** The entry as it is stored: every field of the form with its parsed value. A flagged field may hold what was legible. */
export function storedEntry(form: Form, entry: Pick<Entry, 'values' | 'flags'>): Entry {
  const values: Record<string, string> = {};
  for (const field of form.fields) {
    const text = entry.values[field.id] ?? '';
    const result = parseField(field, text);
    values[field.id] = result.ok ? result.value : text.trim();
  }
  return { v: 1, values, flags: entry.flags };
}

/** Whether an opened entry fits its form: no unknown field, no broken hard edit, every value already as it is stored. */
export function fitsForm(form: Form, entry: Entry): boolean {
  const ids = new Set(form.fields.map((f) => f.id));
  const known = [...Object.keys(entry.values), ...Object.keys(entry.flags)].every((id) => ids.has(id));
  if (!known || problemsOf(form, entry).size > 0) return false;
  const stored = storedEntry(form, entry).values;
  return form.fields.every((f) => stored[f.id] === entry.values[f.id]);
}

function unreachable(value: never): never {
  throw new Error(`unknown field ${JSON.stringify(value)}`);
}
