import type { Codes } from './code-list';
import type { Field } from './field';
import { partsInOrder, type Edit, type Form, type Rows } from './form';
import { costOf, MOST_STEPS } from './rules/rule-cost';
import { RuleReader, type Rule, type RuleType } from './rules/rule';
import { ruleTypeOf } from './rules/rule-values';
import { stepsInOrder, type Step } from './steps';

/** A field with where it stands: in which rows, and below what that may be hidden. */
export type Slot = Readonly<{ field: Field; rows: Rows | null; sectionId: string | null }>;

/** A mistake in a form, with the way to it from the form's root. */
export type FormMistake = Readonly<{ path: readonly (string | number)[]; message: string }>;

/** A form made ready to be keyed and checked: its rules read, in the order in which they follow from one another. */
export type FormPlan = Readonly<{
  form: Form;
  /** In the order of the form; columns once. */
  slots: ReadonlyMap<string, Slot>;
  rows: ReadonlyMap<string, Rows>;
  steps: readonly Step[];
  /** Read `skipTo` rules, by field. */
  skips: ReadonlyMap<string, readonly Readonly<{ rule: Rule; to: string }>[]>;
  codes: ReadonlyMap<string, Codes>;
}>;

export type PlannedForm = Readonly<{ ok: true; plan: FormPlan }> | Readonly<{ ok: false; mistakes: readonly FormMistake[] }>;

/** Makes a form ready; gives every mistake of its rules instead where there are some. `codes`: its lists, by the form's own id for each. */
export function planForm(form: Form, codes: ReadonlyMap<string, Codes>): PlannedForm {
  const planner = new Planner(form, codes);
  return planner.plan();
}

type Path = FormMistake['path'];

class Planner {
  private readonly slots: ReadonlyMap<string, Slot>;
  private readonly rows: ReadonlyMap<string, Rows>;
  private readonly reader: RuleReader;
  private readonly mistakes: FormMistake[] = [];

  constructor(private readonly form: Form, private readonly codes: ReadonlyMap<string, Codes>) {
    this.slots = slotsOf(form);
    this.rows = new Map(partsInOrder(form).flatMap((part) => (part.kind === 'rows' ? [[part.id, part]] : [])));
    this.reader = new RuleReader({
      fields: new Map([...this.slots].map(([id, { field }]) => [id, ruleTypeOf(field)])),
      rows: new Set(this.rows.keys()),
      lookUp: (list, code, column) => codes.get(list)?.column(code, column) ?? '',
    });
  }

  plan(): PlannedForm {
    const steps = [...this.partSteps(), ...this.editSteps()];
    const skips = this.skips();
    const ordered = stepsInOrder(steps);
    if (!ordered.ok) this.mistakes.push({ path: [], message: `these wait for one another, so none can be worked out: ${ordered.circle.join(', ')}` });
    if (this.mistakes.length > 0 || !ordered.ok) return { ok: false, mistakes: this.mistakes };
    const { form, slots, rows, codes } = this;
    return { ok: true, plan: { form, slots, rows, codes, skips, steps: ordered.steps } };
  }

  private partSteps(): readonly Step[] {
    return placedParts(this.form).flatMap(({ part, path }): readonly Step[] => {
      const id = part.kind === 'section' || part.kind === 'rows' ? null : part.id;
      const rowsId = (id === null ? null : this.slots.get(id)?.rows?.id) ?? null;
      const show = part.when === undefined ? null : this.read(part.when, 'bool', rowsId, [...path, 'when']);
      const steps: Step[] = show === null ? [] : [{ kind: 'show', id: part.id, rowsId, rule: show, gives: this.shownWith(part.id) }];
      if (part.kind === 'section' || part.kind === 'rows' || part.compute === undefined) return steps;
      const rule = this.read(part.compute, ruleTypeOf(part), rowsId, [...path, 'compute']);
      return rule === null ? steps : [...steps, { kind: 'compute', id: part.id, rowsId, rule, field: part, gives: this.shownWith(part.id) }];
    });
  }

  private editSteps(): readonly Step[] {
    return (this.form.edits ?? []).flatMap((edit, index): readonly Step[] => {
      const path = ['edits', index];
      const rule = this.read(edit.check, 'bool', edit.rows ?? null, [...path, 'check']);
      if (edit.rows !== undefined && !this.rows.has(edit.rows)) this.mistakes.push({ path: [...path, 'rows'], message: `there are no rows “${edit.rows}”` });
      if (edit.at !== undefined && !this.slots.has(edit.at)) this.mistakes.push({ path: [...path, 'at'], message: `there is no field “${edit.at}”` });
      if (rule === null) return [];
      const at = this.placeOf(edit, rule);
      if (at === null) this.mistakes.push({ path: [...path, 'at'], message: `the rule “${edit.id}” reads no field that its message could stand at: name one` });
      return at === null ? [] : [{ kind: 'check', id: edit.id, rowsId: edit.rows ?? null, rule, edit, at, gives: [] }];
    });
  }

