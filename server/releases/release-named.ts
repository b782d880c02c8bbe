import { listed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { ReleaseRow } from '../store/release-rows';

/** A release by its version, or a refusal that names the releases there are. */
export async function releaseNamed({ store }: Centre, version: string): Promise<Result<ReleaseRow>> {
  const releases = await store.releases.releases();
  const release = releases.find((each) => each.version === version);
  if (release !== undefined) return done(release);
  return failed('notFound', `There is no release ${version}. ${listed('releases', releases.map((each) => each.version))}`);
}
