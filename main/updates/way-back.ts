import { artifactFor, type Artifact, type Build } from '../../shared/updates/manifest';
import { readManifest } from '../../shared/updates/read-manifest';
import type { ReleaseKey } from '../../shared/updates/release-key';

/** What a desk runs, and the signed manifest that its centre has of it. */
export type RunningRelease = Readonly<{ version: string; build: Build; signed: string | null; keys: readonly ReleaseKey[] }>;

/** The artifact of the version that runs; null where the centre has none that can be believed. */
export async function wayBack({ version, build, signed, keys }: RunningRelease): Promise<Artifact | null> {
  const manifest = signed === null ? null : await readManifest(signed, keys);
  return manifest?.ok === true && manifest.value.version === version ? artifactFor(manifest.value, build) : null;
}
