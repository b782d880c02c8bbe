import { describe, expect, it } from 'vitest';
import { notProvedBy } from '../../../../server/releases/not-proved-by';
import type { SiteDesk } from '../../../../shared/protocol/admin-releases';
import type { Build } from '../../../../shared/updates/manifest';
import { idOf } from '../../../support/desk-fixtures';
import { artifactOf, LINUX, manifestFor, SITE_ID } from '../../../support/signed-release';

const MANILA_ID = idOf('desk', 9);
const WINDOWS: Build = { platform: 'win32', arch: 'x64', target: 'nsis' };
const MANIFEST = manifestFor('1.4.0');
const FOR_CEBU = manifestFor('1.4.0', { sites: [SITE_ID] });

function desk(changed: Partial<SiteDesk>, version: string | null = '1.3.0', build: Build | null = LINUX): SiteDesk {
  const report = { sinceUtc: '2026-11-01T00:00:00.000Z', heardAtUtc: '2026-11-21T08:00:00.000Z', build, unsettledCount: 0, outcome: null, failedVersions: [] };
  return { site: 'Cebu', siteId: SITE_ID, desk: 'Desk 1', deskId: idOf('desk', 1), ring: 'lab', report: version === null ? null : { ...report, version }, ...changed };
}
const manila: Partial<SiteDesk> = { site: 'Manila', siteId: MANILA_ID, desk: 'Desk 7', ring: 'pilot' };

describe('whether a release has been proved', () => {
  it('is asked of the lab before a pilot, and of both before all', () => {
    const desks = [desk({}), desk({ desk: 'Desk 2', ring: 'pilot' }), desk({ desk: 'Desk 3', ring: 'all' })];
    expect(notProvedBy(MANIFEST, 'pilot', null, desks)).toEqual(['Desk 1 at Cebu (lab) runs 1.3.0']);
    expect(notProvedBy(MANIFEST, 'all', null, desks)).toEqual(['Desk 1 at Cebu (lab) runs 1.3.0', 'Desk 2 at Cebu (pilot) runs 1.3.0']);
  });

  it('is shown by a desk that runs it, or a newer one', () => {
    expect(['1.4.0', '1.4.1', '1.10.0', '2.0.0'].map((version) => notProvedBy(MANIFEST, 'pilot', null, [desk({}, version)]))).toEqual([[], [], [], []]);
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({}, '1.3.10')])).toHaveLength(1);
  });

  it('is not asked of the pilot of another site, where one site is promoted', () => {
    const desks = [desk({ ring: 'pilot' }, '1.4.0'), desk(manila)];
    expect(notProvedBy(MANIFEST, 'all', SITE_ID, desks)).toEqual([]);
    expect(notProvedBy(MANIFEST, 'all', null, desks)).toEqual(['Desk 7 at Manila (pilot) runs 1.3.0']);
  });

  it('is not asked of desks at sites that it was not signed for', () => {
    expect(notProvedBy(FOR_CEBU, 'all', null, [desk({ ring: 'pilot' }, '1.4.0'), desk(manila)])).toEqual([]);
    expect(notProvedBy(FOR_CEBU, 'all', null, [desk({ ring: 'pilot' }), desk(manila)])).toEqual(['Desk 1 at Cebu (pilot) runs 1.3.0']);
  });

  it('is not asked of desks whose build it has nothing for', () => {
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({}, '1.4.0'), desk({ desk: 'Desk 2' }, '1.3.0', WINDOWS)])).toEqual([]);
  });

  it('is asked of a desk whose build nobody knows', () => {
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({}, '1.4.0'), desk({ desk: 'Desk 2' }, '1.3.0', null)])).toEqual(['Desk 2 at Cebu (lab) runs 1.3.0 and does not update itself: install it by hand, or take it out of the ring']);
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({}, null)])).toEqual(['Desk 1 at Cebu (lab) runs nothing that was heard of']);
  });

  it('is never so where there is nobody to prove it', () => {
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({ ring: 'all' })])).toEqual(['There is no desk in a ring before pilot yet: release ring DESK --site NAME --ring lab']);
    expect(notProvedBy(FOR_CEBU, 'all', null, [desk(manila, '1.4.0')])).toEqual(['It is signed for the site and the build of no desk in a ring before all.']);
    expect(notProvedBy(MANIFEST, 'pilot', null, [desk({}, '1.4.0', WINDOWS)])).toEqual(['It is signed for the site and the build of no desk in a ring before pilot.']);
  });

  it('waits for an administrator at a desk that is installed by one, and says so', () => {
    const windows = manifestFor('1.4.0', { artifacts: [artifactOf(new Uint8Array(1), '1.4.0', WINDOWS)] });
    expect(notProvedBy(windows, 'pilot', null, [desk({}, '1.3.0', WINDOWS)])).toEqual(['Desk 1 at Cebu (lab) runs 1.3.0 and does not update itself: install it by hand, or take it out of the ring']);
    expect(notProvedBy(windows, 'pilot', null, [desk({}, '1.4.0', WINDOWS)])).toEqual([]);
  });
});
