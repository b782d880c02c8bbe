import { cellAddress, type Address } from '../address';
import type { Field } from '../field';
import type { FormPlan } from '../form-plan';
import { fieldAt, readText, showValue } from '../read-text';
import type { Keyed } from './keyed';

const DAY_MS = 24 * 60 * 60_000;

/** The boxes of the item that was submitted last under the same form; null when there was none. */
export type Before = Keyed | null;

/** What an empty entry begins with: defaults, and what its fields carry forward from the item before; tables have a first row. */
export function prefilled(plan: FormPlan, keyed: Keyed, before: Before): Keyed {
  let filled = keyed;
  for (const [id, { field, rows }] of plan.slots) {
    if (rows === null) filled = withPrefill(plan, filled, id, field, carriedFrom(before, id));
  }
  for (const rowsId of plan.rows.keys()) if ((filled.rowCounts[rowsId] ?? 0) === 0) filled = withNewRow(plan, filled, rowsId, before);
  return filled;
}

/** Adds a row at the end, with its defaults and what its columns carry from the row above; the first one from the last item's first. */
export function withNewRow(plan: FormPlan, keyed: Keyed, rowsId: string, before: Before): Keyed {
  const row = keyed.rowCounts[rowsId] ?? 0;
  let grown: Keyed = { ...keyed, rowCounts: { ...keyed.rowCounts, [rowsId]: row + 1 } };
  for (const field of plan.rows.get(rowsId)?.fields ?? []) {
    const above = row === 0 ? carriedFrom(before, cellAddress(rowsId, 0, field.id)) : carriedFrom(keyed, cellAddress(rowsId, row - 1, field.id));
    // Counting begins anew with every item: its first row is keyed.
    const carried = row === 0 && field.keying?.carry === 'sequential' ? '' : above;
    const address = cellAddress(rowsId, row, field.id);
    grown = withPrefill(plan, grown, address, field, carried);
    if (row === 0 && field.keying?.carry === 'persistent') grown = { ...grown, carried: { ...grown.carried, [address]: grown.texts[address] ?? '' } };
  }
  return grown;
}

/** What was legible of a flagged value is not carried on: it would stand there as if it were whole. */
function carriedFrom(before: Before, address: Address): string {
  return before?.flags[address] === undefined ? (before?.texts[address] ?? '') : '';
}

/** What the key for the last item's value puts into a box: in rows that of the row above, else that of the item before; empty when there is none. */
export function dupText(keyed: Keyed, place: Readonly<{ address: Address; above: Address | null }>, before: Before): string {
  const above = place.above === null ? '' : (keyed.texts[place.above] ?? '');
  return above !== '' ? above : (before?.texts[place.address] ?? '');
}

/** What came into a cell by itself when its row was added. */
export function textThatComes(plan: FormPlan, keyed: Keyed, rowsId: string, row: number, field: Field): string {
  const above = row === 0 ? '' : carriedFrom(keyed, cellAddress(rowsId, row - 1, field.id));
  if (row === 0 && field.keying?.carry === 'persistent') return keyed.carried?.[cellAddress(rowsId, 0, field.id)] ?? '';
  return prefillOf(plan, field, above, keyed);
}

/** Whether something comes into a field by itself. */
export function isPrefilled({ keying }: Field): boolean {
  return keying?.carry !== undefined || keying?.default !== undefined;
}

/** Whether what stands in a box came by itself and need not be looked at one by one. */
export function comesByItself(field: Field): boolean {
  return isPrefilled(field) && field.keying?.mustVisit !== true;
}

function withPrefill(plan: FormPlan, keyed: Keyed, address: Address, field: Field, last: string): Keyed {
  if ((keyed.texts[address] ?? '') !== '' || keyed.flags[address] !== undefined) return keyed;
  const text = prefillOf(plan, field, last, keyed);
  return text === '' ? keyed : { ...keyed, texts: { ...keyed.texts, [address]: text } };
}

function prefillOf(plan: FormPlan, field: Field, last: string, { language }: Keyed): string {
  const { carry, step = 1, default: standing = '' } = field.keying ?? {};
  if (last !== '' && carry === 'persistent') return last;
  if (last !== '' && carry === 'sequential') return countedUp(plan, field, last, step, language);
  return standing === '' ? '' : showValue(field, standing, language);
}

function countedUp(plan: FormPlan, field: Field, last: string, step: number, language: Keyed['language']): string {
  const read = readText(plan, field, last, language);
  if (!read.ok || read.value === '') return '';
  const next = valueAfter(field, read.value, step);
  return next === '' ? '' : showValue(field, next, language);
}

function valueAfter(field: Field, value: string, step: number): string {
  if (field.kind === 'date') return dayAfter(value, step);
  return field.kind === 'integer' ? String(BigInt(value) + BigInt(step)) : numberAfter(value, step);
}

function dayAfter(date: string, days: number): string {
  const next = new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS);
  return Number.isNaN(next.getTime()) ? '' : next.toISOString().slice(0, 10);
}

/** Counts the last number of a text up, at its width: `A-0099` is followed by `A-0100`. */
function numberAfter(text: string, step: number): string {
  const match = /^(.*?)(\d+)(\D*)$/.exec(text);
  if (match === null) return '';
  const [, head = '', digits = '', tail = ''] = match;
  const next = BigInt(digits) + BigInt(step);
  return next < 0n ? '' : `${head}${String(next).padStart(digits.length, '0')}${tail}`;
}

/** The address right above a cell; null in the first row and outside of rows. */
export function addressAbove(plan: FormPlan, address: Address): Address | null {
  const match = /^(.+)\.(\d+)\.(.+)$/.exec(address);
  const row = Number(match?.[2] ?? 0);
  return match === null || row === 0 ? null : cellAddress(match[1] ?? '', row - 1, fieldAt(plan, address).id);
}
