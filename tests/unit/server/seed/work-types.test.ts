import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../server/seed/random';
import { drawInvoice } from '../../../../server/seed/invoice/invoice';
import { drawNewCustomer } from '../../../../server/seed/customer/new-customer';
import { drawOrder } from '../../../../server/seed/order/order';
import { drawHousehold } from '../../../../server/seed/survey/household';
import { drawTimeSheet } from '../../../../server/seed/time-sheet/time-sheet';
import { drawReceiptContent } from '../../../../server/seed/receipt';
import type { Answers } from '../../../../server/seed/answers';
import type { Field } from '../../../../shared/forms/field';
import { cellPlace } from '../../../../shared/forms/address';
import { hindrancesOf, problemsOf } from '../../../../shared/forms/entry-check';
import { formSchema, partsInOrder, type Form, type Rows } from '../../../../shared/forms/form';
import { Workings } from '../../../../shared/forms/workings';
import { shippedPlan } from '../../../support/shipped-plans';

const folder = resolve(import.meta.dirname, '../../../../work-types');
const formNames = readdirSync(folder).filter((name) => name.endsWith('.form.json'));
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

type Authored = { codeLists?: Record<string, { file: string }> };

/** A form as its author writes it, with each code list's file stood in for by a hash. */
function readForm(name: string): { form: Form; lists: Readonly<Record<string, string>> } {
  const authored = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Authored;
  const files = Object.entries(authored.codeLists ?? {}).map(([id, { file }]) => [id, file] as const);
  const compiled = { ...authored, ...(files.length === 0 ? {} : { codeLists: Object.fromEntries(files.map(([id]) => [id, { hash: 'a'.repeat(64) }])) }) };
  return { form: formSchema.parse(compiled), lists: Object.fromEntries(files) };
}

function listOf(file: string): { head: string[]; rows: string[][] } {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  return { head: head.split(','), rows: lines.map((line) => line.split(',')) };
}

const answersOf: Readonly<Record<string, (seed: number) => Answers>> = {
  receipt: (seed) => ({ ...drawReceiptContent(createRandom(seed)), computed: [] }),
  'supplier-invoice': (seed) => drawInvoice(createRandom(seed)).answers,
  'sales-order': (seed) => drawOrder(createRandom(seed)).answers,
  'new-customer': (seed) => drawNewCustomer(createRandom(seed)).answers,
  questionnaire: (seed) => drawHousehold(createRandom(seed), seed).answers,
  'time-sheet': (seed) => drawTimeSheet(createRandom(seed), seed).answers,
};

/** Every field of a form with the addresses at which an item has it. */
function fieldsAt(form: Form, stored: Readonly<Record<string, string>>): { field: Field; at: string; row: string }[] {
  return partsInOrder(form).flatMap((part) => {
    if (part.kind !== 'rows') return [{ field: part, at: part.id, row: '' }];
    return Array.from({ length: rowCount(part, stored) }, (_, index) => `${part.id}.${index}.`).flatMap((row) => part.fields.map((field) => ({ field, at: `${row}${field.id}`, row })));
  });
}

function rowCount({ id }: Rows, stored: Readonly<Record<string, string>>): number {
  return new Set(Object.keys(stored).flatMap((at) => (at.startsWith(`${id}.`) ? [at.split('.')[1]] : []))).size;
}

const shapes: Partial<Record<Field['kind'], RegExp>> = {
  integer: /^-?\d+$/, decimal: /^-?\d+\.\d+$/, money: /^-?\d+\.\d\d$/, date: /^\d{4}-\d\d-\d\d$/, time: /^([01]\d|2[0-3]):[0-5]\d$/, duration: /^PT(?:[1-9]\d*H)?(?:[1-5]?\dM)?$/, yesNo: /^(yes|no)$/,
  email: /^[a-z0-9._-]+@[a-z.]*example\.(com|org|net)$/, phone: /^\+[1-9]\d{7,14}$/, identifier: /^[0-9A-Z]+$/,
};

