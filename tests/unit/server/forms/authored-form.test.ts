import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAuthoredForm, type AuthorMistake } from '../../../../server/forms/authored-form';
import { shippedForms } from '../../../../server/forms/shipped-forms';
import { codeListHash } from '../../../../shared/forms/code-list';

const UNITS = 'code,label,weight\nKG,Kilo,1\nPC,Piece,\n';

/** The form as its author has it: one part, edit or list a line, so that lines can be counted. */
function authored({ parts = [], edits = [], lists = ['"units": { "file": "lists/units.csv" }'], head = '' }: Readonly<{ parts?: readonly string[]; edits?: readonly string[]; lists?: readonly string[]; head?: string }>): string {
  return [
    '{ "v": 2, "workType": "order",', `  ${head}"title": { "en": "Order" },`, '  "codeLists": {', lists.join(',\n'), '  }, "parts": [',
    ['{ "kind": "money", "id": "net", "label": "Net" }', ...parts].join(',\n'), '  ], "edits": [', edits.join(',\n'), '  ]', '}',
  ].join('\n');
}
/** Where the first part and the first edit stand when there is one list and so many parts of its own. */
const FIRST_PART = 7;
const firstEdit = (parts: number): number => FIRST_PART + parts + 1;

function mistakesIn(text: string, files: Readonly<Record<string, string>> = { 'lists/units.csv': UNITS }): readonly AuthorMistake[] {
  const read = readAuthoredForm('order.form.json', text, (file) => files[file] ?? null);
  return read.ok ? [] : read.mistakes;
}

const text = (id: string, more = ''): string => `{ "kind": "text", "id": "${id}", "label": "T", "maxLength": 9${more} }`;
const money = (id: string, more = ''): string => `{ "kind": "money", "id": "${id}", "label": "M"${more} }`;
const rows = (id: string, fields: string, more = ''): string => `{ "kind": "rows", "id": "${id}", "label": "R", "most": 300${more}, "fields": [${fields}] }`;
const edit = (check: string, more = ''): string => `{ "id": "rule", "severity": "hard", "check": ${JSON.stringify(check)}, "message": "Wrong."${more} }`;

