import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pilotOf, ringOf, type SiteDesks } from '../../../../server/releases/ring-of';
import { idOf } from '../../../support/desk-fixtures';
import { LINUX } from '../../../support/signed-release';

const NOW_MS = Date.parse('2026-11-21T08:00:00.000Z');
const WEEK_MS = 7 * 24 * 60 * 60_000;
const ids = [1, 2, 3].map((n) => idOf('desk', n));
const heard = (agoMs: number, build: typeof LINUX | null = LINUX) => ({ heardAtUtc: new Date(NOW_MS - agoMs).toISOString(), build });
const [FIRST = '', SECOND = '', THIRD = ''] = ids;

/** Three desks that were all heard of just now. */
const SITE: SiteDesks = { desks: ids.map((id) => ({ id, state: 'active' })), reports: new Map(ids.map((id) => [id, heard(0)])), named: new Map(), nowMs: NOW_MS };

describe('which desk tries first for its site', () => {
  it('is the first that was enrolled, in whatever order they are told', () => {
    fc.assert(fc.property(fc.shuffledSubarray(ids, { minLength: 3 }), (order) => {
      expect(pilotOf({ ...SITE, desks: order.map((id) => ({ id, state: 'active' })) })).toBe(FIRST);
    }));
  });

  it('is the one that somebody named, whether it was heard of or not', () => {
    expect(pilotOf({ ...SITE, named: new Map([[THIRD, 'pilot']]), reports: new Map() })).toBe(THIRD);
  });

  it('is no desk of the lab, none that was revoked, none that does not update itself, and none that was not heard of for a week', () => {
    expect(pilotOf({ ...SITE, named: new Map([[FIRST, 'lab']]) })).toBe(SECOND);
    expect(pilotOf({ ...SITE, desks: ids.map((id) => ({ id, state: id === FIRST ? 'revoked' : 'active' })) })).toBe(SECOND);
    expect(pilotOf({ ...SITE, desks: ids.map((id) => ({ id, state: id === THIRD ? 'revoked' : 'active' })), named: new Map([[THIRD, 'pilot']]) })).toBe(FIRST);
    const first = (report: ReturnType<typeof heard>): SiteDesks => ({ ...SITE, reports: new Map([[FIRST, report], [SECOND, heard(0)]]) });
    expect([heard(0, null), heard(WEEK_MS), heard(WEEK_MS - 1)].map((report) => pilotOf(first(report)))).toEqual([SECOND, SECOND, FIRST]);
    expect(pilotOf({ ...SITE, reports: new Map() })).toBeNull();
  });

  it('needs no administrator, where there is one that does not', () => {
    const windows = { ...heard(0), build: { platform: 'win32', arch: 'x64', target: 'nsis' } } as const;
    expect(pilotOf({ ...SITE, reports: new Map([[FIRST, windows], [SECOND, windows], [THIRD, heard(0)]]) })).toBe(THIRD);
    expect(pilotOf({ ...SITE, reports: new Map([[FIRST, windows], [SECOND, windows]]) })).toBe(FIRST);
  });

  it('there is one of each site at most, and every other desk is of the ring all, where nobody said otherwise', () => {
    expect(ids.map((id) => ringOf(id, SITE))).toEqual(['pilot', 'all', 'all']);
    const named: SiteDesks['named'] = new Map([[SECOND, 'lab'], [THIRD, 'pilot']]);
    expect(ids.map((id) => ringOf(id, { ...SITE, named }))).toEqual(['all', 'lab', 'pilot']);
  });
});
