import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../shared/updates/manifest';
import { ringSchema } from '../../../../shared/updates/ring';
import { compareVersions } from '../../../../shared/updates/version-number';
import { weighManifest, type DeskStanding } from '../../../../shared/updates/weigh-manifest';
import { idOf } from '../../../support/desk-fixtures';
import { LINUX, manifestFor, SITE_ID } from '../../../support/signed-release';

const NOW_MS = Date.parse('2026-11-21T08:00:00.000Z');
const DESK: DeskStanding = {
  version: '1.0.0', indexVersion: 2, channel: 'stable', siteId: SITE_ID, ring: 'all', build: LINUX, nowMs: NOW_MS, newest: null, failedVersions: [],
};

function verdict(changed: Partial<Manifest>, desk: Partial<DeskStanding> = {}): string {
  const weighed = weighManifest(manifestFor('1.0.1', changed), { ...DESK, ...desk });
  return weighed.ok ? 'taken' : weighed.failure.kind;
}

const small = fc.integer({ min: 0, max: 4 });
const told = fc.record({ version: fc.tuple(small, small, small).map((parts) => parts.join('.')), issuedAtUtc: fc.integer({ min: 1, max: 9 }).map((day) => `2026-11-0${day}T00:00:00.000Z`) });

describe('what a desk makes of a manifest that reads well', () => {
  it('takes versions and times that only go forward, over any sequence of manifests', () => {
    fc.assert(fc.property(fc.array(told, { maxLength: 30 }), (manifests) => {
      let newest: DeskStanding['newest'] = null;
      for (const { version, issuedAtUtc } of manifests) {
        const weighed = weighManifest(manifestFor(version, { issuedAtUtc }), { ...DESK, newest });
        const isOlder = newest !== null && (issuedAtUtc < newest.issuedAtUtc || compareVersions(version, newest.version) < 0);
        expect(weighed.ok).toBe(!isOlder && compareVersions(version, DESK.version) > 0);
        if (!weighed.ok) continue;
        newest = { version, issuedAtUtc };
      }
    }));
  });

  it('never takes one that was taken before something newer, in whatever order they come again', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['1.0.1', '1.0.2', '1.0.3', '1.1.0'], { minLength: 4 }), (order) => {
      const reached: string[] = [];
      let newest: DeskStanding['newest'] = null;
      for (const version of order) {
        const issuedAtUtc = '2026-11-02T00:00:00.000Z';
        if (!weighManifest(manifestFor(version, { issuedAtUtc }), { ...DESK, newest }).ok) continue;
        newest = { version, issuedAtUtc };
        reached.push(version);
      }
      expect(reached).toEqual(reached.toSorted(compareVersions));
      expect(reached.at(-1)).toBe('1.1.0');
    }));
  });

  it('holds from the first millisecond of its time until the last before its end', () => {
    const [from, until] = [Date.parse('2026-11-01T00:00:00.000Z'), Date.parse('2026-12-01T00:00:00.000Z')];
    expect([from - 1, from, until - 1, until].map((nowMs) => verdict({}, { nowMs }))).toEqual(['notYet', 'taken', 'taken', 'expired']);
  });

  it('is for the desk’s own channel and site', () => {
    expect(verdict({ channel: 'beta' })).toBe('otherChannel');
    expect(verdict({ sites: [idOf('desk', 7)] })).toBe('otherSite');
    expect(verdict({ sites: [idOf('desk', 7), SITE_ID] })).toBe('taken');
    expect(verdict({ sites: [SITE_ID] }, { siteId: '' })).toBe('otherSite');
  });

  it('goes no wider than the ring that it was signed for', () => {
    const widths = ringSchema.options.map((ring) => ringSchema.options.map((own) => verdict({ ring }, { ring: own })));
    expect(widths).toEqual([['taken', 'ringTooWide', 'ringTooWide'], ['taken', 'taken', 'ringTooWide'], ['taken', 'taken', 'taken']]);
  });

  it('is refused over what is too old, where there is no way back, without an artifact and where it failed', () => {
    expect(verdict({ oldestFrom: '1.0.1' })).toBe('tooOldToStart');
    expect(verdict({ oldestFrom: '1.0.0' })).toBe('taken');
    expect(verdict({ lowestIndexVersion: 3 })).toBe('noWayBack');
    expect(verdict({ lowestIndexVersion: 2 })).toBe('taken');
    expect(verdict({}, { build: { ...LINUX, arch: 'arm64' } })).toBe('noArtifact');
    expect(verdict({}, { failedVersions: ['1.0.1'] })).toBe('failedHere');
    expect(verdict({}, { version: '1.0.1' })).toBe('notNewer');
  });
});
