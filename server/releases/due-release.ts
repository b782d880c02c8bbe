import { artifactFor, type Build, type Manifest } from '../../shared/updates/manifest';
import { reaches, type Ring } from '../../shared/updates/ring';
import { compareVersions } from '../../shared/updates/version-number';
import type { PromotionRow, ReleaseRow } from '../store/release-rows';
import { peekManifest } from './peek-manifest';

export type AskingDesk = Readonly<{ siteId: string; ring: Ring; version: string; build: Build; failedVersions: readonly string[]; nowMs: number }>;

/** The newest release that is promoted to the desk's ring at its site and may be installed there; null where it is to stay as it is. */
export function dueRelease(desk: AskingDesk, releases: readonly ReleaseRow[], promotions: readonly PromotionRow[]): ReleaseRow | null {
  const due = releases.filter((release) => {
    const mayGoOut = release.halted === null && compareVersions(release.version, desk.version) > 0;
    if (!mayGoOut || !isPromoted(desk, promotions.filter(({ version }) => version === release.version))) return false;
    // Asked every few minutes by every desk: of years of releases only these few are read.
    const manifest = peekManifest(release.signed);
    return manifest !== null && isFor(desk, manifest);
  });
  return due.toSorted((a, b) => compareVersions(b.version, a.version))[0] ?? null;
}

/** What was said of the site itself goes before what was said of all. */
function isPromoted({ siteId, ring }: AskingDesk, promotions: readonly PromotionRow[]): boolean {
  const said = promotions.find((each) => each.siteId === siteId) ?? promotions.find((each) => each.siteId === null);
  return said !== undefined && reaches(said.ring, ring);
}

/** The desk weighs all of this itself: what it would refuse is not worth a word. */
function isFor({ siteId, version, build, failedVersions, nowMs }: AskingDesk, manifest: Manifest): boolean {
  return (manifest.sites === 'all' || manifest.sites.includes(siteId))
    && compareVersions(version, manifest.oldestFrom) >= 0
    && nowMs >= Date.parse(manifest.notBeforeUtc) && nowMs < Date.parse(manifest.expiresAtUtc)
    && !failedVersions.includes(manifest.version) && artifactFor(manifest, build) !== null;
}
