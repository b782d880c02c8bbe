import { beforeEach, expect, it } from 'vitest';
import { showEntry, useEntry, type KeyableWork } from '../../../../renderer/entry/entry-state';
import { forgetSubmitted, lastSubmitted, noteSubmitted } from '../../../../renderer/entry/last-submitted';
import { submitEntry } from '../../../../renderer/entry/submit-entry';
import { emptyKeyed, type Keyed } from '../../../../shared/forms/keying/keyed';
import { planOf } from '../../../support/plan-of';

const plan = planOf({
  v: 2, workType: 'x', title: 'X',
  parts: [
    { kind: 'yesNo', id: 'has', label: 'Has' }, { kind: 'identifier', scheme: 'iban', id: 'iban', label: 'IBAN', when: 'has' },
    { kind: 'rows', id: 'lines', label: 'Lines', least: 1, most: 3, fields: [{ kind: 'money', id: 'price', label: 'Price', required: true }] },
    { kind: 'money', id: 'total', label: 'Total', required: true }, { kind: 'text', id: 'name', label: 'Name', maxLength: 9 },
  ],
});

function open(keyed: Partial<Keyed>): void {
  const work = { plan, item: { formHash: 'f' } } as KeyableWork;
  showEntry(work, { mutationId: 'm', keyed: { ...emptyKeyed('en'), rowCounts: { lines: 1 }, ...keyed }, effort: null, revision: 0 });
}

beforeEach(forgetSubmitted);

it('what cannot be read in a box that is hidden now keeps nothing back and is not told', () => {
  open({ texts: { has: 'No', iban: 'NO12', 'lines.0.price': '5' } });
  expect(submitEntry('o')).toEqual({ kind: 'problems', first: 'total' });
  expect(useEntry.getState().problems).toEqual({ total: 'required' });
});

it('a table without the rows that it needs is gone to where the first is to be keyed', () => {
  open({ texts: { total: '5' } });
  expect(submitEntry('o')).toEqual({ kind: 'problems', first: 'lines.0.price' });
  expect(useEntry.getState().problems).toEqual({ 'lines.0.price': 'tooFewRows' });
});

it('what is repeated from the last item stands in the language of now', () => {
  noteSubmitted('f', plan, { ...emptyKeyed('it'), texts: { total: '1,250' } });
  expect(lastSubmitted('f')?.texts['total']).toBe('1.250');
});