describe('an authored form', () => {
  it('that is right gives the form with the hashes of its lists, and the lists', () => {
    const read = readAuthoredForm('order.form.json', authored({ head: '"$schema": "../docs/form.schema.json", ' }), () => UNITS);
    if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
    const list = { columns: ['code', 'label', 'weight'], entries: [['KG', 'Kilo', '1'], ['PC', 'Piece', '']] };
    expect(read.value.lists.map((each) => each.list)).toEqual([list]);
    expect(read.value.form.codeLists).toEqual({ units: { hash: codeListHash(read.value.lists[0]?.list ?? { columns: ['code', 'label'], entries: [] }) } });
    expect('$schema' in read.value.form).toBe(false);
  });

  it('that is no JSON is told at the sign that breaks it', () => {
    expect(mistakesIn('{\n  "v": 2,\n  "title" "x"\n}')[0]).toMatchObject({ file: 'order.form.json', line: 3, path: '', message: expect.stringMatching(/^is no JSON: /) });
    expect(mistakesIn(`${authored({})},`)[0]?.line).toBe(10);
    expect(mistakesIn('')[0]?.line).toBe(1);
    expect(mistakesIn('{ "v": 2, // two\n }')[0]?.message).toMatch(/^is no JSON/);
    expect(mistakesIn('[]').length).toBeGreaterThan(0);
  });

  const part = FIRST_PART;
  const path = 'parts[1]';
  it.each([
    ['a key that is not known', { parts: [text('t', ', "requird": true')] }, part, path, 'does not know “requird”'],
    ['a kind that is not known', { parts: ['{ "kind": "colour", "id": "t", "label": "T" }'] }, part, `${path}.kind`, 'Invalid'],
    ['a setting that is missing', { parts: ['{ "kind": "text", "id": "t", "label": "T" }'] }, part, `${path}.maxLength`, 'expected number'],
    ['a setting of the wrong type', { parts: [text('t', ', "minLength": "3"')] }, part, `${path}.minLength`, 'expected number'],
    ['an id that is none', { parts: [text('Big')] }, part, `${path}.id`, 'must begin with a small letter'],
    ['an id of the rule language', { parts: [text('type')] }, part, `${path}.id`, '“type” is a word of the rule language'],
    ['an id that every object has', { parts: [text('constructor')] }, part, `${path}.id`, '“constructor” is a word'],
    ['two ids the same', { parts: [text('t'), rows('r', text('t'))] }, part + 1, 'parts[2].fields[0].id', '“t” is the id of something before it already'],
    ['an edit with the id of a field', { edits: [edit('net > 0').replace('"rule"', '"net"')] }, firstEdit(0), 'edits[0].id', '“net” is the id of something before it already'],
    ['a code list that is not named', { parts: ['{ "kind": "code", "id": "c", "label": "C", "list": "unit" }'] }, part, `${path}.list`, 'there is no code list “unit”'],
    ['a default that its field refuses', { parts: [text('t', ', "keying": { "default": "0123456789" }')] }, part, `${path}.keying.default`, '“0123456789” is no value of its field (tooLong)'],
    ['a default that its list does not have', { parts: ['{ "kind": "code", "id": "c", "label": "C", "list": "units", "keying": { "default": "LB" } }'] }, part, `${path}.keying.default`, '(notInList)'],
    ['a default in rows that its field refuses', { parts: [rows('r', '{ "kind": "date", "id": "d", "label": "D", "keying": { "default": "1/2/2026" } }')] }, part, `${path}.fields[0].keying.default`, '(notADate)'],
    ['a default of what is worked out', { parts: [money('m', ', "compute": "net", "keying": { "default": "1" }')] }, part, `${path}.keying`, 'has no default and carries nothing'],
    ['a field that cannot be counted up', { parts: [money('m', ', "keying": { "carry": "sequential" }')] }, part, `${path}.keying.carry`, 'a field of kind money cannot be counted up'],
    ['a number with a check digit counted up', { parts: ['{ "kind": "identifier", "id": "i", "label": "I", "scheme": "iban", "keying": { "carry": "sequential" } }'] }, part, `${path}.keying.carry`, 'a field of kind identifier cannot be counted up'],
    ['decimals shifted where there are none', { parts: [text('t', ', "keying": { "decimalShift": true }')] }, part, `${path}.keying.decimalShift`, 'a field of kind text has no decimals'],
    ['bounds the wrong way round', { parts: [money('m', ', "min": "2", "max": "1.5"')] }, part, `${path}.min`, 'is more than max'],
    ['lengths the wrong way round', { parts: [text('t', ', "minLength": 10')] }, part, `${path}.minLength`, 'is more than maxLength'],
    ['more rows needed than taken', { parts: [rows('r', text('t'), ', "least": 301')] }, part, `${path}.least`, 'is more than most'],
    ['two options alike', { parts: ['{ "kind": "choice", "id": "c", "label": "C", "options": [{ "code": "a", "label": "A" }, { "code": "A", "label": "B" }] }'] }, part, `${path}.options[1].code`, '“A” is there already'],
    ['totals of a column that is no number', { parts: [rows('r', text('t'), ', "totals": ["t"]')] }, part, `${path}.totals[0]`, '“t” is no number'],
    ['totals of a column that is not there', { parts: [rows('r', text('t'), ', "totals": ["net"]')] }, part, `${path}.totals[0]`, 'the rows have no column “net”'],
    ['an unknown field in a rule', { parts: [text('t', ', "when": "1.5 < net && nett > 1"')] }, part, `${path}.when`, 'Unknown variable: nett (at character 14)'],
    ['a rule of the wrong type', { parts: [text('t', ', "when": "net + 1"')] }, part, `${path}.when`, 'gives a number where true or false is needed'],
    ['a number worked out as text', { parts: [money('m', ', "compute": "\\"1\\""')] }, part, `${path}.compute`, 'gives text where a number is needed'],
    ['a rule that mixes types', { edits: [edit('net == "1"')] }, firstEdit(0), 'edits[0].check', 'no such overload'],
    ['a rule that matches a pattern', { parts: [text('t')], edits: [edit('t.matches("a")')] }, firstEdit(1), 'edits[0].check', 'matches() is not there'],
    ['a rule that divides by zero', { edits: [edit('net / 0 > 1')] }, firstEdit(0), 'edits[0].check', 'divides by zero'],
    ['a rule that divides whole numbers by zero', { edits: [edit('net > 1 / 0')] }, firstEdit(0), 'edits[0].check', 'divides by zero'],
    ['a rule that divides by a field', { parts: [money('m', ', "compute": "10 / net"')] }, part, `${path}.compute`, 'divides by zero when net is 0'],
    ['a rule that divides by the number of rows', { parts: [rows('r', money('m'))], edits: [edit('net / size(r) > 1')] }, firstEdit(1), 'edits[0].check', 'divides by zero when there are no rows'],
    ['a rule that takes the rest by the number of rows', { parts: [rows('r', money('m'))], edits: [edit('net > 7 % size(r)')] }, firstEdit(1), 'edits[0].check', 'divides by zero when there are no rows'],
    ['a rule that divides by a column', { parts: [rows('r', money('m'))], edits: [edit('net > 1 && r.all(x, 1.0 / x.m > 1)')] }, firstEdit(1), 'edits[0].check', 'divides by zero when m is 0'],
    ['a rule that costs too much', { parts: [rows('r', money('m'))], edits: [edit('net > 1 && r.all(x, r.exists(y, x.m > y.m))')] }, firstEdit(1), 'edits[0].check', /^may cost \d{3},\d{3} steps/],
    ['an edit at a field that is not there', { edits: [edit('net > 1', ', "at": "nett"')] }, firstEdit(0), 'edits[0].at', 'there is no field “nett”'],
    ['an edit of rows that are not there', { edits: [edit('net > 1', ', "rows": "lines"')] }, firstEdit(0), 'edits[0].rows', 'there are no rows “lines”'],
    ['a skip to nowhere', { parts: [text('t', ', "keying": { "skipTo": [{ "when": "net > 1", "to": "end" }] }')] }, part, `${path}.keying.skipTo[0].to`, 'there is no field and no rows “end”'],
    ['a skip by a rule that is wrong', { parts: [text('t', ', "keying": { "skipTo": [{ "when": "nett > 1", "to": "net" }] }')] }, part, `${path}.keying.skipTo[0].when`, 'Unknown variable: nett (at character 1)'],
    ['a list that names no file', { lists: ['"units": { "hash": "x" }'] }, 4, 'codeLists.units', 'must name its file'],
    ['a list whose file is not there', { lists: ['"a": { "file": "lists/units.csv" }', '"b": { "file": "lists/b.csv" }'] }, 5, 'codeLists.b.file', 'there is no file lists/b.csv beside the form'],
  ] as const)('with %s is told by line and path', (_what, changed, line, where, message) => {
    expect(mistakesIn(authored(changed))).toContainEqual({
      file: 'order.form.json', line, path: where, message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    });
  });

  it.each(['net == 0 || 10 / net > 1', 'net != 0 && 10 / net > 1', 'n1 / n2 > 1', '10 / (n2 * n2) > 1', 'sum(r.map(x, x.m)) / greatest(size(r), 1) > 1'])(
    'may divide by what cannot be zero, by its bounds or by what stands before: %s', (check) => {
      expect(mistakesIn(authored({ parts: [money('n1'), money('n2', ', "min": "0.01"'), rows('r', money('m'))], edits: [edit(check, ', "at": "net"')] }))).toEqual([]);
    },
  );

  it('with rules in a circle names all of them', () => {
    const [mistake] = mistakesIn(authored({ parts: [money('a', ', "compute": "b + 1"'), money('b', ', "compute": "a + net"')] }));
    expect(mistake?.message).toBe('these wait for one another, so none can be worked out: a, b');
  });

  it('with too many fields is refused, also when they stand in rows and sections', () => {
    const sections = Array.from({ length: 10 }, (_, s) => `{ "kind": "section", "id": "s${s}", "label": "S", "parts": [${Array.from({ length: 20 }, (__, i) => text(`t${s}x${i}`)).join(',')}] }`);
    expect(mistakesIn(authored({ parts: sections }))).toMatchObject([{ path: 'parts', message: 'the form has 201 fields; at most 200 are taken' }]);
    expect(mistakesIn(authored({ parts: [...sections.slice(1), text('last')] }))).toEqual([]);
  });

  it('tells all its mistakes at once, in the order of its lines', () => {
    const found = mistakesIn(authored({ parts: [text('t', ', "when": "nett > 1"'), money('m', ', "compute": "\\"1\\""')], edits: [edit('net > 1', ', "at": "nett"')] }));
    expect(found.map(({ line }) => line)).toEqual([7, 8, 10]);
  });
});

