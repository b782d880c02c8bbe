import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAddress, cellPlace } from '../../../../../shared/forms/address';
import {
  emptyKeyed, inLanguage, isBlankRow, keyedFrom, keyingsOf, withFlag, withOverride, withoutBlankRows, withoutRow, withRow, withRowCopied, withText, type Keyed,
} from '../../../../../shared/forms/keying/keyed';
import { prefilled } from '../../../../../shared/forms/keying/prefill';
import { LANGUAGES } from '../../../../../shared/forms/words';
import { entryOf } from '../../../../support/entry-of';
import { generatedKeyed } from '../../../../support/forms/generated-keyed';
import { planOf } from '../../../../support/plan-of';
import { shippedPlan, shippedPlans } from '../../../../support/shipped-plans';

const RUNS = 100;
const withTables = [...shippedPlans].filter(([, plan]) => plan.rows.size > 0);

/** Texts and flags of a table, row by row. */
function rowsOf(keyed: Keyed, rowsId: string): readonly unknown[] {
  return Array.from({ length: keyed.rowCounts[rowsId] ?? 0 }, (_, row) => {
    const own = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(record).flatMap(([address, each]) => {
        const place = cellPlace(address);
        return place?.rowsId === rowsId && place.row === row ? [[place.columnId, each]] : [];
      }));
    return [own(keyed.texts), own(keyed.flags), own(keyed.overrides)];
  });
}

/** All that does not belong to a table. */
function besides({ texts, flags, overrides, rowCounts, note, language }: Keyed, rowsId: string): unknown {
  const other = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([address]) => cellPlace(address)?.rowsId !== rowsId));
  return [other(texts), other(flags), other(overrides), { ...rowCounts, [rowsId]: 0 }, note, language];
}

const empty = [{}, {}, {}];

describe.each(withTables)('rows of work type %s', (_workType, plan) => {
  const ids = [...plan.rows.keys()];
  const cases = fc.record({ keyed: generatedKeyed(plan, true), at: fc.nat({ max: 4 }), which: fc.nat({ max: 9 }), reason: fc.boolean() }).map(({ keyed, at, which, reason }) => {
    const rowsId = ids[which % ids.length] ?? '';
    return { keyed: reason ? withOverride(keyed, cellAddress(rowsId, 0, 'edit'), '1') : keyed, rowsId, row: at % Math.max(1, keyed.rowCounts[rowsId] ?? 0) };
  });

  it('move as they are when one comes, is copied or goes, and nothing else moves', () => {
    fc.assert(fc.property(cases, ({ keyed, rowsId, row }) => {
      const before = rowsOf(keyed, rowsId);
      const added = withRow(keyed, rowsId, row);
      expect(rowsOf(added, rowsId)).toEqual([...before.slice(0, row), empty, ...before.slice(row)]);
      expect(withoutRow(added, rowsId, row)).toEqual({ ...keyed, rowCounts: { ...keyed.rowCounts, [rowsId]: before.length } });
      for (const after of [added, withoutRow(keyed, rowsId, row), withRowCopied(keyed, rowsId, row)]) expect(besides(after, rowsId)).toEqual(besides(keyed, rowsId));
      if (before.length === 0) return;
      expect(rowsOf(withoutRow(keyed, rowsId, row), rowsId)).toEqual(before.toSpliced(row, 1));
      const copied = rowsOf(withRowCopied(keyed, rowsId, row), rowsId) as readonly (readonly unknown[])[];
      expect(copied.toSpliced(row + 1, 1)).toEqual(before);
      // What stands in its boxes is copied; flags and reasons are said of one row alone.
      expect(copied[row + 1]).toEqual([(before[row] as readonly unknown[])[0], {}, {}]);
    }), { numRuns: RUNS });
  });

  it('that are blank all go, and no cell that was keyed goes with them', () => {
    fc.assert(fc.property(cases, ({ keyed, rowsId, row }) => {
      const spread = withRow(withRow(keyed, rowsId, row), rowsId, 0);
      const left = withoutBlankRows(plan, spread);
      for (const id of ids) for (let each = 0; each < (left.rowCounts[id] ?? 0); each += 1) expect(isBlankRow(plan, left, id, each)).toBe(false);
      const keyedTexts = (of: Keyed): readonly string[] => Object.entries(of.texts).filter(([address, text]) => {
        const place = cellPlace(address);
        const field = plan.slots.get(place?.columnId ?? address)?.field;
        return text.trim() !== '' && field?.keying?.carry === undefined && field?.keying?.default === undefined;
      }).map(([address, text]) => `${cellPlace(address)?.columnId ?? address}: ${text}`);
      expect(keyedTexts(left)).toEqual(expect.arrayContaining([...keyedTexts(keyed)]));
      expect(keyedTexts(left)).toHaveLength(keyedTexts(keyed).length);
      expect(Object.keys(left.flags)).toHaveLength(Object.keys(keyed.flags).length);
      expect(withoutBlankRows(plan, left)).toBe(left);
    }), { numRuns: RUNS });
  });
});

