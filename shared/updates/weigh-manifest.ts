import { done, failed, type Result } from '../ipc/desk-failure';
import { artifactFor, buildName, type Artifact, type Build, type Manifest } from './manifest';
import { reaches, type Ring } from './ring';
import { compareVersions } from './version-number';

/** What a manifest is weighed against. */
export type DeskStanding = Readonly<{
  version: string;
  /** The format of a profile that this version reads; see `main/profile-format.ts`. */
  indexVersion: number;
  channel: string;
  siteId: string;
  ring: Ring;
  build: Build;
  /** The latest time that the desk has any word of: its own clock's or the centre's. */
  nowMs: number;
  /** The newest version and the latest signing that this desk has ever taken a manifest's word for; null before the first. */
  newest: Readonly<{ version: string; issuedAtUtc: string }> | null;
  /** Versions that did not prove themselves here. */
  failedVersions: readonly string[];
}>;

export type RefusalKind =
  | 'notNewer' | 'replayed' | 'notYet' | 'expired' | 'otherChannel' | 'otherSite' | 'ringTooWide' | 'tooOldToStart' | 'noWayBack' | 'noArtifact' | 'failedHere';

/** Why a manifest that reads well is not for this desk, or not now. */
export type Refusal = Readonly<{ kind: RefusalKind; detail: string }>;

/** Whether a desk may install what a manifest tells of, and from which artifact. The order of the checks decides only which refusal is told. */
export function weighManifest(manifest: Manifest, desk: DeskStanding): Result<Artifact, Refusal> {
  const refusal = timeRefusal(manifest, desk) ?? placeRefusal(manifest, desk) ?? versionRefusal(manifest, desk);
  if (refusal !== null) return failed(refusal);
  const artifact = artifactFor(manifest, desk.build);
  return artifact === null ? failed({ kind: 'noArtifact', detail: `there is none for ${buildName(desk.build)}` }) : done(artifact);
}

/** Time and version only go forward: what is older than anything taken before is somebody's replay. */
function timeRefusal({ version, issuedAtUtc, notBeforeUtc, expiresAtUtc }: Manifest, { newest, nowMs }: DeskStanding): Refusal | null {
  if (newest !== null && (issuedAtUtc < newest.issuedAtUtc || compareVersions(version, newest.version) < 0)) {
    return { kind: 'replayed', detail: `${version} of ${issuedAtUtc} came after ${newest.version} of ${newest.issuedAtUtc}` };
  }
  if (nowMs >= Date.parse(expiresAtUtc)) return { kind: 'expired', detail: `it was good until ${expiresAtUtc}` };
  if (nowMs < Date.parse(notBeforeUtc)) return { kind: 'notYet', detail: `it is good from ${notBeforeUtc}` };
  return null;
}

function placeRefusal({ channel, sites, ring }: Manifest, desk: DeskStanding): Refusal | null {
  if (channel !== desk.channel) return { kind: 'otherChannel', detail: `it is of ${channel}, this desk of ${desk.channel}` };
  if (sites !== 'all' && !sites.includes(desk.siteId)) return { kind: 'otherSite', detail: 'it is for other sites' };
  if (!reaches(ring, desk.ring)) return { kind: 'ringTooWide', detail: `it is signed for the ring ${ring}, this desk is of ${desk.ring}` };
  return null;
}

function versionRefusal({ version, oldestFrom, lowestIndexVersion }: Manifest, desk: DeskStanding): Refusal | null {
  if (compareVersions(version, desk.version) <= 0) return { kind: 'notNewer', detail: `this desk runs ${desk.version}` };
  if (compareVersions(desk.version, oldestFrom) < 0) return { kind: 'tooOldToStart', detail: `it may be installed over ${oldestFrom} at the oldest` };
  if (desk.indexVersion < lowestIndexVersion) {
    return { kind: 'noWayBack', detail: `what it leaves behind is read from index ${lowestIndexVersion} on, this version has ${desk.indexVersion}` };
  }
  if (desk.failedVersions.includes(version)) return { kind: 'failedHere', detail: 'it did not prove itself at this desk' };
  return null;
}
