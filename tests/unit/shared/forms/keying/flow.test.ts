import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../../shared/forms/form';
import type { FormPlan } from '../../../../../shared/forms/form-plan';
import { boxesOf, cellBeside, firstBox, neighbour, onwardFrom, type Onward } from '../../../../../shared/forms/keying/flow';
import { emptyKeyed, keyingsOf, withText, type Keyed } from '../../../../../shared/forms/keying/keyed';
import { addressAbove, dupText, prefilled, withNewRow } from '../../../../../shared/forms/keying/prefill';
import { Workings } from '../../../../../shared/forms/workings';
import type { Language } from '../../../../../shared/forms/words';
import { planOf } from '../../../../support/plan-of';

const text = (id: string, more: Readonly<Record<string, unknown>> = {}): Form['parts'][number] => ({ kind: 'text', id, label: id, maxLength: 20, ...more });
const form = (parts: Form['parts']): FormPlan => planOf({ v: 2, workType: 'x', title: 'X', parts });
const keyed = (texts: Keyed['texts'], rowCounts: Keyed['rowCounts'] = {}, language: Language = 'en'): Keyed => ({ ...emptyKeyed(language), texts, rowCounts });
const workingsOf = (plan: FormPlan, each: Keyed): Workings => new Workings(plan, keyingsOf(plan, each));
const onward = (plan: FormPlan, each: Keyed, from: string): Onward => onwardFrom(plan, each, workingsOf(plan, each), from);

describe('Enter', () => {
  const plan = form([
    text('a'), text('b', { keying: { default: 'x' } }), text('c', { keying: { carry: 'persistent', mustVisit: true } }), text('sum', { compute: 'a' }),
    text('d', { when: 'a == "show"' }), text('e', { keying: { carry: 'persistent' } }), text('f'),
  ]);

  it('goes on through the form, over what is worked out or hidden, and ends behind the last box', () => {
    expect(['a', 'b', 'c', 'e', 'f'].map((from) => onward(plan, keyed({}), from))).toEqual([
      { kind: 'box', address: 'b' }, { kind: 'box', address: 'c' }, { kind: 'box', address: 'e' }, { kind: 'box', address: 'f' }, { kind: 'end' },
    ]);
    expect(onward(plan, keyed({ a: 'show' }), 'c')).toEqual({ kind: 'box', address: 'd' });
  });

  it('passes over what came by itself, unless it must be visited or is empty', () => {
    expect(onward(plan, keyed({ b: 'x', c: 'y' }), 'a')).toEqual({ kind: 'box', address: 'c' });
    expect(onward(plan, keyed({ b: 'x', c: 'y', e: 'z' }), 'c')).toEqual({ kind: 'box', address: 'f' });
    expect(onward(plan, keyed({ b: ' ' }), 'a')).toEqual({ kind: 'box', address: 'b' });
  });

  it('ends the form where only what came by itself is left', () => {
    const short = form([text('a'), text('b', { keying: { default: 'x' } })]);
    expect(onward(short, keyed({ b: 'x' }), 'a')).toEqual({ kind: 'end' });
  });

  it('begins in the first box that does not come by itself, or in the first when all do', () => {
    const begun = form([text('a', { keying: { default: 'x' } }), text('b')]);
    expect(firstBox(begun, keyed({ a: 'x' }), workingsOf(begun, keyed({ a: 'x' })))).toBe('b');
    const all = form([text('a', { keying: { default: 'x' } })]);
    expect(firstBox(all, keyed({ a: 'x' }), workingsOf(all, keyed({ a: 'x' })))).toBe('a');
  });
});

describe('a skip', () => {
  const plan = form([
    text('a', { keying: { skipTo: [{ when: 'a == "1"', to: 'd' }, { when: 'a.startsWith("2")', to: 'lines' }, { when: 'filled("a")', to: 'hidden' }] } }),
    text('b'), text('hidden', { when: 'a == "never"' }),
    { kind: 'rows', id: 'lines', label: 'Lines', most: 3, fields: [
      { kind: 'text', id: 'x', label: 'X', maxLength: 9, keying: { skipTo: [{ when: 'x == "s"', to: 'z' }, { when: 'x == "out"', to: 'd' }] } },
      { kind: 'text', id: 'y', label: 'Y', maxLength: 9 }, { kind: 'text', id: 'z', label: 'Z', maxLength: 9 },
    ] },
    text('c'), text('d'),
  ]);

  it.each([
    ['a', { a: '1' }, 'd'], ['a', { a: '2x' }, 'lines.0.x'], ['a', { a: '3' }, 'b'], ['a', {}, 'b'],
    ['lines.0.x', { 'lines.0.x': 's' }, 'lines.0.z'], ['lines.1.x', { 'lines.0.x': 's', 'lines.1.x': 's' }, 'lines.1.z'], ['lines.1.x', { 'lines.0.x': 's', 'lines.1.x': 'k' }, 'lines.1.y'],
    ['lines.0.x', { 'lines.0.x': 'out' }, 'd'],
  ] as const)('from %s with %j goes to %s', (from, texts, to) => {
    expect(onward(plan, keyed(texts as Keyed['texts'], { lines: 2 }), from)).toEqual({ kind: 'box', address: to });
  });
});