describe('a code list’s file', () => {
  it.each([
    ['a code twice, whatever its case', 'code,label\nKG,Kilo\nPC,Piece\nkg,Again\n', 4, 'the code “kg” stands in line 2 already'],
    ['a ragged row', 'code,label,weight\nKG,Kilo,1\nPC,Piece\n', 3, 'has 2 cells where the header has 3'],
    ['no header', 'KG,Kilo\nPC,Piece\n', 1, 'the first line must begin with “code,label”, not “KG,Kilo”'],
    ['nothing in it', '', 1, 'the list is empty'],
    ['no entries', 'code,label\n', 1, 'the list has no entries'],
    ['an entry without a code', 'code,label\n,Kilo\n', 2, 'has no code'],
    ['an entry without a label', 'code,label\nKG,\n', 2, 'the code “KG” has no label'],
    ['a column that no rule can name', 'code,label,Unit price\nKG,Kilo,1\n', 1, '“Unit price” cannot name a column'],
    ['a quote that is not closed', 'code,label\nKG,"Kilo\nPC,Piece\n', expect.any(Number), 'is no CSV: '],
    ['a row behind a cell of several lines', 'code,label\nKG,"Ki\nlo"\nPC\n', 4, 'has 1 cells where the header has 2'],
  ])('with %s is told by the line of the file', (_what, csv, line, message) => {
    expect(mistakesIn(authored({}), { 'lists/units.csv': csv })).toContainEqual({ file: 'lists/units.csv', line, path: '', message: expect.stringContaining(message) });
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    expect(mistakesIn(authored({}), { 'lists/units.csv': '\uFEFFcode,label\r\nKG,Kilo\r\n' })).toEqual([]);
  });

  it('of 12,000 entries is taken', () => {
    const csv = `code,label\n${Array.from({ length: 12_000 }, (_, i) => `A${i},Article number ${i}`).join('\n')}\n`;
    const read = readAuthoredForm('order.form.json', authored({}), () => csv);
    expect(read.ok && read.value.lists[0]?.list.entries.length).toBe(12_000);
  });

  it('of 50,001 entries is not', () => {
    const csv = `code,label\n${Array.from({ length: 50_001 }, (_, i) => `A${i},x`).join('\n')}\n`;
    expect(mistakesIn(authored({}), { 'lists/units.csv': csv })).toMatchObject([{ file: 'lists/units.csv', message: expect.stringContaining('50000') }]);
  });
});

