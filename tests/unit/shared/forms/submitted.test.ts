import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/domain/entry';
import { fitsForm } from '../../../../shared/forms/entry-check';
import { keyedFrom } from '../../../../shared/forms/keying/keyed';
import { LANGUAGES } from '../../../../shared/forms/words';
import { generatedKeyed } from '../../../support/forms/generated-keyed';
import { submittedEntry } from '../../../../shared/forms/keying/submitted-entry';
import { madeSubmittable } from '../../../support/forms/made-submittable';
import { shippedPlans } from '../../../support/shipped-plans';

const RUNS = 150;

/** One thing of an entry made wrong, or at least other. */
type Wrong = Readonly<{ what: 'value' | 'gone' | 'stray' | 'count' | 'flag' | 'override'; at: number; text: string }>;
const wrong: fc.Arbitrary<Wrong> = fc.record({
  what: fc.constantFrom('value' as const, 'gone' as const, 'stray' as const, 'count' as const, 'flag' as const, 'override' as const), at: fc.nat({ max: 997 }),
  text: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('__proto__', 'constructor', 'lines.0.amount', 'days.999.hours', '1'.repeat(400), '-0', 'PT', '2026-02-30', '1e9', '.', '\u0000')),
});

function withWrong(entry: Entry, { what, at, text }: Wrong): Entry {
  const addresses = Object.keys(entry.values);
  const address = addresses[at % addresses.length] ?? '';
  const rowsIds = Object.keys(entry.rowCounts);
  const rowsId = rowsIds[at % Math.max(1, rowsIds.length)] ?? text;
  switch (what) {
    case 'value':
      return { ...entry, values: { ...entry.values, [address]: text } };
    case 'gone': {
      const { [address]: _gone, ...values } = entry.values;
      return { ...entry, values };
    }
    case 'stray':
      return { ...entry, values: { ...entry.values, [text]: text } };
    case 'count':
      return { ...entry, rowCounts: { ...entry.rowCounts, [rowsId]: at % 501 } };
    case 'flag':
      return { ...entry, flags: { ...entry.flags, [at % 2 === 0 ? text : address]: 'illegible' } };
    case 'override':
      return { ...entry, overrides: { ...entry.overrides, [at % 2 === 0 ? text : address]: text.slice(0, 8) } };
    default:
      return what satisfies never;
  }
}

describe.each([...shippedPlans])('an entry of work type %s', (_workType, plan) => {
  it('that the page lets go always fits its form at the centre', () => {
    let sent = 0;
    fc.assert(fc.property(generatedKeyed(plan, true), (begun) => {
      const keyed = madeSubmittable(plan, begun);
      if (keyed === null) return;
      sent += 1;
      expect(fitsForm(plan, submittedEntry(plan, keyed, null))).toBe(true);
    }), { numRuns: RUNS });
    expect(sent).toBeGreaterThan(RUNS * 0.8);
  });

  it('that comes back is stored the same again, in whatever language it is looked at', () => {
    fc.assert(fc.property(generatedKeyed(plan, false), fc.constantFrom(...LANGUAGES), (keyed, language) => {
      const entry = submittedEntry(plan, keyed, null);
      expect(submittedEntry(plan, keyedFrom(plan, entry, language), null)).toEqual(entry);
    }), { numRuns: RUNS });
  });

  it('that has something wrong in it is judged without a failure, whatever it is', () => {
    fc.assert(fc.property(generatedKeyed(plan, true), wrong, (keyed, each) => {
      const entry = submittedEntry(plan, madeSubmittable(plan, keyed) ?? keyed, null);
      expect(typeof fitsForm(plan, withWrong(entry, each))).toBe('boolean');
    }), { numRuns: RUNS });
  });

  it('with a stray value, a missing one or one that is not trimmed does not fit', () => {
    fc.assert(fc.property(generatedKeyed(plan, true), fc.nat({ max: 997 }), (begun, at) => {
      const keyed = madeSubmittable(plan, begun);
      if (keyed === null) return;
      const entry = submittedEntry(plan, keyed, null);
      for (const what of ['gone', 'stray'] as const) expect(fitsForm(plan, withWrong(entry, { what, at, text: 'nowhere' }))).toBe(false);
      expect(fitsForm(plan, withWrong(entry, { what: 'value', at, text: ' x' }))).toBe(false);
    }), { numRuns: RUNS });
  });
});