describe.each([...shippedPlans])('what stands in the boxes of work type %s', (_workType, plan) => {
  it('means the same in another language, and is the same again when it comes back', () => {
    fc.assert(fc.property(generatedKeyed(plan, true), fc.constantFrom(...LANGUAGES), (keyed, language) => {
      const there = inLanguage(plan, keyed, language);
      expect(keyingsOf(plan, there)).toEqual(keyingsOf(plan, keyed));
      expect(keyingsOf(plan, inLanguage(plan, there, keyed.language))).toEqual(keyingsOf(plan, keyed));
    }), { numRuns: RUNS });
  });

  it('is what a draft of it brings back, in the language that it was keyed in and in others', () => {
    fc.assert(fc.property(generatedKeyed(plan, true), fc.constantFrom(...LANGUAGES), (keyed, language) => {
      const { texts, flags, rowCounts, overrides, note } = keyed;
      const draft = { ...entryOf(texts, flags), rowCounts: { ...rowCounts }, overrides: { ...overrides }, note, keyedIn: keyed.language };
      expect(keyedFrom(plan, draft, keyed.language)).toEqual(keyed);
      expect(keyingsOf(plan, keyedFrom(plan, draft, language))).toEqual(keyingsOf(plan, keyed));
    }), { numRuns: RUNS });
  });
});

describe('keying', () => {
  const receipt = shippedPlan('receipt');

  it('takes a flag off, and the key for a flag takes the same one off again', () => {
    const flagged = withFlag(emptyKeyed('en'), 'total', 'illegible');
    expect(flagged.flags).toEqual({ total: 'illegible' });
    expect(withText(receipt, flagged, 'total', '1').flags).toEqual({});
    expect(withFlag(flagged, 'total', 'illegible').flags).toEqual({});
    expect(withFlag(flagged, 'total', 'notPresent').flags).toEqual({ total: 'notPresent' });
  });

  it('takes pasted line ends for spaces', () => {
    expect(withText(receipt, emptyKeyed('en'), 'company', 'Kopi\r\nOl').texts).toEqual({ company: 'Kopi Ol' });
  });

  it('of what its form no longer has is left out when a draft comes back', () => {
    expect(keyedFrom(receipt, entryOf({ company: 'A', tip: '1' }), 'it').texts).toEqual({ company: 'A' });
  });

  it('of an entry of the first version comes back as it was', () => {
    expect(keyedFrom(receipt, { ...entryOf({ total: '12.50', date: '2026-11-21', company: 'A' }), keyedIn: 'en' }, 'nb').texts).toEqual({ total: '12,50', date: '21.11.2026', company: 'A' });
  });
});

describe('a first row whose column carries on what the last item had', () => {
  const visits = planOf({
    v: 2, workType: 'visits', title: 'Visits',
    parts: [{
      kind: 'rows', id: 'visits', label: 'Visits', most: 5, fields: [
        { kind: 'text', id: 'ward', label: 'Ward', maxLength: 9, keying: { carry: 'persistent' } },
        { kind: 'text', id: 'name', label: 'Name', maxLength: 9 },
      ],
    }],
  });
  const before: Keyed = { ...emptyKeyed('en'), texts: { 'visits.0.ward': 'A1', 'visits.0.name': 'Ann' }, rowCounts: { visits: 1 } };

  it('is blank with what came, and is not once that was keyed over or keyed where nothing came', () => {
    const begun = prefilled(visits, emptyKeyed('en'), before);
    expect(begun.texts['visits.0.ward']).toBe('A1');
    expect(isBlankRow(visits, begun, 'visits', 0)).toBe(true);
    expect(isBlankRow(visits, withText(visits, begun, 'visits.0.ward', 'B2'), 'visits', 0)).toBe(false);
    const first = prefilled(visits, emptyKeyed('en'), null);
    expect(isBlankRow(visits, withText(visits, first, 'visits.0.ward', 'B2'), 'visits', 0)).toBe(false);
  });
});
