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
});
