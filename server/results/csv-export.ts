import { stringify } from 'csv-stringify/sync';
import type { Form } from '../../shared/forms/form';
import type { Export } from '../../shared/protocol/admin';

/** Columns that stand beside the form's fields. A field may have the same name; the order tells them apart. */
const BEFORE = ['source'] as const;
const AFTER = ['flags', 'pass', 'keyedBy', 'keyedAtUtc', 'desk', 'epoch', 'batch', 'revision'] as const;

/**
 * An export as CSV (RFC 4180: CRLF, quotes doubled), with a header.
 *
 * Cells that a spreadsheet would run as a formula get an apostrophe in front, unless `raw`.
 */
export function csvExport({ batch, revision, items }: Export, form: Form, raw: boolean): string {
  const fieldIds = form.fields.map((field) => field.id);
  const rows = items.map((item) => [
    item.source, ...fieldIds.map((id) => item.values?.[id] ?? ''), flagsText(item.flags, fieldIds), item.pass ?? '',
    item.keyedBy ?? '', item.keyedAtUtc ?? '', item.desk ?? '', item.epoch, batch, String(revision),
  ]);
  const table = [[...BEFORE, ...fieldIds, ...AFTER], ...rows];
  const safe = raw ? table : table.map((row) => row.map(defused));
  // Inner quotes and line ends are quoted by the library; a lone CR too, which its default passes over.
  return stringify(safe, { record_delimiter: '\r\n', quoted_match: /[\r\n",]/ });
}

/** `total=illegible; date=notPresent`, in the form's order. */
function flagsText(flags: Export['items'][number]['flags'], fieldIds: readonly string[]): string {
  return fieldIds.flatMap((id) => (flags[id] === undefined ? [] : [`${id}=${flags[id]}`])).join('; ');
}

/** What spreadsheets take for the start of a formula, also behind white space and control characters that they skip. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;
const PLAIN_NUMBER = /^-\d+(\.\d*)?$/;

/** A cell that no spreadsheet runs. A plain negative number stays a number. */
export function defused(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}
