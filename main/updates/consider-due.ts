import { done, type Result } from '../../shared/ipc/desk-failure';
import type { Artifact, Manifest } from '../../shared/updates/manifest';
import { readManifest } from '../../shared/updates/read-manifest';
import type { ReleaseKey } from '../../shared/updates/release-key';
import { weighManifest, type DeskStanding } from '../../shared/updates/weigh-manifest';
import type { Clock } from '../clock';
import type { Contact } from '../sync/capture-clock';

/** A manifest that was read and weighed, and the artifact for this desk. */
export type DueRelease = Readonly<{ manifest: Manifest; artifact: Artifact }>;

/** Checks a signed manifest in full: signature, every field, and whether it is for this desk now. */
export async function considerDue(signed: string, keys: readonly ReleaseKey[], desk: DeskStanding): Promise<Result<DueRelease, Readonly<{ kind: string; detail: string }>>> {
  const manifest = await readManifest(signed, keys);
  if (!manifest.ok) return manifest;
  const artifact = weighManifest(manifest.value, desk);
  return artifact.ok ? done({ manifest: manifest.value, artifact: artifact.value }) : artifact;
}

/** The latest time there is any word of: a clock that was set back does not make an old manifest good again. */
export function latestMs(clock: Pick<Clock, 'wallMs' | 'monotonicMs'>, contact: Contact | null): number {
  const centreMs = contact === null ? 0 : contact.centreMs + clock.monotonicMs() - contact.monotonicMs;
  return Math.max(clock.wallMs(), centreMs);
}
