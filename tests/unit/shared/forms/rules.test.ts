import { describe, expect, it } from 'vitest';
import { planForm } from '../../../../shared/forms/form-plan';
import { Codes } from '../../../../shared/forms/code-list';
import { formSchema } from '../../../../shared/forms/form';
import { costOf, MOST_STEPS } from '../../../../shared/forms/rules/rule-cost';
import { Decimal } from '../../../../shared/forms/rules/decimal';
import { RuleReader, type Rule, type RuleResult, type RuleScope } from '../../../../shared/forms/rules/rule';

const units = new Codes({ columns: ['code', 'label', 'weight'], entries: [['KG', 'Kilo', '1.00'], ['PC', 'Piece', '']] });
const reader = new RuleReader({
  fields: new Map([['net', 'Decimal'], ['tax', 'Decimal'], ['name', 'string'], ['day', 'string'], ['other', 'string'], ['paid', 'bool'], ['amount', 'Decimal'], ['ok', 'bool']]),
  rows: new Set(['lines']),
  lookUp: (_list, code, column) => units.column(code, column),
});

function ruleOf(source: string): Rule {
  const read = reader.read(source);
  if (!read.ok) throw new Error(`${source}: ${read.mistakes.map(({ message }) => message).join('; ')}`);
  return read.rule;
}

const n = (text: string): Decimal => Decimal.of(text);

/** What a rule gives: a number as its text, so that it can be told from one that is only nearly the same. */
function given(source: string, scope: RuleScope = {}): string | boolean | null {
  const result = ruleOf(source).run(scope);
  if (!result.ok) return result.trouble;
  return result.value instanceof Decimal ? result.value.text() : result.value;
}

function mistakesOf(source: string): readonly (readonly [string, number | null])[] {
  const read = reader.read(source);
  return read.ok ? [] : read.mistakes.map(({ message, place }) => [message, place]);
}

describe('numbers in a rule', () => {
  it.each([
    ['0.1 + 0.2 == 0.3', true], ['0.1 + 0.2', '0.3'], ['1.10 == 1.1', true], ['1e3 == 1000', true], ['-0.5 + 0.5 == 0', true], ['0.1 * 3', '0.3'],
    ['1.0 - 0.9', '0.1'], ['1.0 / 3', '0.33333333333333333333'], ['10.0 / 4', '2.5'],
    ['[0.1, 0.2].map(x, x * 3.0)[0]', '0.3'],
  ] as const)('are exact: %s', (source, expected) => {
    expect(given(source)).toBe(expected);
  });

  it.each([
    ['net + 1', '3.5'], ['1 + net', '3.5'], ['net - 1', '1.5'], ['1 - net', '-1.5'], ['net * 2', '5'], ['2 * net', '5'], ['net / 2', '1.25'], ['5 / net', '2'], ['-net', '-2.5'],
    ['net < 3', true], ['3 < net', false], ['net <= 2', false], ['2 <= net', true], ['net > 2', true], ['2 > net', false], ['net >= 3', false], ['3 >= net', true],
    ['net == 2.5', true], ['2.5 == net', true], ['net != 2.5', false], ['2.5 != net', false], ['net == 2', false], ['2 == net', false], ['net != 2', true], ['2 != net', true],
    ['net < 2.51', true], ['2.49 < net', true], ['net in [1.0, 2.5]', true],
  ] as const)('mix with whole ones both ways round: %s', (source, expected) => {
    expect(given(source, { net: n('2.5') })).toBe(expected);
  });

  it('are equal whatever zeros stand behind them', () => {
    expect(given('net == tax', { net: n('2.50'), tax: n('2.5') })).toBe(true);
    expect(given('1 == net', { net: n('1.00') })).toBe(true);
    expect(given('net != 1', { net: n('1.00') })).toBe(false);
  });

  it('are not divided by zero, told from what is only empty', () => {
    expect(given('net / tax', { net: n('1'), tax: n('0') })).toBe('dividesByZero');
    expect(given('net / 0', { net: n('1') })).toBe('dividesByZero');
    expect(given('1.0 / (tax - tax)', { tax: n('3') })).toBe('dividesByZero');
    expect([given('1 / 0'), given('1 % 0'), given('7 / size(lines)', { lines: [] })]).toEqual(['dividesByZero', 'dividesByZero', 'dividesByZero']);
  });
});

