import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitsFor, type Readiness } from '../../../../main/updates/may-install';

const HOUR_MS = 60 * 60_000;
/** Between shifts, with all that an installation needs. */
const FREE: Readiness = {
  isItemOpen: false, isSignedOn: false, quietMs: HOUR_MS, isSaved: true, freeBytes: 1000, sizeBytes: 100, isOnline: true, isOverdue: false, hasLeadsWord: false,
};
const any: fc.Arbitrary<Readiness> = fc.record({
  isItemOpen: fc.boolean(), isSignedOn: fc.boolean(), quietMs: fc.nat({ max: HOUR_MS }), isSaved: fc.boolean(), freeBytes: fc.nat(), sizeBytes: fc.nat(), isOnline: fc.boolean(),
  isOverdue: fc.boolean(), hasLeadsWord: fc.boolean(),
});

describe('when what lies ready is installed', () => {
  it('never while an item is open, whoever says so and however long it is due', () => {
    fc.assert(fc.property(any, (desk) => {
      expect(waitsFor({ ...desk, isItemOpen: true })).toBe('item');
    }));
  });

  it('never on a disk that has not taken the work or has no room, nor without the link that it has to prove itself by', () => {
    fc.assert(fc.property(any, (desk) => {
      if (waitsFor(desk) === null) expect(desk.isSaved && desk.freeBytes >= 4 * desk.sizeBytes && desk.isOnline).toBe(true);
    }));
    const withWord = { ...FREE, hasLeadsWord: true };
    expect([{ isSaved: false }, { freeBytes: 399 }, { isOnline: false }].map((lacks) => waitsFor({ ...withWord, ...lacks }))).toEqual(['disk', 'disk', 'link']);
    expect(waitsFor({ ...withWord, freeBytes: 400 })).toBeNull();
  });

  it('never in front of somebody who is signed on and keys, unless a lead says so', () => {
    fc.assert(fc.property(any, (desk) => {
      if (!desk.hasLeadsWord) expect(waitsFor({ ...desk, isSignedOn: true, quietMs: 4 * 60_000 })).not.toBeNull();
    }));
  });

  it('between shifts after ten quiet minutes', () => {
    expect(waitsFor({ ...FREE, quietMs: 10 * 60_000 - 1 })).toBe('quiet');
    expect(waitsFor({ ...FREE, quietMs: 10 * 60_000 })).toBeNull();
  });

  it('at once by a lead’s word', () => {
    expect(waitsFor({ ...FREE, isSignedOn: true, quietMs: 0, hasLeadsWord: true })).toBeNull();
  });

  it('after sign-off until its time is over, then in the next gap between two items', () => {
    const between = { ...FREE, isSignedOn: true, quietMs: 5 * 60_000 };
    expect(waitsFor(between)).toBe('signOff');
    expect(waitsFor({ ...between, isOverdue: true })).toBeNull();
    expect(waitsFor({ ...between, isOverdue: true, quietMs: 5 * 60_000 - 1 })).toBe('signOff');
    expect(waitsFor({ ...FREE, isOverdue: true, quietMs: 30_000 })).toBeNull();
    expect(waitsFor({ ...FREE, isOverdue: true, quietMs: 29_999 })).toBe('quiet');
  });
});
