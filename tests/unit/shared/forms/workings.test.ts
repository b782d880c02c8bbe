import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../shared/forms/form';
import { planForm, type FormPlan } from '../../../../shared/forms/form-plan';
import { Workings, type Keyings } from '../../../../shared/forms/workings';
import { planOf } from '../../../support/plan-of';

type Parts = Form['parts'];

const form = (parts: Parts, edits: Form['edits'] = []): Form => ({ v: 2, workType: 'x', title: 'X', parts, edits });
const money = (id: string, more: Readonly<Record<string, unknown>> = {}): Parts[number] => ({ kind: 'money', id, label: id, decimals: 2, ...more });
const workingsOf = (plan: FormPlan, keyings: Partial<Keyings>): Workings => new Workings(plan, { values: {}, flags: {}, rowCounts: {}, ...keyings });
const message = 'Wrong.';

describe('what is shown', () => {
  const plan = planOf(form([
    { kind: 'yesNo', id: 'gift', label: 'Gift' },
    { kind: 'text', id: 'wish', label: 'Wish', maxLength: 9, when: 'gift' },
    { kind: 'rows', id: 'lines', label: 'Lines', most: 3, when: 'gift', fields: [
      { kind: 'yesNo', id: 'dear', label: 'Dear' }, { kind: 'money', id: 'price', label: 'Price', decimals: 2, when: 'dear' },
    ] },
    { kind: 'section', id: 'more', label: 'More', when: 'wish == "bow"', parts: [
      { kind: 'text', id: 'colour', label: 'Colour', maxLength: 9 },
      { kind: 'rows', id: 'knots', label: 'Knots', most: 3, fields: [{ kind: 'text', id: 'knot', label: 'Knot', maxLength: 9 }] },
    ] },
    money('sum', { compute: 'sum(lines.map(l, l.price))' }),
  ]));
  const values = { gift: 'yes', wish: 'bow', 'lines.0.dear': 'yes', 'lines.0.price': '5.00', 'lines.1.dear': 'no', 'lines.1.price': '7.00', colour: 'red', 'knots.0.knot': 'reef' };
  const rowCounts = { lines: 2, knots: 1 };
  const hiddenOf = (workings: Workings): readonly string[] => workings.addresses().filter((address) => workings.isHidden(address));

  it('is all whose conditions hold, a column row by row', () => {
    const workings = workingsOf(plan, { values, rowCounts });
    expect(hiddenOf(workings)).toEqual(['lines.1.price']);
    expect([workings.value('lines.1.price'), workings.shown('lines.1.price'), workings.value('sum')]).toEqual(['', '7.00', '5.00']);
  });

  it('takes rows and sections away with all that is in them, and what hangs on those', () => {
    const workings = workingsOf(plan, { values: { ...values, gift: 'no' }, rowCounts });
    expect(hiddenOf(workings)).toEqual(['wish', 'lines.0.dear', 'lines.0.price', 'lines.1.dear', 'lines.1.price', 'colour', 'knots.0.knot']);
    expect(['lines', 'more', 'knots', 'sum'].map((id) => workings.isPartHidden(id))).toEqual([true, true, true, false]);
    expect([workings.rowCount('lines'), workings.rowCount('knots'), workings.value('sum')]).toEqual([0, 0, '0.00']);
  });

  it('is not what asks for an empty or a flagged field', () => {
    expect(workingsOf(plan, { values: { wish: 'bow' } }).isHidden('wish')).toBe(true);
    expect(workingsOf(plan, { values, flags: { gift: 'illegible' } }).isHidden('wish')).toBe(true);
  });

  it('comes back with what was keyed when its condition holds again', () => {
    const workings = workingsOf(plan, { values: { ...values, gift: 'no' }, rowCounts });
    workings.update({ values, flags: {}, rowCounts }, ['gift']);
    expect([workings.value('colour'), workings.value('knots.0.knot'), workings.value('sum')]).toEqual(['red', 'reef', '5.00']);
  });
});

