import fc from 'fast-check';
import type { Field } from '../../../shared/forms/field';
import type { Edit, Form, Rows } from '../../../shared/forms/form';
import { planForm } from '../../../shared/forms/form-plan';

/** Ids say what a field is: `n` a number, `b` yes or no, `d` a date, `t` a text; in capitals they are columns of rows. */
const FIELD_IDS = ['n0', 'n1', 'n2', 'n3', 'n4', 'b0', 'b1', 'd0', 't0'] as const;
const COLUMNS: Readonly<Record<string, readonly string[]>> = { r: ['nR0', 'nR1', 'nR2', 'bR0', 'dR0'], s: ['nS0', 'nS1', 'tS0'] };
const MOST_ROWS = 4;

const COMPARISONS = ['<', '<=', '>', '==', '!='] as const;

/** Text of rules over the ids that are given; `depth` keeps them short. */
type Grammar = Readonly<{ number: fc.Arbitrary<string>; text: fc.Arbitrary<string>; truth: fc.Arbitrary<string> }>;

function grammar(ids: readonly string[], depth: number): Grammar {
  const of = (kind: string): readonly string[] => ids.filter((id) => id.startsWith(kind));
  const oneOf = (arbitraries: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.oneof(...arbitraries);
  const leafNumber = oneOf([fc.constantFrom('1', '2', '0.5', '-1'), ...(of('n').length > 0 ? [fc.constantFrom(...of('n'))] : [])]);
  const leafText = oneOf([fc.constantFrom('"a"', '"2026-01-01"'), ...(of('t').length > 0 ? [fc.constantFrom(...of('t'))] : []), ...(of('d').length > 0 ? [fc.constantFrom(...of('d'))] : [])]);
  const leafTruth = oneOf([fc.constantFrom(...ids).map((id) => `filled("${id}")`), ...(of('b').length > 0 ? [fc.constantFrom(...of('b'))] : []), fc.constant('true')]);
  if (depth === 0) return { number: leafNumber, text: leafText, truth: leafTruth };
  const inner = grammar(ids, depth - 1);
  const aggregate = fc.constantFrom(
    'sum(r.map(x, x.nR0))', 'sum(r.map(x, x.nR1))', 'sum(s.map(x, x.nS1))', 'r.size() * 1.0', 'sum(r.filter(x, x.nR0 != null).map(x, x.nR2))',
  );
  const rowTruth = fc.constantFrom('r.all(x, x.nR0 > 0)', 'r.exists(x, x.bR0 == true)', 's.all(x, x.tS0 != "a")', 's.exists(x, x.nS0 < 1)', '(r.size() > 1)');
  return {
    number: fc.oneof(
      leafNumber, fc.tuple(inner.number, fc.constantFrom('+', '-', '*'), inner.number).map(([a, sign, b]) => `(${a} ${sign} ${b})`), aggregate,
      fc.tuple(inner.truth, inner.number, inner.number).map(([when, a, b]) => `(${when} ? 0.0 + ${a} : 0.0 + ${b})`),
      fc.tuple(inner.number, inner.number).map(([a, b]) => `greatest(${a}, ${b})`), inner.number.map((a) => `round(${a}, 1)`),
    ),
    text: leafText,
    truth: fc.oneof(
      leafTruth, rowTruth, fc.tuple(inner.number, fc.constantFrom(...COMPARISONS), inner.number).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(inner.text, fc.constantFrom(...COMPARISONS), inner.text).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(inner.truth, fc.constantFrom('&&', '||'), inner.truth).map(([a, sign, b]) => `(${a} ${sign} ${b})`), inner.truth.map((a) => `!(${a})`),
    ),
  };
}

function plainField(id: string): Field {
  const base = { id, label: id };
  switch (id.charAt(0)) {
    case 'n':
      return { ...base, kind: 'decimal', decimals: 2 };
    case 'b':
      return { ...base, kind: 'yesNo' };
    case 'd':
      return { ...base, kind: 'date' };
    default:
      return { ...base, kind: 'text', maxLength: 20 };
  }
}

/** A field that may be shown by a rule and, unless it is in `keyed`, worked out by one. */
function fieldArbitrary(id: string, ids: readonly string[]): fc.Arbitrary<Field> {
  const { number, text, truth } = grammar(ids.filter((other) => other !== id), 2);
  const rule = { n: number, b: truth, d: fc.constantFrom('addDays(d0, 1)', '"2026-02-03"'), t: text }[id.charAt(0)] ?? text;
  const some = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string | null> => fc.option(arbitrary, { freq: 2 });
  return fc.tuple(some(truth), some(rule), fc.boolean()).map(([when, compute, required]) => ({
    ...plainField(id), ...(required ? { required } : {}), ...(when === null ? {} : { when }), ...(compute === null || id === 'd0' ? {} : { compute }),
  }));
}

function rowsArbitrary(id: string): fc.Arbitrary<Rows> {
  const columns = COLUMNS[id] ?? [];
  const fields = columns.map((column) => fieldArbitrary(column, [...FIELD_IDS, ...columns]));
  const { truth } = grammar(FIELD_IDS, 1);
  return fc.tuple(fc.tuple(...fields), fc.option(truth, { freq: 1 })).map(([made, when]) => (
    { kind: 'rows', id, label: id, most: MOST_ROWS, fields: made, ...(when === null ? {} : { when }) }));
}

function editArbitrary(index: number): fc.Arbitrary<Edit> {
  const severity = fc.constantFrom('hard' as const, 'soft' as const, 'info' as const);
  const place = fc.constantFrom(null, 'r', 's');
  return fc.tuple(severity, place).chain(([each, rows]) => {
    const ids = rows === null ? FIELD_IDS : [...FIELD_IDS, ...(COLUMNS[rows] ?? [])];
    return grammar(ids, 2).truth.map((check): Edit => ({
      id: `e${index}`, severity: each, check, message: 'Wrong.', at: rows === null ? 'n0' : (COLUMNS[rows]?.[0] ?? ''), ...(rows === null ? {} : { rows }),
    }));
  });
}

/** Forms whose rules read one another every which way; those whose rules go in circles lose rules until they do not. */
export const generatedForm: fc.Arbitrary<Form> = fc
  .tuple(
    fc.tuple(...FIELD_IDS.map((id) => fieldArbitrary(id, FIELD_IDS))), rowsArbitrary('r'), rowsArbitrary('s'),
    fc.tuple(...Array.from({ length: 5 }, (_, index) => editArbitrary(index))), fc.option(grammar(FIELD_IDS, 1).truth, { freq: 1 }),
  )
  .map(([fields, r, s, edits, when]) => {
    const [n0, ...others] = fields;
    const section = { kind: 'section' as const, id: 'block', label: 'Block', parts: [...others.slice(4), s], ...(when === null ? {} : { when }) };
    return withoutCircles({ v: 2, workType: 'generated', title: 'Generated', parts: [...(n0 === undefined ? [] : [n0]), ...others.slice(0, 4), r, section], edits: [...edits] });
  });

/** Rules go one by one, in the order in which they are named as waiting for one another. */
function withoutCircles(form: Form): Form {
  const planned = planForm(form, new Map());
  if (planned.ok) return form;
  const circle = planned.mistakes.map(({ message }) => /^these wait for one another.*: ([^,]+)/.exec(message)?.[1]).find((id) => id !== undefined);
  if (circle === undefined) throw new Error(planned.mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  return withoutCircles(withoutRules(form, circle));
}

function withoutRules(form: Form, id: string): Form {
  const bare = <P extends Form['parts'][number]>(part: P): P => {
    const { when: _when, ...rest } = part;
    if (part.id === id) {
      const kept = { ...rest } as Record<string, unknown>;
      delete kept['compute'];
      return kept as P;
    }
    if (part.kind === 'section') return { ...part, parts: part.parts.map(bare) };
    return part.kind === 'rows' ? { ...part, fields: part.fields.map(bare) } : part;
  };
  return { ...form, parts: form.parts.map(bare) };
}
