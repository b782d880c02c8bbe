import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueRelease, type AskingDesk } from '../../../../server/releases/due-release';
import type { PromotionRow, ReleaseRow } from '../../../../server/store/release-rows';
import { ringSchema, type Ring } from '../../../../shared/updates/ring';
import type { Manifest } from '../../../../shared/updates/manifest';
import { idOf } from '../../../support/desk-fixtures';
import { LINUX, manifestFor, SITE_ID } from '../../../support/signed-release';

const AT_UTC = '2026-11-21T08:00:00.000Z';
const DESK: AskingDesk = { siteId: SITE_ID, ring: 'all', version: '1.0.0', build: LINUX, failedVersions: [], nowMs: Date.parse(AT_UTC) };

function release(version: string, changed: Partial<Manifest> = {}, halted: ReleaseRow['halted'] = null): ReleaseRow {
  const payload = Buffer.from(JSON.stringify(manifestFor(version, changed))).toString('base64url');
  return { version, signed: `e30.${payload}.e30`, addedAtUtc: AT_UTC, halted };
}
const promoted = (version: string, ring: Ring, siteId: string | null = null): PromotionRow => ({ version, ring, siteId, atUtc: AT_UTC });
const due = (releases: readonly ReleaseRow[], promotions: readonly PromotionRow[], desk: Partial<AskingDesk> = {}): string | null =>
  dueRelease({ ...DESK, ...desk }, releases, promotions)?.version ?? null;

describe('what is due at a desk', () => {
  it('is nothing that nobody has promoted', () => {
    expect(due([release('1.0.1')], [])).toBeNull();
    expect(due([release('1.0.1')], [promoted('1.0.2', 'all')])).toBeNull();
  });

  it('reaches from ring to ring', () => {
    const reached = ringSchema.options.map((ring) => ringSchema.options.map((own) => due([release('1.0.1')], [promoted('1.0.1', ring)], { ring: own }) !== null));
    expect(reached).toEqual([[true, false, false], [true, true, false], [true, true, true]]);
  });

  it('goes by what was said of the site, wider or narrower, before what was said of all', () => {
    expect(due([release('1.0.1')], [promoted('1.0.1', 'all'), promoted('1.0.1', 'lab', SITE_ID)])).toBeNull();
    expect(due([release('1.0.1')], [promoted('1.0.1', 'lab'), promoted('1.0.1', 'all', SITE_ID)])).toBe('1.0.1');
    expect(due([release('1.0.1')], [promoted('1.0.1', 'all', idOf('desk', 9))])).toBeNull();
  });

  it('is the newest of them by number, and never older than what runs', () => {
    const part = fc.nat({ max: 12 });
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(part, part, part).map((parts) => parts.join('.')), { maxLength: 8 }), (versions) => {
      const byNumber = versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      const newest = byNumber.filter((each) => each.localeCompare('1.0.0', 'en', { numeric: true }) > 0).at(-1) ?? null;
      expect(due(versions.map((each) => release(each)), versions.map((each) => promoted(each, 'all')))).toBe(newest);
    }));
  });

  it('is never what was halted', () => {
    const halted = release('1.0.2', {}, { atUtc: AT_UTC, why: 'bad' });
    expect(due([release('1.0.1'), halted], [promoted('1.0.1', 'all'), promoted('1.0.2', 'all')])).toBe('1.0.1');
    expect(due([halted], [promoted('1.0.2', 'all')])).toBeNull();
  });

  it.each<[string, Partial<Manifest>, Partial<AskingDesk>]>([
    ['is signed for other sites', { sites: [idOf('desk', 9)] }, {}], ['is not to be installed over what runs', { oldestFrom: '1.0.1' }, {}],
    ['is not good yet', { notBeforeUtc: '2026-11-21T08:00:00.001Z' }, {}], ['is past its time', { expiresAtUtc: AT_UTC }, {}],
    ['failed at this desk', {}, { failedVersions: ['1.0.1'] }], ['has nothing for this build', {}, { build: { ...LINUX, target: 'deb' } }],
  ])('is nothing that %s', (_what, changed, desk) => {
    expect(due([release('1.0.1')], [promoted('1.0.1', 'all')])).toBe('1.0.1');
    expect(due([release('1.0.1', changed)], [promoted('1.0.1', 'all')], desk)).toBeNull();
  });

  it('is nothing that makes no sense', () => {
    expect(due([{ ...release('1.0.1'), signed: 'nonsense' }], [promoted('1.0.1', 'all')])).toBeNull();
  });
});
