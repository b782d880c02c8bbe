import { stringify } from 'csv-stringify/sync';
import { cellPlace } from '../../shared/forms/address';
import { partsInOrder, type Form, type Rows } from '../../shared/forms/form';
import type { Export } from '../../shared/protocol/admin';

/** Columns that stand beside the form's fields. A field may have the same name; the order tells them apart. */
const BEFORE = ['source'] as const;
const AFTER = ['flags', 'overrides', 'note', 'rejectedFor', 'pass', 'keyedBy', 'keyedAtUtc', 'desk', 'epoch', 'batch', 'revision', 'secondKeyedBy', 'secondKeyDiffers'] as const;

type ExportedItem = Export['items'][number];

/**
 * An export as CSV (RFC 4180: CRLF, quotes doubled), with a header.
 *
 * Where a form has rows, each row is a line of its own with the item's other fields repeated and the row's number from 1;
 * an item without rows has one line. Cells that a spreadsheet would run as a formula get an apostrophe in front, unless `raw`.
 */
export function csvExport({ batch, revision, items }: Export, form: Form, raw: boolean): string {
  const columns = columnsOf(form);
  const lines = items.flatMap((item) =>
    linesOf(item, columns.rows).map((line) => [
      item.source, ...columns.fieldIds.map((id) => item.values?.[id] ?? ''), ...columns.rows.flatMap((rows) => cellsOf(item, rows, line)),
      flagsText(item, columns, line), pairs(Object.entries(item.overrides)), item.note, item.rejectedFor ?? '', item.pass ?? '', item.keyedBy ?? '',
      item.keyedAtUtc ?? '', item.desk ?? '', item.epoch, batch, String(revision), item.secondKey?.keyedBy ?? '', item.secondKey?.differs.join('; ') ?? '',
    ]));
  const head = [...BEFORE, ...columns.fieldIds, ...columns.rows.flatMap(({ id, fields }) => [id, ...fields.map((f) => `${id}.${f.id}`)]), ...AFTER];
  const table = [head, ...lines];
  const safe = raw ? table : table.map((row) => row.map(defused));
  // Inner quotes and line ends are quoted by the library; a lone CR too, which its default passes over.
  return stringify(safe, { record_delimiter: '\r\n', quoted_match: /[\r\n",]/ });
}

type Columns = Readonly<{ fieldIds: readonly string[]; rows: readonly Rows[] }>;

function columnsOf(form: Form): Columns {
  const parts = partsInOrder(form);
  return {
    fieldIds: parts.flatMap((part) => (part.kind === 'rows' ? [] : [part.id])),
    rows: parts.filter((part) => part.kind === 'rows'),
  };
}

/** A line of an item: a row of one of its tables, or the item itself where it has none. */
type Line = Readonly<{ rowsId: string; row: number }> | null;

function linesOf(item: ExportedItem, rows: readonly Rows[]): readonly Line[] {
  const lines = rows.flatMap(({ id }) => (item.rows[id] ?? []).map((_, row) => ({ rowsId: id, row })));
  return lines.length === 0 ? [null] : lines;
}

function cellsOf(item: ExportedItem, { id, fields }: Rows, line: Line): readonly string[] {
  if (line?.rowsId !== id) return ['', ...fields.map(() => '')];
  return [String(line.row + 1), ...fields.map((field) => item.rows[id]?.[line.row]?.[field.id] ?? '')];
}

/** `total=illegible; date=notPresent`, in the form's order; those of cells stand on their own row's line. */
function flagsText({ flags }: ExportedItem, { fieldIds, rows }: Columns, line: Line): string {
  const columnIds = rows.find(({ id }) => id === line?.rowsId)?.fields.map(({ id }) => id) ?? [];
  const ofRow = new Map(Object.entries(flags).flatMap(([address, flag]) => {
    const place = cellPlace(address);
    return place !== null && place.rowsId === line?.rowsId && place.row === line.row ? [[place.columnId, flag]] : [];
  }));
  const own = [...fieldIds.map((id) => [id, flags[id]] as const), ...columnIds.map((id) => [id, ofRow.get(id)] as const)];
  return pairs(own.flatMap(([id, flag]) => (flag === undefined ? [] : [[id, flag]])));
}

function pairs(entries: readonly (readonly [string, string])[]): string {
  return entries.map(([name, value]) => `${name}=${value}`).join('; ');
}

/** What spreadsheets take for the start of a formula, also behind white space and control characters that they skip. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;
const PLAIN_NUMBER = /^-\d+(\.\d*)?$/;

/** A cell that no spreadsheet runs. A plain negative number stays a number. */
export function defused(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}
