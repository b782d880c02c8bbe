import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/domain/entry';
import { fitsForm, hindrancesOf, problemsOf, storedEntry } from '../../../../shared/forms/entry-check';
import { formHash, formSchema, readableForm, storedFormSchema, type Form } from '../../../../shared/forms/form';
import type { FormPlan } from '../../../../shared/forms/form-plan';
import { emptyKeyed, keyingsOf, type Keyed } from '../../../../shared/forms/keying/keyed';
import { Workings } from '../../../../shared/forms/workings';
import { entryOf } from '../../../support/entry-of';
import { planOf } from '../../../support/plan-of';
import { shippedPlan } from '../../../support/shipped-plans';

const receipt = shippedPlan('receipt');
const receiptTexts = { company: ' Kedai Runcit Maju ', date: '25/12/18', address: '', total: 'RM 1,250.40' };
const stored = { company: 'Kedai Runcit Maju', date: '2018-12-25', address: '', total: '1250.40' };

type Looked = Readonly<{ problems: ReturnType<typeof problemsOf>; entry: Entry; workings: Workings }>;

function look(plan: FormPlan, keyed: Partial<Keyed>): Looked {
  const whole = { ...emptyKeyed('en'), ...keyed };
  const workings = new Workings(plan, keyingsOf(plan, whole));
  const { flags, rowCounts, overrides, note } = whole;
  return { workings, problems: problemsOf(plan, workings, flags), entry: storedEntry(workings, { flags, rowCounts, overrides, note, effort: null }) };
}

describe('an entry', () => {
  it('is stored with every field of its form as parsed', () => {
    const { problems, entry } = look(receipt, { texts: receiptTexts });
    expect(problems.size).toBe(0);
    expect(entry).toEqual(entryOf(stored));
  });

  it('stored once is stored the same again, and fits its form when nothing is wrong', () => {
    const keyed = fc.record({ company: fc.string(), date: fc.constantFrom('1/2/20', '', 'x'), address: fc.string(), total: fc.constantFrom('1', '-2.5', '', '1,5') });
    fc.assert(fc.property(keyed, (each) => {
      const { problems, entry } = look(receipt, { texts: each });
      const again = new Workings(receipt, entry);
      expect(storedEntry(again, entry)).toEqual(entry);
      expect(fitsForm(receipt, entry)).toBe(problems.size === 0);
    }));
  });

  it('names what is wrong by field, in the form’s order', () => {
    const entry = entryOf({ total: '1,5', company: 'A'.repeat(201), date: '', address: 'B ' });
    expect([...problemsOf(receipt, new Workings(receipt, entry), {})]).toEqual([
      ['company', 'tooLong'], ['date', 'required'], ['address', 'wrongShape'], ['total', 'notAnAmount'],
    ]);
  });

  it('may leave a flagged field empty, or hold what was legible of it', () => {
    expect(fitsForm(receipt, entryOf({ ...stored, total: '', date: '2?/12' }, { total: 'illegible', date: 'notPresent' }))).toBe(true);
  });

  it.each([
    ['a field that the form does not have', entryOf({ ...stored, tip: '1' })],
    ['a flag on a field that the form does not have', entryOf(stored, { tip: 'illegible' })],
    ['a field left out', entryOf({ company: 'A', date: '2018-12-25', total: '1' })],
    ['a value that is not as it is stored', entryOf({ ...stored, date: '25/12/18' })],
    ['a value that is not trimmed', entryOf({ ...stored, company: ' A' })],
    ['a flagged value that is not trimmed', entryOf({ ...stored, company: ' A' }, { company: 'illegible' })],
    ['a required field without a value or a flag', entryOf({ ...stored, total: '' })],
    ['rows that the form does not have', { ...entryOf(stored), rowCounts: { lines: 1 } }],
    ['a reason for an edit that the form does not have', { ...entryOf(stored), overrides: { agrees: '1' } }],
  ])('does not fit its form with %s', (_what, entry) => {
    expect(fitsForm(receipt, entry)).toBe(false);
  });
});

