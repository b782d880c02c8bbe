import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formHash, formSchema } from '../../../../shared/forms/form';
import { fitsForm, parseField, problemsOf, storedEntry } from '../../../../shared/forms/parse-field';
import { parseMoney } from '../../../../shared/forms/parse-money';

const receipt = formSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../work-types/receipt.form.json'), 'utf8')));
const keyed = { company: ' Kedai Runcit Maju ', date: '25/12/18', address: '', total: 'RM 1,250.40' };
const stored = { company: 'Kedai Runcit Maju', date: '2018-12-25', address: '', total: '1250.40' };

describe('an amount', () => {
  it.each([
    ['RM 3.90', '3.90'], ['$8.20', '8.20'], ['RM39.00', '39.00'], ['1,250.40', '1250.40'], ['12', '12'], ['12.', '12'], ['.90', '0.90'], ['007.50', '7.50'],
    ['US$ 8.20', '8.20'], ['8.20 EUR', '8.20'], ['€8.20', '8.20'], ['kr 100', '100'], ['kr. 100', '100'], ['3.90RM', '3.90'], ['myr 1,234,567.89', '1234567.89'],
    ['-5.00', '-5.00'], ['RM -5.00', '-5.00'], ['-RM5.00', '-5.00'], [' 0.00 ', '0.00'], ['3.905', '3.905'],
  ])('keyed as %s is %s', (text, value) => {
    expect(parseMoney(text)).toEqual({ ok: true, value });
  });

  it.each(['12,50', '1,25', '1,2500', '12,345,67', '1.250,40', 'RM 12,5', '1,250,40.00'])('with a comma where no thousands are (%s) is refused', (text) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem: 'commaInAmount' });
  });

  it.each(['', 'RM', '-', '.', 'free', '1 250', '3.9.0', '--5', '-RM-5', '1e3', '0x10', 'RINGGIT 5', '5 5', 'NaN', '٣'])('is not what %j is', (text) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem: 'notAnAmount' });
  });

  it('is the same however it is dressed', () => {
    const dress = fc.constantFrom('RM', 'RM ', '$', '€ ', 'MYR ', '');
    fc.assert(fc.property(fc.nat({ max: 10 ** 9 }), fc.nat({ max: 99 }), dress, fc.boolean(), fc.boolean(), (whole, cents, sign, before, commas) => {
      const fraction = String(cents).padStart(2, '0');
      const digits = commas ? whole.toLocaleString('en-US') : String(whole);
      const text = before ? `${sign}${digits}.${fraction}` : `${digits}.${fraction} ${sign}`;
      expect(parseMoney(text)).toEqual({ ok: true, value: `${whole}.${fraction}` });
    }));
  });
});

describe('a text field', () => {
  const field = { id: 'note', label: 'Note', kind: 'text', maxLength: 5, long: false, required: false } as const;

  it('is stored as keyed with its ends trimmed', () => {
    expect(parseField(field, '  a  b ')).toEqual({ ok: true, value: 'a  b' });
  });

  it('may be empty unless it is required, and not longer than its form says', () => {
    expect(parseField(field, '   ')).toEqual({ ok: true, value: '' });
    expect(parseField({ ...field, required: true }, '   ')).toEqual({ ok: false, problem: 'required' });
    expect(parseField(field, ' 12345 ').ok).toBe(true);
    expect(parseField(field, '123456')).toEqual({ ok: false, problem: 'tooLong' });
  });
});

describe('an entry', () => {
  it('is stored with every field of its form as parsed', () => {
    expect(problemsOf(receipt, { values: keyed, flags: {} }).size).toBe(0);
    expect(storedEntry(receipt, { values: keyed, flags: {} }).values).toEqual(stored);
  });

  it('stored once is stored the same again, and fits its form', () => {
    fc.assert(fc.property(fc.record({ company: fc.string(), date: fc.constantFrom('1/2/20', '', 'x'), address: fc.string(), total: fc.string() }), (values) => {
      const once = storedEntry(receipt, { values, flags: {} });
      expect(storedEntry(receipt, once)).toEqual(once);
      expect(fitsForm(receipt, once)).toBe(problemsOf(receipt, once).size === 0);
    }));
  });

  it('names what is wrong by field, in the form’s order', () => {
    const problems = problemsOf(receipt, { values: { total: '12,50', date: '30/02/2019' }, flags: {} });
    expect([...problems]).toEqual([['company', 'required'], ['date', 'noSuchDay'], ['total', 'commaInAmount']]);
  });

  it('may leave a flagged field as far as it was legible', () => {
    const values = { ...keyed, date: '?5/12' };
    expect(problemsOf(receipt, { values, flags: { date: 'illegible' } }).size).toBe(0);
    const entry = storedEntry(receipt, { values, flags: { date: 'illegible' } });
    expect(entry.values['date']).toBe('?5/12');
    expect(fitsForm(receipt, entry)).toBe(true);
  });

  it.each([
    ['a field that the form does not have', { v: 1, values: { ...stored, tip: '1' }, flags: {} }],
    ['a flag on a field that the form does not have', { v: 1, values: stored, flags: { tip: 'illegible' } }],
    ['a field left out', { v: 1, values: { company: 'A', date: '2018-12-25', total: '1' }, flags: {} }],
    ['a value that is not as it is stored', { v: 1, values: { ...stored, date: '25/12/18' }, flags: {} }],
    ['a value that is not trimmed', { v: 1, values: { ...stored, company: ' A' }, flags: {} }],
    ['a required field without a value or a flag', { v: 1, values: { ...stored, total: '' }, flags: {} }],
  ] as const)('does not fit its form with %s', (_what, entry) => {
    expect(fitsForm(receipt, entry)).toBe(false);
  });
});

describe('a form', () => {
  it('has a hash that the layout of its file does not change, and any change of it does', () => {
    const shuffled = formSchema.parse({ fields: receipt.fields.map((f) => Object.fromEntries(Object.entries(f).toReversed())), title: receipt.title, workType: receipt.workType, v: 1 });
    expect(formHash(shuffled)).toBe(formHash(receipt));
    expect(formHash({ ...receipt, title: 'Other' })).not.toBe(formHash(receipt));
  });

  it('does not name two fields alike', () => {
    expect(formSchema.safeParse({ ...receipt, fields: [receipt.fields[0], receipt.fields[0]] }).success).toBe(false);
  });
});