describe.each(formNames)('the form %s', (name) => {
  const { form, lists } = readForm(name);

  it('fits the form language and has each id once', () => {
    const ids = form.parts.flatMap((part) => [part.id, ...(part.kind === 'section' ? part.parts : [part]).flatMap((inner) => [...(part === inner ? [] : [inner.id]), ...(inner.kind === 'rows' ? inner.fields.map((field) => field.id) : [])])]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(form.workType).toBe(name.replace('.form.json', ''));
  });

  it('says everything in English, Italian and Norwegian', () => {
    const words = JSON.stringify(form).match(/"(label|message|title)":("[^"]*"|\{[^}]*\})/g) ?? [];
    expect(words.length).toBeGreaterThan(3);
    for (const one of words.filter((each) => each.includes('{'))) expect(one).toMatch(/"en":.*"it":.*"nb":/);
    expect(words.filter((each) => !each.includes('{') && !/\d+ %/.test(each))).toEqual([]);
  });

  it('names only fields and rows that it has in its edits, jumps, totals and code lists', () => {
    const parts = partsInOrder(form);
    const fields = parts.flatMap((part) => (part.kind === 'rows' ? part.fields : [part]));
    const ids = new Set([...parts.map((part) => part.id), ...fields.map((field) => field.id)]);
    for (const edit of form.edits ?? []) expect([edit.at ?? 'none', edit.rows ?? 'none'].every((id) => id === 'none' || ids.has(id)), edit.id).toBe(true);
    for (const field of fields) for (const { to } of field.keying?.skipTo ?? []) expect(ids.has(to), to).toBe(true);
    for (const field of fields) if (field.kind === 'code') expect(Object.keys(lists)).toContain(field.list);
    for (const part of parts) if (part.kind === 'rows') expect((part.totals ?? []).filter((id) => !part.fields.some((field) => field.id === id))).toEqual([]);
  });

  it.runIf(Object.keys(lists).length > 0)('has code lists of whole rows and codes that differ', () => {
    for (const file of Object.values(lists)) {
      const { head, rows } = listOf(file);
      expect(head.slice(0, 2)).toEqual(['code', 'label']);
      expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
      expect(rows.filter((row) => row.length !== head.length || row[0] === '' || row[1] === '')).toEqual([]);
    }
  });

  it('is answered in full and in its own shapes by 200 drawn items', () => {
    for (const seed of seeds) {
      const { stored, fields, computed } = (answersOf[form.workType] ?? fail)(seed);
      const all = fieldsAt(form, stored);
      expect(Object.keys(stored).filter((at) => !all.some((one) => one.at === at))).toEqual([]);
      expect(Object.keys(fields).filter((at) => stored[at] === undefined)).toEqual([]);
      expect(computed.toSorted()).toEqual(all.filter(({ field }) => field.compute !== undefined).map(({ at }) => at).toSorted());
      for (const { field, at } of all) expectAnswer(field, at, stored[at], lists);
    }
  });
});

function fail(): never {
  throw new Error('nothing is drawn for this work type');
}

function expectAnswer(field: Field, at: string, value: string | undefined, lists: Readonly<Record<string, string>>): void {
  expect(value, at).toBeDefined();
  if (value === undefined || value === '') {
    expect(field.required === true && field.when === undefined && field.compute === undefined, `${at} is empty`).toBe(false);
    return;
  }
  expect(value, at).toMatch(shapes[field.kind] ?? /./);
  if (field.kind === 'date') expect(new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10)).toBe(value);
  if (field.kind === 'choice') expect(field.options.map(({ code }) => code)).toContain(value);
  if (field.kind === 'code') expect(codesOf(lists[field.list] ?? '')).toContain(value);
  if (field.kind === 'text') expectText(field, value);
  if ('min' in field && field.min !== undefined) expect(Number(value)).toBeGreaterThanOrEqual(Number(field.min));
  if ('max' in field && field.max !== undefined) expect(Number(value)).toBeLessThanOrEqual(Number(field.max));
}

const codes = new Map<string, readonly string[]>();
function codesOf(file: string): readonly string[] {
  const known = codes.get(file) ?? listOf(file).rows.map(([code]) => code ?? '');
  codes.set(file, known);
  return known;
}

function expectText(field: Extract<Field, { kind: 'text' }>, value: string): void {
  expect(value.length).toBeLessThanOrEqual(field.maxLength);
  expect(value).toBe(value.trim());
  if (field.case === 'upper') expect(value).toBe(value.toUpperCase());
  const signs: Record<string, string> = { 9: '\\d', A: '[A-Za-z]', X: '[A-Za-z0-9]' };
  if (field.mask !== undefined) expect(value).toMatch(new RegExp(`^${Array.from(field.mask, (sign) => signs[sign] ?? `\\${sign}`).join('')}$`));
  const also = Array.from(field.alsoCharacters ?? '').filter((sign) => sign !== ' ');
  if (field.characters === 'lettersAndDigits') expect(Array.from(value.replaceAll(' ', '')).filter((sign) => !/[\p{L}\d]/u.test(sign) && !also.includes(sign))).toEqual([]);
}

describe.each(Object.keys(answersOf))('what a drawn %s says', (workType) => {
  it('breaks no hard edit of its form, is worked out as it says, and is refused nowhere', () => {
    const plan = shippedPlan(workType);
    const wrong = seeds.flatMap((seed) => {
      const answers = answersOf[workType]?.(seed);
      if (answers === undefined) throw new Error(workType);
      const { stored, computed } = answers;
      const rowCounts: Record<string, number> = {};
      for (const address of Object.keys(stored)) {
        const place = cellPlace(address);
        if (place !== null) rowCounts[place.rowsId] = Math.max(rowCounts[place.rowsId] ?? 0, place.row + 1);
      }
      const workings = new Workings(plan, { values: stored, flags: {}, rowCounts });
      const problems = [...problemsOf(plan, workings, {})].map(([address, problem]) => `${seed}: ${address} “${stored[address]}” ${problem}`);
      // Soft edits are there for what real papers are like: a long day, a form that nobody signed.
      const edits = hindrancesOf(workings.findings, {}).filter(({ edit }) => edit.severity === 'hard').map(({ edit, at }) => `${seed}: ${edit.id} at ${at}`);
      const others = computed.filter((address) => workings.value(address) !== stored[address]).map((address) => `${seed}: ${address} is “${workings.value(address)}”, not “${stored[address]}”`);
      return [...problems, ...edits, ...others];
    });
    expect(wrong).toEqual([]);
  });
});
