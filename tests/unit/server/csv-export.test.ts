import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formSchema, type Form } from '../../../shared/forms/form';
import type { Export } from '../../../shared/protocol/admin';
import { csvExport, defused } from '../../../server/results/csv-export';

const form = formSchema.parse({
  v: 2, workType: 'receipt', title: 'Receipt', parts: ['company', 'total'].map((id) => ({ id, label: id, kind: 'text', maxLength: 99 })),
});

const order: Form = {
  v: 2, workType: 'order', title: 'Order',
  parts: [
    { kind: 'rows', id: 'lines', label: 'Lines', most: 9, fields: [{ kind: 'text', id: 'article', label: 'Article', maxLength: 9 }] },
    { kind: 'text', id: 'company', label: 'Company', maxLength: 99 },
    { kind: 'rows', id: 'visits', label: 'Visits', most: 9, fields: [{ kind: 'date', id: 'day', label: 'Day' }] },
  ],
};

function exportOf(values: readonly Readonly<Record<string, string>>[]): Export {
  const items = values.map((each, i) => ({
    source: `${i}.jpg`, values: { ...each }, rows: {}, flags: {}, overrides: {}, note: '', rejectedFor: null, effort: null, pass: 'key' as const, keyedBy: 'maria', keyedAtUtc: '2026-11-21T08:00:00.000Z',
    desk: 'Desk 1', epoch: '1.2', secondKey: null,
  }));
  return { batch: '0001', revision: 1, items };
}

/** Reads RFC 4180 by its letter: a reader of its own, so that the writer is not checked against itself. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
    if (cell.lastIndex === text.length) return rows;
  }
  throw new Error('not RFC 4180');
}

describe('an export as CSV', () => {
  test('has a header in the form’s order and CRLF after every row', () => {
    expect(csvExport(exportOf([{ company: 'Kopi, "Tea" & Co', total: '-5.00' }]), form, false)).toBe(
      'source,company,total,flags,overrides,note,rejectedFor,pass,keyedBy,keyedAtUtc,desk,epoch,batch,revision,secondKeyedBy,secondKeyDiffers\r\n' +
        '0.jpg,"Kopi, ""Tea"" & Co",-5.00,,,,,key,maria,2026-11-21T08:00:00.000Z,Desk 1,1.2,0001,1,,\r\n',
    );
  });

  test('leaves the values of an item empty that is not done, and names flags in the form’s order', () => {
    const [item] = exportOf([{}]).items;
    if (item === undefined) throw new Error('no item');
    const open = { ...item, values: null, pass: null, keyedBy: null, keyedAtUtc: null, desk: null };
    const flagged = { ...item, flags: { total: 'illegible', company: 'notPresent' } };
    const [, first, second] = parseCsv(csvExport({ batch: '0001', revision: 2, items: [open, flagged] }, form, false));
    expect(first).toEqual(['0.jpg', '', '', '', '', '', '', '', '', '', '', '1.2', '0001', '2', '', '']);
    expect(second?.[3]).toBe('company=notPresent; total=illegible');
  });

  test('has a line for each row of a table, with its number from 1, its own flags, and the item’s fields again', () => {
    const [item] = exportOf([{ company: 'Kopi' }]).items;
    if (item === undefined) throw new Error('no item');
    const rows = { lines: [{ article: 'A1' }, { article: '' }], visits: [{ day: '2026-11-20' }] };
    const keyed = { ...item, rows, flags: { company: 'illegible', 'lines.1.article': 'notPresent' }, overrides: { agrees: '2' }, note: 'Torn, "see" page 2' };
    const read = parseCsv(csvExport({ batch: '0001', revision: 1, items: [keyed, { ...item, rows: { lines: [], visits: [] } }] }, order, false));
    expect(read.map((row) => row.slice(0, 9))).toEqual([
      ['source', 'company', 'lines', 'lines.article', 'visits', 'visits.day', 'flags', 'overrides', 'note'],
      ['0.jpg', 'Kopi', '1', 'A1', '', '', 'company=illegible', 'agrees=2', 'Torn, "see" page 2'],
      ['0.jpg', 'Kopi', '2', '', '', '', 'company=illegible; article=notPresent', 'agrees=2', 'Torn, "see" page 2'],
      ['0.jpg', 'Kopi', '', '', '1', '2026-11-20', 'company=illegible', 'agrees=2', 'Torn, "see" page 2'],
      ['0.jpg', 'Kopi', '', '', '', '', '', '', ''],
    ]);
  });

  test('gives back every value exactly when it is read again', () => {
    const values = fc.record({ company: fc.string({ unit: 'binary' }), total: fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', "'", '=', ' ', 'a') }) });
    fc.assert(fc.property(fc.array(values, { maxLength: 5 }), (rows) => {
      const read = parseCsv(csvExport(exportOf(rows), form, true)).slice(1);
      expect(read.map(([, company, total]) => ({ company, total }))).toEqual(rows.map(({ company, total }) => ({ company, total })));
    }));
  });

  test.each(['=1+1', '+1', '-1+1', '-2-3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n@x', '-', '＝1', '\u0000=1'])('defuses %j', (cell) => {
    expect(defused(cell)).toBe(`'${cell}`);
  });

  test.each(['', '-5.00', '-5', '12.50', 'Kopi', "'=1", '2026-11-20', 'a=b', '0'])('leaves %j as it is', (cell) => {
    expect(defused(cell)).toBe(cell);
  });

  test('starts no cell with what a spreadsheet runs', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' ', '1', 'a') }), (cell) => {
      const [, row] = parseCsv(csvExport(exportOf([{ company: cell, total: '' }]), form, false));
      expect(row?.[1]).toMatch(/^(?![=+@\t\r])(?!-(?!\d+(\.\d*)?$))/);
      expect(row?.[1]?.replace(/^'/, '')).toBe(cell);
    }));
  });
});
