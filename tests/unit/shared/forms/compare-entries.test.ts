import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/domain/entry';
import { compareEntries } from '../../../../shared/forms/compare-entries';
import { shippedPlans } from '../../../support/shipped-plans';

const invoice = shippedPlans.get('supplier-invoice');
if (invoice === undefined) throw new Error('no form with rows is shipped');
const rowsId = [...invoice.rows.keys()][0] ?? '';
const fieldIds = [...invoice.slots].filter(([, { rows }]) => rows === null).map(([id]) => id);
const columnIds = [...invoice.slots].filter(([, { rows }]) => rows?.id === rowsId).map(([id]) => id);

const entries = fc.record({ count: fc.nat({ max: 4 }), seed: fc.array(fc.constantFrom('', 'a', 'b', '1.00'), { minLength: 60, maxLength: 60 }), flagged: fc.nat({ max: 59 }), flag: fc.constantFrom('illegible' as const, 'notPresent' as const, null) })
  .map(({ count, seed, flagged, flag }): Entry => {
    const addresses = [...fieldIds, ...Array.from({ length: count }, (_, row) => columnIds.map((id) => `${rowsId}.${row}.${id}`)).flat()];
    const at = addresses[flagged % addresses.length] ?? '';
    return {
      v: 2, values: Object.fromEntries(addresses.map((address, i) => [address, address === at && flag !== null ? '' : (seed[i % seed.length] ?? '')])),
      flags: flag === null ? {} : { [at]: flag }, rowCounts: { [rowsId]: count }, overrides: {}, note: '', keyedIn: null, effort: null,
    };
  });

describe('comparing two passes', () => {
  it('finds no difference between an entry and itself, and every field of it', () => {
    fc.assert(fc.property(entries, (entry) => {
      const compared = compareEntries(invoice, entry, entry);
      expect(compared.every(({ isSame, first }) => isSame && first !== null)).toBe(true);
      expect(compared.filter((each) => each.rowsId === rowsId).length).toBe((entry.rowCounts[rowsId] ?? 0) * columnIds.length);
    }));
  });

  it('says the same whichever comes first, and differs exactly where value, flag or row do', () => {
    fc.assert(fc.property(entries, entries, (one, other) => {
      const [there, back] = [compareEntries(invoice, one, other), compareEntries(invoice, other, one)];
      expect(back.map(({ address, first, second, isSame }) => [address, second, first, isSame])).toEqual(there.map(({ address, first, second, isSame }) => [address, first, second, isSame]));
      for (const { address, row, isSame, rowsId: at } of there) {
        const has = (entry: Entry): boolean => row === null || row < (entry.rowCounts[at ?? ''] ?? 0);
        const said = (entry: Entry): unknown => (has(entry) ? [entry.values[address] ?? '', entry.flags[address] ?? null] : 'no row');
        expect(isSame).toBe(JSON.stringify(said(one)) === JSON.stringify(said(other)));
      }
    }));
  });
});