describe('functions in a rule', () => {
  const scope: RuleScope = { net: n('-2.5'), tax: n('3'), name: 'KG', day: '2024-02-28', other: '2026-11-22', paid: false };
  it.each([
    ['sum([1, 2.5, net])', '1'], ['sum([])', '0'], ['abs(net)', '2.5'], ['abs(-3)', '3'],
    ['round(2.345, 2)', '2.35'], ['round(-2.345, 2)', '-2.35'], ['round(2.5, 0)', '3'], ['round(net, 0)', '-3'], ['round(7, 2)', '7'], ['round(1.005, 2)', '1.01'],
    ['least(net, tax)', '-2.5'], ['least(1, net)', '-2.5'], ['least(net, 1)', '-2.5'], ['greatest(net, tax)', '3'], ['greatest(4, tax)', '4'], ['greatest(tax, 4)', '4'],
    ['number("12.50")', '12.5'], ['number("-3")', '-3'], ['number("")', 'notYet'], ['number("a")', 'notYet'], ['number(name)', 'notYet'],
    ['daysBetween(day, "2024-03-01")', '2'], ['daysBetween("2024-03-01", day)', '-2'], ['daysBetween(day, name)', 'notYet'],
    ['addDays(day, 2)', '2024-03-01'], ['addDays(day, tax)', '2024-03-02'], ['addDays(day, -59)', '2023-12-31'],
    ['weekday("2026-11-23") == 1', true], ['weekday(other) == 7', true], ['weekday(other)', '7'],
    ['lookup("units", name, "label")', 'Kilo'], ['lookup("units", "XX", "label")', ''], ['number(lookup("units", "kg", "weight"))', '1'],
    ['filled("name")', true], ['name.size() == 2', true], ['name.startsWith("K")', true], ['name + "!"', 'KG!'],
    ['day < other', true], ['day == "2024-02-28"', true], ['paid', false], ['!paid', true], ['paid == false', true], ['paid ? net : tax', '3'],
  ] as const)('%s gives %s', (source, expected) => {
    expect(given(source, scope)).toBe(expected);
  });

  it('least and greatest take whole numbers as well', () => {
    expect([given('least(2, 1)'), given('greatest(1, 2)')]).toEqual(['1', '2']);
  });

  it('filled asks about a field without needing its value', () => {
    const rule = ruleOf('filled("name") || net > 1');
    expect([[...rule.reads], [...rule.asks]]).toEqual([['net'], ['name']]);
    expect(given('filled("name")', { name: null })).toBe(false);
    expect(given('filled("paid")', { paid: false })).toBe(true);
  });

  it('matches is refused by name, as patterns can run for hours', () => {
    expect(mistakesOf('name.matches("(a+)+$")')).toEqual([['matches() is not there: a pattern can run for hours; use mask and characters', expect.any(Number)]]);
    expect(mistakesOf('["a"].all(x, x.matches("a"))')[0]?.[0]).toContain('matches() is not there');
    expect(reader.read('matches(name, "a")').ok).toBe(false);
  });

  it('filled and lookup need their names in quotes, so that what a rule reads can be told', () => {
    expect(mistakesOf('filled(name)')[0]?.[0]).toContain('in quotes');
    expect(mistakesOf('lookup(name, name, "label") == ""')[0]?.[0]).toContain('in quotes');
  });
});

describe('rows in a rule', () => {
  const lines = [{ amount: n('1.10'), ok: true }, { amount: null, ok: false }, { amount: n('2.20'), ok: null }];
  it.each([
    ['sum(lines.map(l, l.amount))', '3.3'], ['lines.size()', '3'], ['size(lines) == 3', true], ['sum(lines.map(l, l.amount)) == 3.3', true],
    ['sum(lines.filter(l, l.ok == true).map(l, l.amount))', '1.1'], ['lines[0].amount', '1.1'],
    // An empty cell leaves open what holds for all, as an empty field does.
    ['lines.all(l, l.amount > 0)', 'notYet'], ['lines.all(l, l.amount < 0)', false], ['lines.exists(l, l.amount > 2)', true],
    ['lines.exists(l, l.amount > 3)', 'notYet'], ['lines.all(l, l.ok)', false], ['lines.map(l, l.amount + 1)[0]', 'notYet'], ['lines.map(l, l.amount)[0] + 1', '2.1'], ['lines[7].amount', 'broken'],
    ['sum(lines.map(l, l.amount * 2))', 'notYet'],
  ] as const)('%s gives %s', (source, expected) => {
    expect(given(source, { lines })).toBe(expected);
  });

  it('holds for all of no rows, and sums them to nothing', () => {
    expect([given('lines.all(l, l.amount > 0)', { lines: [] }), given('sum(lines.map(l, l.amount))', { lines: [] })]).toEqual([true, '0']);
  });

  it('names the columns that it reads, also of filtered rows and of one row', () => {
    const columns = (source: string): readonly string[] => ruleOf(source).columns.map(({ rows, column }) => `${rows}.${column}`);
    expect(columns('lines.filter(l, l.ok).all(l, l.amount > 1)')).toEqual(expect.arrayContaining(['lines.ok', 'lines.amount']));
    expect(columns('lines[0].amount > 1')).toEqual(['lines.amount']);
    expect(columns('lines.all(a, lines.exists(b, b.amount > 1))')).toEqual(['lines.amount']);
  });
});

