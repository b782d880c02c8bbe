import type { RemovedRelease } from '../../shared/protocol/admin-releases';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { ReleaseRow } from '../store/release-rows';
import { peekManifest } from './peek-manifest';
import { releaseNamed } from './release-named';
import { siteDesks } from './site-desks';

/**
 * Removes the artifacts of a release that is due nowhere and that no desk runs: one that runs it may need them to go back to.
 *
 * Its manifest stays, so that its version never comes to mean anything else; the same one added again brings it back.
 */
export async function removeRelease(centre: Centre, version: string): Promise<Result<RemovedRelease>> {
  const release = await releaseNamed(centre, version);
  if (!release.ok) return release;
  if (await isDue(centre, release.value)) return failed('conflict', `${version} is due; halt it before its artifacts are removed.`);
  const runs = (await siteDesks(centre)).filter(({ report }) => report?.version === version).map(({ desk, site }) => `${desk} at ${site}`);
  if (runs.length > 0) return failed('conflict', `Desks run ${version}, and may need it as their way back.`, { details: runs });
  return done({ version, freedBytes: await removeArtifacts(centre, release.value) });
}

async function isDue({ store }: Centre, { version, halted }: ReleaseRow): Promise<boolean> {
  return halted === null && (await store.releases.promotions()).some((each) => each.version === version);
}

/** All but those that another release names, too. */
async function removeArtifacts({ store, artifacts }: Centre, { version, signed }: ReleaseRow): Promise<number> {
  const others = (await store.releases.releases()).filter((each) => each.version !== version);
  const needed = new Set(others.flatMap((each) => peekManifest(each.signed)?.artifacts.map(({ sha256 }) => sha256) ?? []));
  let freedBytes = 0;
  for (const { sha256 } of peekManifest(signed)?.artifacts ?? []) if (!needed.has(sha256)) freedBytes += await artifacts.remove(sha256);
  return freedBytes;
}
