import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, versionSchema } from '../../../../shared/updates/version-number';

const part = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 999_999 }));
const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));

describe('the order of versions', () => {
  it('is total: any two are equal only where they are the same, and turned round they compare the other way', () => {
    fc.assert(fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      expect(compareVersions(a, b) === 0).toBe(a === b);
    }));
  });

  it('goes on from one to the next: what is before something is before all that comes after it', () => {
    fc.assert(fc.property(version, version, version, (a, b, c) => {
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }));
  });

  it('is by number, not by letter, and the first number weighs most', () => {
    const inOrder = ['0.0.9', '0.0.10', '0.2.0', '0.10.0', '1.0.0', '1.0.1', '2.0.0', '10.0.0'];
    expect(inOrder.toReversed().toSorted(compareVersions)).toEqual(inOrder);
  });

  it.each(['1.0', '1.0.0.0', '01.0.0', '1.0.0-rc.1', '1.0.0 ', 'v1.0.0', '1.0.1000000', '-1.0.0', ''])('does not take %j for a version', (text) => {
    expect(versionSchema.safeParse(text).success).toBe(false);
  });
});
