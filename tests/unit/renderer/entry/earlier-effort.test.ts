import { beforeEach, describe, expect, it } from 'vitest';
import { forgetShown, noteShown, ofThisSession } from '../../../../renderer/entry/earlier-effort';
import type { Effort } from '../../../../shared/domain/effort';

const effort = (keystrokes: number): Effort =>
  ({ keystrokes, corrections: keystrokes / 10, activeMs: keystrokes * 100, pausedMs: keystrokes, waitedMs: 5, overrides: 0, flags: 0, fields: {} });

beforeEach(forgetShown);

describe('what a session is told to have taken', () => {
  it('leaves out what an entry had taken before, and counts what it is left with and taken up again', () => {
    noteShown('item', effort(100));
    noteShown('item', effort(150));
    expect(ofThisSession('item', effort(170))).toEqual({ keystrokes: 70, corrections: 7, activeMs: 7_000, pausedMs: 70, waitedMs: 0 });
  });

  it('is all of an entry that was begun in it, though it came back refused', () => {
    noteShown('item', null);
    noteShown('item', effort(40));
    expect(ofThisSession('item', effort(50)).keystrokes).toBe(50);
  });

  it('begins anew with the next session', () => {
    noteShown('item', null);
    forgetShown();
    noteShown('item', effort(40));
    expect(ofThisSession('item', effort(50)).keystrokes).toBe(10);
  });
});