describe('what is worked out', () => {
  const lines: Parts[number] = { kind: 'rows', id: 'lines', label: 'Lines', most: 5, totals: ['amount'], fields: [
    { kind: 'integer', id: 'count', label: 'Count' }, { kind: 'money', id: 'price', label: 'Price', decimals: 2 },
    { kind: 'money', id: 'amount', label: 'Amount', decimals: 2, compute: 'round(count * price, 2)' },
    { kind: 'money', id: 'gross', label: 'Gross', decimals: 2, compute: 'amount + amount * rate / 100' },
  ] };
  // Written backwards: each reads what stands behind it.
  const parts = [money('total', { compute: 'net + tax' }), money('tax', { compute: 'round(net * rate / 100, 2)' }), money('net', { compute: 'sum(lines.map(l, l.amount))' }), { ...money('rate') }, lines];
  const values = { rate: '25.00', 'lines.0.count': '3', 'lines.0.price': '0.10', 'lines.1.count': '2', 'lines.1.price': '1.15' };

  it('follows through any chain, in whatever order the form has it', () => {
    for (const order of [parts, parts.toReversed()]) {
      const workings = workingsOf(planOf(form(order)), { values, rowCounts: { lines: 2 } });
      expect(['lines.0.amount', 'lines.1.gross', 'net', 'tax', 'total'].map((address) => workings.value(address))).toEqual(['0.30', '2.88', '2.60', '0.65', '3.25']);
    }
  });

  it('is empty until all that it reads is there, and empty cells count for nothing in a sum', () => {
    const workings = workingsOf(planOf(form(parts)), { values: { ...values, 'lines.1.price': '' }, rowCounts: { lines: 2 } });
    expect([workings.value('lines.1.amount'), workings.value('net')]).toEqual(['', '0.30']);
    expect(workingsOf(planOf(form(parts)), { values: { ...values, rate: '' }, rowCounts: { lines: 2 } }).value('total')).toBe('');
  });

  it('takes what is flagged for empty, whether it was keyed or worked out', () => {
    const flagged = (address: string): Workings => workingsOf(planOf(form(parts)), { values, flags: { [address]: 'illegible' }, rowCounts: { lines: 2 } });
    expect(flagged('lines.0.price').value('net')).toBe('2.30');
    expect(flagged('net').value('total')).toBe('');
    expect(flagged('net').shown('net')).toBe('2.60');
  });

  it('leaves nothing behind of rows that went', () => {
    const workings = workingsOf(planOf(form(parts)), { values, rowCounts: { lines: 2 } });
    workings.update({ values: { rate: '25.00', 'lines.0.count': '3', 'lines.0.price': '0.10' }, flags: {}, rowCounts: { lines: 1 } }, ['lines']);
    expect([workings.addresses().length, workings.value('net'), workings.value('lines.1.amount')]).toEqual([8, '0.30', '']);
  });

  it('also fills a row that has just come, by a rule that reads nothing of it', () => {
    const plan = planOf(form([{ kind: 'yesNo', id: 'gift', label: 'Gift' }, { kind: 'rows', id: 'r', label: 'R', most: 3, fields: [
      { kind: 'text', id: 'a', label: 'A', maxLength: 9 }, { kind: 'text', id: 'b', label: 'B', maxLength: 9, when: 'gift' }, { kind: 'text', id: 'c', label: 'C', maxLength: 9, compute: '"x"' },
    ] }]));
    const workings = workingsOf(plan, { values: { gift: 'no' }, rowCounts: { r: 1 } });
    workings.update({ values: { gift: 'no' }, flags: {}, rowCounts: { r: 2 } }, ['r']);
    expect([workings.isHidden('r.1.b'), workings.value('r.1.c')]).toEqual([true, 'x']);
  });

  it.each([
    ['integer', {}, '2.5', '3'], ['decimal', { decimals: 3 }, '2.5', '2.500'], ['money', {}, '2.50', '2.5'], ['time', {}, '510', '08:30'], ['time', { seconds: true }, '510.5', '08:30:30'],
    ['duration', {}, '510', 'PT8H30M'], ['duration', {}, '480', 'PT8H'], ['duration', {}, '0', 'PT0M'],
  ] as const)('is stored as its field stores it: %s %j of %s is %s', (kind, more, number, stored) => {
    const plan = planOf(form([{ kind: 'text', id: 't', label: 'T', maxLength: 9 }, { kind, id: 'made', label: 'Made', ...more, compute: 'number(t)' } as Parts[number]]));
    expect(workingsOf(plan, { values: { t: number } }).value('made')).toBe(stored);
  });

  it('may be yes or no, a date and a text', () => {
    const plan = planOf(form([
      { kind: 'date', id: 'day', label: 'Day' }, { kind: 'date', id: 'due', label: 'Due', compute: 'addDays(day, 30)' },
      { kind: 'yesNo', id: 'late', label: 'Late', compute: 'due < "2026-02-01"' }, { kind: 'text', id: 'what', label: 'What', maxLength: 20, compute: 'late ? "late" : "on time"' },
    ]));
    const workings = workingsOf(plan, { values: { day: '2026-01-01' } });
    expect(['due', 'late', 'what'].map((id) => workings.value(id))).toEqual(['2026-01-31', 'yes', 'late']);
  });

  it.each([
    ['one field from another and back', [money('a', { compute: 'b + 1' }), money('b', { compute: 'a + 1' })], ['a', 'b']],
    ['a field from itself', [money('a', { compute: 'a + 1' })], ['a']],
    ['a column from the rows that it is in', [{ kind: 'rows', id: 'r', label: 'R', most: 3, fields: [money('x', { compute: 'sum(r.map(l, l.x))' })] } as Parts[number]], ['x']],
    ['a field shown by one that is worked out from it', [money('a', { when: 'b > 0' }), money('b', { compute: 'a + 1' })], ['a']],
  ] as const)('never is %s: the circle is named', (_what, circular, named) => {
    const planned = planForm(form([...circular]), new Map());
    const messages = planned.ok ? [] : planned.mistakes.map((mistake) => mistake.message);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^these wait for one another, so none can be worked out: /);
    for (const id of named) expect(messages[0]?.split(': ')[1]?.split(', ')).toContain(id);
  });
});

