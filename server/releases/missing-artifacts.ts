import type { Manifest } from '../../shared/updates/manifest';
import type { ArtifactStore } from './artifact-store';
import { peekManifest } from './peek-manifest';

/** File names of the artifacts of a release that are not at the centre: never sent, or removed. */
export async function missingArtifacts(store: ArtifactStore, { artifacts }: Manifest): Promise<string[]> {
  const missing: string[] = [];
  for (const { sha256, sizeBytes, fileName } of artifacts) if ((await store.sizeBytes(sha256)) !== sizeBytes) missing.push(fileName);
  return missing;
}

/** Whether all that a signed manifest names is at the centre. */
export async function areHere(store: ArtifactStore, signed: string): Promise<boolean> {
  const manifest = peekManifest(signed);
  return manifest !== null && (await missingArtifacts(store, manifest)).length === 0;
}