describe('a table', () => {
  const plan = form([
    text('a'), { kind: 'rows', id: 'r', label: 'R', most: 3, fields: [
      { kind: 'integer', id: 'no', label: 'No', keying: { carry: 'sequential', default: '1' } }, { kind: 'text', id: 'x', label: 'X', maxLength: 9 }, { kind: 'text', id: 'y', label: 'Y', maxLength: 9 },
    ] }, text('b'),
  ]);
  const two = { 'r.0.no': '1', 'r.0.x': 'p', 'r.1.no': '2', 'r.1.x': 'q' };

  it('is gone through row by row, over its numbers', () => {
    expect(onward(plan, keyed(two, { r: 2 }), 'a')).toEqual({ kind: 'box', address: 'r.0.x' });
    expect(onward(plan, keyed(two, { r: 2 }), 'r.0.y')).toEqual({ kind: 'box', address: 'r.1.x' });
  });

  it('grows behind its last row, up to as many as its form takes', () => {
    expect(onward(plan, keyed(two, { r: 2 }), 'r.1.y')).toEqual({ kind: 'newRow', rowsId: 'r' });
    const three = { ...two, 'r.2.no': '3', 'r.2.x': 'z' };
    expect(onward(plan, keyed(three, { r: 3 }), 'r.2.y')).toEqual({ kind: 'box', address: 'b' });
  });

  it('is left by Enter in the first box of an empty last row, which goes', () => {
    const left = keyed({ ...two, 'r.2.no': '3' }, { r: 3 });
    expect(onward(plan, left, 'r.2.x')).toEqual({ kind: 'leaveRows', rowsId: 'r', row: 2, address: 'b' });
    expect(onward(plan, left, 'r.2.y')).not.toMatchObject({ kind: 'leaveRows' });
    expect(onward(plan, keyed({ 'r.0.no': '1', 'r.1.no': '2', 'r.1.x': 'q' }, { r: 2 }), 'r.0.x')).toEqual({ kind: 'box', address: 'r.0.y' });
    expect(onward(plan, { ...left, flags: { 'r.2.x': 'illegible' } }, 'r.2.x')).toEqual({ kind: 'box', address: 'r.2.y' });
  });

  it('that ends the form is left to its end', () => {
    const last = form([{ kind: 'rows', id: 'r', label: 'R', most: 3, fields: [{ kind: 'text', id: 'x', label: 'X', maxLength: 9 }] }]);
    expect(onward(last, keyed({}, { r: 1 }), 'r.0.x')).toEqual({ kind: 'leaveRows', rowsId: 'r', row: 0, address: null });
    expect(onward(last, keyed({ 'r.0.x': 'a' }, { r: 1 }), 'r.0.x')).toEqual({ kind: 'newRow', rowsId: 'r' });
    expect(onward(last, keyed({ 'r.0.x': 'a', 'r.1.x': 'b', 'r.2.x': 'c' }, { r: 3 }), 'r.2.x')).toEqual({ kind: 'end' });
  });

  it('can be gone through box by box either way, and up and down a column', () => {
    const each = keyed(two, { r: 2 });
    const workings = workingsOf(plan, each);
    expect(boxesOf(workings)).toEqual(['a', 'r.0.no', 'r.0.x', 'r.0.y', 'r.1.no', 'r.1.x', 'r.1.y', 'b']);
    expect(['a', 'r.0.y', 'b'].map((from) => [neighbour(workings, from, -1), neighbour(workings, from, 1)])).toEqual([[null, 'r.0.no'], ['r.0.x', 'r.1.no'], ['r.1.y', null]]);
    expect([cellBeside(workings, 'r.0.x', 1), cellBeside(workings, 'r.1.x', -1), cellBeside(workings, 'r.1.x', 1), cellBeside(workings, 'r.0.x', -1), cellBeside(workings, 'a', 1)]).toEqual(['r.1.x', 'r.0.x', null, null, null]);
  });
});