const ORDER: Form = {
  v: 2, workType: 'order', title: 'Order',
  parts: [
    { kind: 'yesNo', id: 'gift', label: 'Gift', required: true },
    { kind: 'text', id: 'wish', label: 'Wish', maxLength: 40, required: true, when: 'gift' },
    { kind: 'rows', id: 'lines', label: 'Lines', least: 1, most: 3, fields: [
      { kind: 'money', id: 'price', label: 'Price', decimals: 2, required: true },
      { kind: 'code', id: 'unit', label: 'Unit', list: 'units' },
    ] },
    { kind: 'money', id: 'sum', label: 'Sum', decimals: 2, compute: 'sum(lines.map(l, l.price))' },
    { kind: 'money', id: 'total', label: 'Total', decimals: 2 },
  ],
  codeLists: { units: { hash: '0'.repeat(64) } },
  edits: [
    { id: 'agrees', severity: 'soft', check: 'sum == total', message: 'Does not agree.' },
    { id: 'positive', severity: 'hard', rows: 'lines', check: 'price > 0', message: 'Must be positive.' },
    { id: 'dear', severity: 'info', check: 'total < 1000', message: 'Dear.' },
  ],
  reasons: [{ code: 'P', label: 'Printed so' }],
};
const order = planOf(ORDER, { units: { columns: ['code', 'label'], entries: [['PC', 'Piece'], ['KG', 'Kilo']] } });
const keyed = { texts: { gift: 'n', 'lines.0.price': '10', 'lines.0.unit': 'piece', total: '10' }, rowCounts: { lines: 1 } };

describe('an entry of a form with rows, conditions and edits', () => {
  const { entry } = look(order, keyed);

  it('is stored with hidden fields empty, codes as their list writes them, and worked-out fields as they follow', () => {
    expect(entry.values).toEqual({ gift: 'no', wish: '', 'lines.0.price': '10.00', 'lines.0.unit': 'PC', sum: '10.00', total: '10.00' });
    expect(fitsForm(order, entry)).toBe(true);
  });

  it('drops what was keyed into a field that is hidden now, and asks for one that is shown', () => {
    const texts = { ...keyed.texts, wish: 'Bow' };
    expect(look(order, { ...keyed, texts }).entry.values['wish']).toBe('');
    expect(look(order, { ...keyed, texts: { ...texts, gift: 'y' } }).entry.values['wish']).toBe('Bow');
    expect([...look(order, { ...keyed, texts: { ...keyed.texts, gift: 'y' } }).problems]).toEqual([['wish', 'required']]);
  });

  it('keeps a reason only while its soft edit does not hold', () => {
    const overrides = { agrees: 'P' };
    const wrong = look(order, { ...keyed, texts: { ...keyed.texts, total: '11' }, overrides });
    expect(hindrancesOf(wrong.workings.findings, {})).toMatchObject([{ key: 'agrees', at: 'sum' }]);
    expect(hindrancesOf(wrong.workings.findings, overrides)).toEqual([]);
    expect(wrong.entry.overrides).toEqual(overrides);
    expect(fitsForm(order, wrong.entry)).toBe(true);
    expect(look(order, { ...keyed, overrides }).entry.overrides).toEqual({});
  });

  it('says an info and lets it stand', () => {
    const dear = look(order, { ...keyed, texts: { ...keyed.texts, 'lines.0.price': '2000', total: '2000' } });
    expect(dear.workings.findings.map(({ key }) => key)).toEqual(['dear']);
    expect(fitsForm(order, dear.entry)).toBe(true);
  });

  it('needs as many rows as its form says, told at the first box of the table', () => {
    expect([...look(order, { texts: { gift: 'n' } }).problems]).toEqual([['lines.0.price', 'tooFewRows']]);
  });

  it.each([
    ['a worked-out value that does not follow', { values: { ...entry.values, sum: '11.00' } }],
    ['a flag on a worked-out field', { values: { ...entry.values, sum: '11.00', total: '11.00' }, flags: { sum: 'illegible' as const } }],
    ['a value in a hidden field', { values: { ...entry.values, wish: 'Bow' } }],
    ['a flag on a hidden field', { flags: { wish: 'illegible' as const } }],
    ['a code that its list does not have', { values: { ...entry.values, 'lines.0.unit': 'XX' } }],
    ['a code that its list writes otherwise', { values: { ...entry.values, 'lines.0.unit': 'pc' } }],
    ['a cell of a row that is not there', { values: { ...entry.values, 'lines.1.price': '1.00', 'lines.1.unit': '' } }],
    ['a row whose cells are missing', { rowCounts: { lines: 2 } }],
    ['more rows than its form takes', { rowCounts: { lines: 4 } }],
    ['no rows where some are needed', { values: { gift: 'no', wish: '', sum: '0.00', total: '' }, rowCounts: {} }],
    ['a hard edit that does not hold', { values: { ...entry.values, 'lines.0.price': '-1.00', sum: '-1.00', total: '-1.00' } }],
    ['a hard edit with a reason', { values: { ...entry.values, 'lines.0.price': '-1.00', sum: '-1.00', total: '-1.00' }, overrides: { 'lines.0.positive': 'P' } }],
    ['a soft edit without a reason', { values: { ...entry.values, total: '11.00' } }],
    ['a soft edit with a reason that the form does not know', { values: { ...entry.values, total: '11.00' }, overrides: { agrees: 'Q' } }],
  ])('does not fit its form with %s', (_what, changed) => {
    expect(fitsForm(order, { ...entry, ...changed })).toBe(false);
  });
});