describe('the forms that ship', () => {
  it('are all right, and one a work type', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../../work-types')).filter((file) => file.endsWith('.form.json'));
    const workTypes = shippedForms().map(({ form }) => form.workType);
    expect(workTypes.toSorted()).toEqual(files.map((file) => file.replace('.form.json', '')).toSorted());
    expect(workTypes).toHaveLength(6);
  });

  it('have all their words in English, Italian and Norwegian', () => {
    const missing = shippedForms().flatMap(({ form }) => wordsWithin(form).filter(({ it: italian, nb }) => italian === undefined || nb === undefined).map(({ en }) => `${form.workType}: ${en}`));
    expect(missing).toEqual([]);
  });

  it('name lists that are used, and no others are there', () => {
    const folder = join(import.meta.dirname, '../../../../work-types');
    const named = readdirSync(folder).filter((file) => file.endsWith('.json')).flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/lists\/[a-z]+\.csv/g) ?? []);
    expect([...new Set(named)].toSorted()).toEqual(readdirSync(join(folder, 'lists')).map((file) => `lists/${file}`).toSorted());
  });
});

type Worded = Readonly<{ en: string; it?: string; nb?: string }>;

function wordsWithin(value: unknown): readonly Worded[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && typeof value.en === 'string') return [value as Worded];
  return Object.values(value).flatMap(wordsWithin);
}