describe('what an entry begins with', () => {
  const one = (kind: string, keying: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): FormPlan =>
    form([{ kind, id: 'f', label: 'F', ...(kind === 'text' ? { maxLength: 20 } : {}), ...more, keying } as Form['parts'][number]]);
  const begun = (plan: FormPlan, last: string | null, language: Language = 'en'): string | undefined =>
    prefilled(plan, emptyKeyed(language), last === null ? null : keyed({ f: last }, {}, language)).texts['f'];

  it('is a default as the operator would key it, what the last item had, or nothing', () => {
    expect(begun(one('money', { default: '12.50' }), null)).toBe('12.50');
    expect(begun(one('money', { default: '12.50' }), '7', 'it')).toBe('12,50');
    expect(begun(one('date', { default: '2026-11-21' }), null, 'nb')).toBe('21.11.2026');
    expect(begun(one('text', { carry: 'persistent' }), 'Cebu')).toBe('Cebu');
    expect(begun(one('text', { carry: 'persistent', default: 'Oslo' }), '')).toBe('Oslo');
    expect(begun(one('text', { carry: 'persistent', default: 'Oslo' }), 'Cebu')).toBe('Cebu');
    expect(begun(one('text', {}), 'Cebu')).toBeUndefined();
  });

  it.each([
    ['integer', {}, '9', '10'], ['integer', { step: 5 }, '9', '14'], ['integer', { step: -1 }, '9', '8'], ['integer', {}, 'x', undefined], ['integer', {}, '-1', '0'], ['integer', {}, '-5', '-4'],
    ['integer', { step: -2 }, '1', '-1'],
    ['text', {}, 'A-0099', 'A-0100'], ['text', {}, '0009', '0010'], ['text', {}, '99', '100'], ['text', {}, 'B7/x', 'B8/x'], ['text', {}, '99999999999999999999', '100000000000000000000'], ['integer', {}, '99999999999999999', '100000000000000000'], ['text', {}, 'none', undefined], ['text', { step: -1 }, 'A0', undefined],
    ['date', {}, '31/12/2026', '01/01/2027'], ['date', { step: 7 }, '28/02/2028', '06/03/2028'], ['date', { step: -1 }, '01/03/2026', '28/02/2026'],
  ] as const)('counts a %s %j up from %s to %s', (kind, more, last, next) => {
    expect(begun(one(kind, { carry: 'sequential', ...more }), last)).toBe(next);
  });

  it('counts up from the default where there was no item before', () => {
    expect([begun(one('integer', { carry: 'sequential', default: '1' }), null), begun(one('integer', { carry: 'sequential', default: '1' }), '1')]).toEqual(['1', '2']);
  });

  it('leaves alone what stands there or is flagged', () => {
    const plan = one('text', { default: 'x' });
    expect(prefilled(plan, keyed({ f: 'own' }), null).texts).toEqual({ f: 'own' });
    expect(prefilled(plan, { ...emptyKeyed('en'), flags: { f: 'illegible' } }, null).texts).toEqual({});
  });

  it('is nothing of a value that was flagged: what was legible of it would stand there as if it were whole', () => {
    const plan = one('text', { carry: 'persistent' });
    expect(prefilled(plan, emptyKeyed('en'), { ...keyed({ f: 'Ce' }), flags: { f: 'illegible' } }).texts).toEqual({});
  });

  const table = form([{ kind: 'rows', id: 'r', label: 'R', most: 9, fields: [
    { kind: 'integer', id: 'no', label: 'No', keying: { carry: 'sequential', default: '1' } }, { kind: 'date', id: 'day', label: 'Day', keying: { carry: 'sequential' } },
    { kind: 'text', id: 'unit', label: 'Unit', maxLength: 9, keying: { carry: 'persistent', default: 'PCE' } }, { kind: 'text', id: 'x', label: 'X', maxLength: 9 },
  ] }]);

  it('is a first row in each table, whose numbers begin anew with every item', () => {
    const before = keyed({ 'r.0.no': '4', 'r.0.unit': 'KGM', 'r.0.day': '01/11/2026', 'r.1.no': '5' }, { r: 2 });
    expect(prefilled(table, emptyKeyed('en'), before)).toMatchObject({ rowCounts: { r: 1 }, texts: { 'r.0.no': '1', 'r.0.unit': 'KGM' } });
    expect(Object.keys(prefilled(table, emptyKeyed('en'), null).texts)).toEqual(['r.0.no', 'r.0.unit']);
  });

  it('is, in a row that comes, what the row above carries on', () => {
    const first = withText(table, prefilled(table, emptyKeyed('en'), null), 'r.0.day', '30/11/2026');
    const grown = withNewRow(table, withNewRow(table, withText(table, first, 'r.0.unit', 'KGM'), 'r', null), 'r', null);
    expect(grown.rowCounts).toEqual({ r: 3 });
    expect(grown.texts).toEqual({
      'r.0.no': '1', 'r.0.day': '30/11/2026', 'r.0.unit': 'KGM', 'r.1.no': '2', 'r.1.day': '01/12/2026', 'r.1.unit': 'KGM', 'r.2.no': '3', 'r.2.day': '02/12/2026', 'r.2.unit': 'KGM',
    });
  });

  it('can be had by the key for the last value: of the row above, else of the item before', () => {
    const before = keyed({ 'r.0.x': 'last', 'r.1.x': 'last 1' }, { r: 2 });
    const now = keyed({ 'r.0.x': 'above' }, { r: 3 });
    const dup = (address: string): string => dupText(now, { address, above: addressAbove(table, address) }, before);
    expect([dup('r.1.x'), dup('r.0.x'), dup('r.2.x')]).toEqual(['above', 'last', '']);
    expect(dupText(now, { address: 'r.1.unit', above: 'r.0.unit' }, null)).toBe('');
    expect([addressAbove(table, 'r.2.x'), addressAbove(table, 'r.0.x'), addressAbove(table, 'x')]).toEqual(['r.1.x', null, null]);
  });
});
