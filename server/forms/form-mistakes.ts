import { MAX_FIELDS, MAX_LISTS, type Form } from '../../shared/forms/form';
import { placedParts, type FormMistake, type FormPlan } from '../../shared/forms/form-plan';
import { problemIn } from '../../shared/forms/entry-check';
import { Decimal } from '../../shared/forms/rules/decimal';
import { isReserved } from '../../shared/forms/rules/reserved-words';
import { ruleTypeOf } from '../../shared/forms/rules/rule-values';
import { divisionMistakes } from './division-mistakes';

type Placed = ReturnType<typeof placedParts>[number];
type PlacedField = Readonly<{ field: Exclude<Placed['part'], { kind: 'rows' | 'section' }>; path: Placed['path'] }>;

/** What a form's schema does not see: names used twice, parts that are named and not there, settings that contradict each other. */
export function formMistakes(form: Form): readonly FormMistake[] {
  const placed = placedParts(form);
  const fields = placed.flatMap(({ part, path }): readonly PlacedField[] => (part.kind === 'rows' || part.kind === 'section' ? [] : [{ field: part, path }]));
  return [
    ...tooManyLists(form),
    ...doubledIds(form, placed),
    ...reservedIds(form, placed),
    ...(fields.length <= MAX_FIELDS ? [] : [{ path: ['parts'], message: `the form has ${fields.length} fields; at most ${MAX_FIELDS} are taken` }]),
    ...fields.flatMap((each) => fieldMistakes(form, each)),
    ...rowsMistakes(placed),
  ];
}

function tooManyLists({ codeLists = {} }: Form): readonly FormMistake[] {
  const count = Object.keys(codeLists).length;
  return count <= MAX_LISTS ? [] : [{ path: ['codeLists'], message: `the form names ${count} code lists; at most ${MAX_LISTS} are taken` }];
}

function doubledIds(form: Form, placed: readonly Placed[]): readonly FormMistake[] {
  const seen = new Set<string>();
  const edits = (form.edits ?? []).map(({ id }, index) => ({ id, path: ['edits', index, 'id'] as const }));
  return [...placed.map(({ part, path }) => ({ id: part.id, path: [...path, 'id'] })), ...edits].flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path, message: `“${id}” is the id of something before it already` }];
  });
}

function reservedIds(form: Form, placed: readonly Placed[]): readonly FormMistake[] {
  const ids = [...placed.map(({ part, path }) => ({ id: part.id, path: [...path, 'id'] })), ...(form.edits ?? []).map(({ id }, index) => ({ id, path: ['edits', index, 'id'] }))];
  return ids.filter(({ id }) => isReserved(id)).map(({ id, path }) => ({ path, message: `“${id}” is a word of the rule language: choose another id` }));
}

function fieldMistakes(form: Form, { field, path }: PlacedField): readonly FormMistake[] {
  const { keying, compute } = field;
  const at = (more: readonly string[], message: string): FormMistake => ({ path: [...path, ...more], message });
  return [
    ...(field.kind === 'code' && form.codeLists?.[field.list] === undefined ? [at(['list'], `there is no code list “${field.list}”: name it under codeLists`)] : []),
    ...(field.kind === 'text' && field.minLength !== undefined && field.minLength > field.maxLength ? [at(['minLength'], 'is more than maxLength')] : []),
    ...(field.kind === 'choice' ? doubledOptions(field.options.map(({ code }) => code), path) : []),
    ...('min' in field && field.min !== undefined && field.max !== undefined && Decimal.of(field.min).compare(Decimal.of(field.max)) > 0 ? [at(['min'], 'is more than max')] : []),
    ...(compute !== undefined && (keying?.default !== undefined || keying?.carry !== undefined) ? [at(['keying'], 'a field that is worked out has no default and carries nothing')] : []),
    ...(keying?.carry === 'sequential' && !['integer', 'date', 'text'].includes(field.kind) ? [at(['keying', 'carry'], `a field of kind ${field.kind} cannot be counted up`)] : []),
    ...(keying?.decimalShift === true && field.kind !== 'decimal' && field.kind !== 'money' ? [at(['keying', 'decimalShift'], `a field of kind ${field.kind} has no decimals`)] : []),
  ];
}

function doubledOptions(codes: readonly string[], path: Placed['path']): readonly FormMistake[] {
  return codes.flatMap((code, index) =>
    codes.findIndex((other) => other.toLowerCase() === code.toLowerCase()) === index ? [] : [{ path: [...path, 'options', index, 'code'], message: `the code “${code}” is there already` }]);
}

function rowsMistakes(placed: readonly Placed[]): readonly FormMistake[] {
  return placed.flatMap(({ part, path }) => {
    if (part.kind !== 'rows') return [];
    const unknown = (part.totals ?? []).flatMap((id, index) => {
      const column = part.fields.find((field) => field.id === id);
      if (column === undefined) return [{ path: [...path, 'totals', index], message: `the rows have no column “${id}”` }];
      return ruleTypeOf(column) === 'Decimal' ? [] : [{ path: [...path, 'totals', index], message: `“${id}” is no number` }];
    });
    const least = (part.least ?? 0) > part.most ? [{ path: [...path, 'least'], message: 'is more than most' }] : [];
    return [...unknown, ...least];
  });
}

/** Defaults that their own fields would refuse, and rules that divide by what may be zero. */
export function planMistakes(plan: FormPlan): readonly FormMistake[] {
  const byId = new Map(placedParts(plan.form).map(({ part, path }) => [part.id, path]));
  const editIndex = new Map((plan.form.edits ?? []).map(({ id }, index) => [id, index]));
  const defaults = [...plan.slots.values()].flatMap(({ field }) => {
    const value = field.keying?.default;
    const problem = value === undefined ? null : problemIn(plan, field.id, value);
    return problem === null ? [] : [{ path: [...(byId.get(field.id) ?? []), 'keying', 'default'], message: `“${value}” is no value of its field (${problem})` }];
  });
  const rules = plan.steps.flatMap((step) => {
    const key = { show: 'when', compute: 'compute', check: 'check' }[step.kind];
    const path = step.kind === 'check' ? ['edits', editIndex.get(step.id) ?? 0, key] : [...(byId.get(step.id) ?? []), key];
    return divisionMistakes(plan, step.rule).map((message) => ({ path, message: `the rule of “${step.id}” ${message}` }));
  });
  return [...defaults, ...rules];
}