describe('a mistake in a rule', () => {
  it.each([
    ['net +', null], ['net ==', null], ['(net', null],
  ])('of its grammar is told: %s', (source) => {
    expect(mistakesOf(source)).toHaveLength(1);
  });

  it.each([
    ['nett > 1', 0], ['net > 1 && nett > 1', 11], ['0.5 + 0.25 > 0.1 && nett > 1', 20], ['net > 0.50 ? nett : 1.5', 13], ['name + 1', 0], ['net + name', 0],
    ['1.5 > net && name > 1', 13], ['0.5 < net && net + 0.25 == name', 13], ['sum(name)', 0], ['weekday(net)', 0], ['2.5 > net && weekday(0.5) == 1', 13],
  ])('has its place, counted in what the author wrote: %s', (source, place) => {
    expect(mistakesOf(source)).toEqual([[expect.any(String), place]]);
  });

  it.each(['{"a": 1}', '[1, 2]', 'lines', 'null', 'b"abc"', 'timestamp("2026-01-01T00:00:00Z")', 'duration("1h")'])('is that no field holds what it gives: %s', (source) => {
    expect(reader.read(source).ok).toBe(false);
  });
});

const FORM = {
  v: 2, workType: 'x', title: 'X', codeLists: { units: { hash: 'a'.repeat(64) } },
  parts: [
    { kind: 'money', id: 'net', label: 'Net' }, { kind: 'text', id: 'name', label: 'Name', maxLength: 9 }, { kind: 'yesNo', id: 'paid', label: 'Paid' },
    { kind: 'rows', id: 'lines', label: 'Lines', most: 200, fields: [{ kind: 'money', id: 'amount', label: 'Amount' }, { kind: 'text', id: 'what', label: 'What', maxLength: 9 }] },
    { kind: 'rows', id: 'visits', label: 'Visits', most: 5, fields: [{ kind: 'date', id: 'day', label: 'Day' }] },
  ],
} as const;

function planMistakes(check: string, more: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const form = formSchema.parse({ ...FORM, edits: [{ id: 'rule', severity: 'hard', check, message: 'Wrong.', ...more }] });
  const planned = planForm(form, new Map([['units', units]]));
  return planned.ok ? [] : planned.mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a rule in its form', () => {
  it.each([
    ['lines.all(l, l.price > 0)', 'edits.0.check: the rows “lines” have no column “price”'],
    ['lines[0].price > 0', 'edits.0.check: the rows “lines” have no column “price”'],
    ['lines.filter(l, l.amount > 0).all(l, l.day > "")', 'edits.0.check: the rows “lines” have no column “day”'],
    ['amount > 0', 'edits.0.check: “amount” is a column: only rules of its own rows read it by itself'],
    ['filled("amount") && net > 1', 'edits.0.check: “amount” is a column: only rules of its own rows read it by itself'],
    ['filled("nett") && net > 1', 'edits.0.check: there is no field “nett”'],
    ['lookup("unit", name, "label") == "x"', 'edits.0.check: there is no code list “unit”'],
    ['lookup("units", name, "price") == "x"', 'edits.0.check: the code list “units” has no column “price”: it has code, label, weight'],
    ['net + 1', 'edits.0.check: gives a number where true or false is needed'],
    ['name', 'edits.0.check: gives text where true or false is needed'],
  ])('names what is not there: %s', (check, message) => {
    expect(planMistakes(check)).toContain(message);
  });

  it('of rows reads the columns of its own row, and not of other rows', () => {
    expect(planMistakes('amount > net', { rows: 'lines' })).toEqual([]);
    expect(planMistakes('amount > 0 && day > ""', { rows: 'lines' })).toEqual(['edits.0.check: “day” is a column: only rules of its own rows read it by itself']);
  });

  it('needs a place for its message when it reads no field itself', () => {
    expect(planMistakes('lines.all(a, a.amount > 0)')).toEqual(['edits.0.at: the rule “rule” reads no field that its message could stand at: name one']);
  });

  it('that may cost too much is refused with its cost: loops within loops multiply', () => {
    const at = { at: 'net' };
    expect(planMistakes('lines.all(a, a.amount > 0)', at)).toEqual([]);
    const [mistake] = planMistakes('lines.all(a, lines.exists(b, a.amount > b.amount))', at);
    expect(mistake).toMatch(/^edits\.0\.check: may cost 2\d\d,\d{3} steps; at most 20,000 are taken\. Loops within loops multiply\.$/);
    expect(planMistakes('visits.all(a, visits.exists(b, a.day > b.day))', at)).toEqual([]);
  });

  it('has a cost that no running of it passes', () => {
    const most = new Map([['lines', 200]]);
    const rule = ruleOf('lines.map(a, a.amount).filter(a, a > 1).all(a, a > 2)');
    expect(costOf(rule.ast, most)).toBeGreaterThan(600);
    expect(costOf(rule.ast, most)).toBeLessThan(MOST_STEPS);
    expect(costOf(ruleOf('name.split(",").all(a, a != "")').ast, most)).toBeGreaterThan(1000);
  });
});

describe('a rule at work', () => {
  it('does not wonder at values that are not there', () => {
    const result: RuleResult = ruleOf('net > 1').run({});
    expect(result.ok).toBe(false);
  });
});
