import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareOut } from '../../../server/decide/share-out';

describe('sharing a batch out', () => {
  test('is even to one, in blocks of the delivery’s order', () => {
    fc.assert(fc.property(fc.nat(200), fc.integer({ min: 1, max: 9 }), (itemCount, people) => {
      const operators = Array.from({ length: people }, (_, i) => i);
      const shared = shareOut(itemCount, operators);
      const shares = operators.map((operator) => shared.filter((each) => each === operator).length);
      expect(shared).toHaveLength(itemCount);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      expect([...shared].sort((a, b) => Number(a) - Number(b))).toEqual(shared);
    }));
  });

  test('gives items to nobody when there is nobody', () => {
    expect(shareOut(3, [])).toEqual([null, null, null]);
  });

  test('gives nobody more than their limit, the others as evenly as that leaves, and the last items to nobody', () => {
    fc.assert(fc.property(fc.nat(200), fc.array(fc.nat(60), { maxLength: 9 }), (itemCount, limits) => {
      const shared = shareOut(itemCount, limits.map((_, i) => i), (i) => limits[i] ?? 0);
      const shares = limits.map((_, i) => shared.filter((each) => each === i).length);
      const given = shares.reduce((sum, share) => sum + share, 0);
      expect(shared).toHaveLength(itemCount);
      expect(given).toBe(Math.min(itemCount, limits.reduce((sum, limit) => sum + limit, 0)));
      expect(shared.slice(given).every((each) => each === null)).toBe(true);
      const below = shares.filter((share, i) => share < (limits[i] ?? 0));
      if (below.length > 0) expect(Math.max(...shares)).toBeLessThanOrEqual(Math.min(...below) + 1);
    }));
  });
});