describe('an entry with values of any size', () => {
  const plan = planOf({
    v: 2, workType: 'x', title: 'X',
    parts: [{ kind: 'money', id: 'price', label: 'Price' }, { kind: 'duration', id: 'time', label: 'Time' }, { kind: 'text', id: 'rate', label: 'Rate', maxLength: 40 }],
    edits: [{ id: 'dear', severity: 'info', check: 'price * price * number(rate) + 1 > 0', message: 'Dear.' }, { id: 'long', severity: 'info', check: 'time > 60', message: 'Long.' }],
  });

  it.each([
    ['an amount of very many digits', { price: '7'.repeat(100_000), time: '', rate: '7' }, false],
    ['a time without end', { price: '', time: `PT${'9'.repeat(400)}H`, rate: '' }, false],
    ['a text with a huge exponent in a rule', { price: '7', time: '', rate: '1e900000000' }, true],
  ])('is judged at once: %s', (_what, values, fits) => {
    const begunMs = performance.now();
    expect(fitsForm(plan, entryOf(values))).toBe(fits);
    expect(performance.now() - begunMs).toBeLessThan(1000);
  });
});

describe('a form', () => {
  it('has a hash that the layout of its file does not change, and any change of it does', () => {
    const shuffled = formSchema.parse(turned(ORDER));
    expect(formHash(shuffled)).toBe(formHash(ORDER));
    expect(formHash({ ...ORDER, title: 'Other' })).not.toBe(formHash(ORDER));
    expect(formHash({ ...ORDER, codeLists: {} })).not.toBe(formHash(ORDER));
  });

  it('has a hash that the order in which its lists are named does not change', () => {
    const [a, b] = [{ hash: 'a'.repeat(64) }, { hash: 'b'.repeat(64) }];
    expect(formHash({ ...ORDER, codeLists: { a, b } })).toBe(formHash({ ...ORDER, codeLists: { b, a } }));
  });

  it('of the first version is read as what it means now, under the hash that it always had', () => {
    const first = storedFormSchema.parse({
      v: 1, workType: 'receipt', title: 'Receipt',
      fields: [
        { id: 'company', label: 'Company', required: true, kind: 'text', maxLength: 16, long: false }, { id: 'date', label: 'Date', required: false, kind: 'date' },
        { id: 'total', label: 'Total', required: true, kind: 'money' },
      ],
    });
    expect(formHash(first)).toBe('cc986e82251d1c40a8ce2febc40e0510b893857ead716df1eaad7dd4d21953d5');
    const plan = planOf(readableForm(first));
    expect(fitsForm(plan, entryOf({ company: 'A', date: '', total: '1.5' }))).toBe(true);
    expect(fitsForm(plan, entryOf({ company: '', date: '', total: '1.5' }))).toBe(false);
  });
});

/** The same with the keys of every object the other way round; lists keep their order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, each]) => [key, turned(each)]));
}