  /** Where an edit is shown; a column only where the edit is one of its rows. */
  private placeOf(edit: Edit, rule: Rule): string | null {
    const candidates = edit.at === undefined ? [...this.slots.keys()].filter((id) => rule.reads.has(id)) : [edit.at];
    return candidates.find((id) => (this.slots.get(id)?.rows?.id ?? null) === (edit.rows ?? null)) ?? candidates[0] ?? null;
  }

  private skips(): FormPlan['skips'] {
    return new Map(placedParts(this.form).flatMap(({ part, path }) => {
      if (part.kind === 'section' || part.kind === 'rows' || part.keying?.skipTo === undefined) return [];
      const rowsId = this.slots.get(part.id)?.rows?.id ?? null;
      const read = part.keying.skipTo.flatMap(({ when, to }, index) => {
        const rule = this.read(when, 'bool', rowsId, [...path, 'keying', 'skipTo', index, 'when']);
        if (!this.slots.has(to) && !this.rows.has(to)) this.mistakes.push({ path: [...path, 'keying', 'skipTo', index, 'to'], message: `there is no field and no rows “${to}”` });
        return rule === null ? [] : [{ rule, to }];
      });
      return [[part.id, read] as const];
    }));
  }

  private read(source: string, wanted: RuleType, rowsId: string | null, path: Path): Rule | null {
    const read = this.reader.read(source);
    if (!read.ok) {
      for (const { message, place } of read.mistakes) this.mistakes.push({ path, message: place === null ? message : `${message} (at character ${place + 1})` });
      return null;
    }
    const problems = this.problemsOf(read.rule, wanted, rowsId);
    for (const message of problems) this.mistakes.push({ path, message });
    return problems.length > 0 ? null : read.rule;
  }

  private problemsOf(rule: Rule, wanted: RuleType, rowsId: string | null): readonly string[] {
    const cost = costOf(rule.ast, new Map([...this.rows].map(([id, { most }]) => [id, most])));
    const foreign = [...rule.reads, ...rule.asks].filter((id) => (this.slots.get(id)?.rows?.id ?? rowsId) !== rowsId);
    return [
      ...(rule.type === wanted ? [] : [`gives ${wordsOf(rule.type)} where ${wordsOf(wanted)} is needed`]),
      ...(cost <= MOST_STEPS ? [] : [`may cost ${cost.toLocaleString('en')} steps; at most ${MOST_STEPS.toLocaleString('en')} are taken. Loops within loops multiply.`]),
      ...foreign.map((id) => `“${id}” is a column: only rules of its own rows read it by itself`),
      ...[...rule.asks].filter((id) => !this.slots.has(id)).map((id) => `there is no field “${id}”`),
      ...rule.columns.filter(({ rows, column }) => this.rows.get(rows)?.fields.every(({ id }) => id !== column)).map(({ rows, column }) => `the rows “${rows}” have no column “${column}”`),
      ...rule.lists.filter(({ list }) => !this.codes.has(list)).map(({ list }) => `there is no code list “${list}”`),
      ...rule.lists.flatMap(({ list, column }) => this.columnProblem(list, column)),
    ];
  }

  private columnProblem(list: string, column: string): readonly string[] {
    const columns: readonly string[] = this.codes.get(list)?.list.columns ?? [column];
    return columns.includes(column) ? [] : [`the code list “${list}” has no column “${column}”: it has ${columns.join(', ')}`];
  }

  /** What changes with a part: a section takes its fields with it, rows their columns, and a column its rows. */
  private shownWith(partId: string): readonly string[] {
    const inside = [...this.slots].filter(([id, { rows, sectionId }]) => id === partId || rows?.id === partId || sectionId === partId);
    return [...new Set([partId, ...inside.flatMap(([id, { rows }]) => [id, ...(rows === null ? [] : [rows.id])])])];
  }
}

function wordsOf(type: RuleType): string {
  return { Decimal: 'a number', string: 'text', bool: 'true or false' }[type];
}

function slotsOf(form: Form): ReadonlyMap<string, Slot> {
  const slots: [string, Slot][] = [];
  for (const part of form.parts) {
    const sectionId = part.kind === 'section' ? part.id : null;
    for (const inner of part.kind === 'section' ? part.parts : [part]) {
      if (inner.kind === 'rows') for (const field of inner.fields) slots.push([field.id, { field, rows: inner, sectionId }]);
      else slots.push([inner.id, { field: inner, rows: null, sectionId }]);
    }
  }
  return new Map(slots);
}

/** Every part, also within sections and rows, with the way to it. */
export function placedParts(form: Form): readonly Readonly<{ part: Form['parts'][number]; path: Path }>[] {
  const within = (parts: readonly Form['parts'][number][], path: Path): { part: Form['parts'][number]; path: Path }[] =>
    parts.flatMap((part, index) => {
      const own = [...path, index];
      if (part.kind === 'section') return [{ part, path: own }, ...within(part.parts, [...own, 'parts'])];
      if (part.kind === 'rows') return [{ part, path: own }, ...within(part.fields, [...own, 'fields'])];
      return [{ part, path: own }];
    });
  return within(form.parts, ['parts']);
}