describe('edits', () => {
  const plan = planOf(form(
    [
      money('net'), money('total'), { kind: 'yesNo', id: 'hasLines', label: 'Has lines' },
      { kind: 'rows', id: 'lines', label: 'Lines', most: 5, when: 'hasLines', fields: [money('price'), { kind: 'text', id: 'unit', label: 'Unit', maxLength: 9 }] } as Parts[number],
    ],
    [
      { id: 'agrees', severity: 'soft', check: 'sum(lines.map(l, l.price)) == total', message, at: 'total' },
      { id: 'positive', severity: 'hard', check: 'price > 0 && price <= total', rows: 'lines', message },
      { id: 'ordered', severity: 'info', check: 'net <= total', message },
      { id: 'named', severity: 'soft', check: 'filled("unit")', rows: 'lines', message, at: 'unit' },
      { id: 'atCell', severity: 'info', check: 'net < 100', message, at: 'price' },
      { id: 'ratio', severity: 'hard', check: 'net / total < 2', message },
    ],
  ));
  const values = { net: '1.00', total: '3.00', hasLines: 'yes', 'lines.0.price': '1.00', 'lines.0.unit': 'a', 'lines.1.price': '2.00', 'lines.1.unit': 'b' };
  const rowCounts = { lines: 2 };
  const found = (keyings: Partial<Keyings>): readonly (readonly [string, string])[] => workingsOf(plan, { values, rowCounts, ...keyings }).findings.map(({ key, at }) => [key, at]);

  it('say nothing while they hold', () => {
    expect(found({})).toEqual([]);
  });

  it('are found over rows and row by row, each at its place, in the order of the form', () => {
    expect(found({ values: { ...values, 'lines.1.price': '-2.00', 'lines.0.price': '0.00' } })).toEqual([
      ['agrees', 'total'], ['lines.0.positive', 'lines.0.price'], ['lines.1.positive', 'lines.1.price'],
    ]);
    expect(found({ values: { ...values, net: '200.00', 'lines.1.unit': '' } })).toEqual([
      ['ordered', 'net'], ['lines.1.named', 'lines.1.unit'], ['atCell', 'lines.0.price'], ['ratio', 'net'],
    ]);
  });

  it('say nothing of what is empty or flagged', () => {
    expect(found({ values: { ...values, total: '' } })).toEqual([]);
    expect(found({ values: { ...values, total: '9.00' }, flags: { total: 'illegible' } })).toEqual([]);
  });

  it('say nothing of rows that are hidden, also when they only ask what is filled', () => {
    const hidden = { ...values, hasLines: 'no', 'lines.0.unit': '', net: '0.00', total: '0.00' };
    expect(found({ values: { ...hidden, hasLines: 'yes', total: '3.00' } }).map(([key]) => key)).toContain('lines.0.named');
    expect(found({ values: { ...hidden, total: '3.00' } })).toEqual([['agrees', 'total']]);
  });

  it('come and go with the place that they stand at', () => {
    const workings = workingsOf(plan, { values: { ...values, 'lines.0.unit': '' }, rowCounts });
    const keys = (): readonly string[] => workings.findings.map(({ key }) => key);
    expect(keys()).toEqual(['lines.0.named']);
    workings.update({ values: { ...values, 'lines.0.unit': '', hasLines: 'no' }, flags: {}, rowCounts }, ['hasLines']);
    expect(keys()).toEqual(['agrees']);
    workings.update({ values: { ...values, 'lines.0.unit': '' }, flags: {}, rowCounts }, ['hasLines']);
    expect(keys()).toEqual(['lines.0.named']);
  });

  it('that cannot be worked out are told as such', () => {
    const { findings } = workingsOf(plan, { values: { ...values, net: '-1.00', total: '0.00', hasLines: 'no' } });
    expect(findings.map(({ key, trouble }) => [key, trouble])).toEqual([['ratio', 'dividesByZero']]);
  });

  it('follow a change and its taking back', () => {
    const workings = workingsOf(plan, { values, rowCounts });
    workings.update({ values: { ...values, 'lines.1.price': '-1.00' }, flags: {}, rowCounts }, ['lines.1.price']);
    expect(workings.findings.map(({ key, row }) => [key, row])).toEqual([['agrees', null], ['lines.1.positive', 1]]);
    workings.update({ values, flags: {}, rowCounts }, ['lines.1.price']);
    expect(workings.findings).toEqual([]);
  });
});
