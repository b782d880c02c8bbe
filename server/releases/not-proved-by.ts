import type { SiteDesk } from '../../shared/protocol/admin-releases';
import { artifactFor, type Manifest } from '../../shared/updates/manifest';
import type { Ring } from '../../shared/updates/ring';
import { updatesItself } from '../../shared/updates/updates-itself';
import { compareVersions } from '../../shared/updates/version-number';

/**
 * What is missing until a release may go out in a ring, at one site or at all where `siteId` is null: desks of the narrower
 * rings that do not run it yet, those of the lab before one of a site, and that one before all of it. Empty: it is proved.
 *
 * Desks that it was not signed for are not waited for. Where none is left to prove it, that is missing.
 */
export function notProvedBy(manifest: Manifest, ring: Ring, siteId: string | null, desks: readonly SiteDesk[]): string[] {
  const first = desks.filter((desk) => desk.ring === 'lab' || (ring === 'all' && desk.ring === 'pilot' && (siteId === null || desk.siteId === siteId)));
  if (first.length === 0) return [`There is no desk in a ring before ${ring} yet: release ring DESK --site NAME --ring lab`];
  const able = first.filter((desk) => mayHave(manifest, desk));
  if (able.length === 0) return [`It is signed for the site and the build of no desk in a ring before ${ring}.`];
  return able.filter(({ report }) => report === null || compareVersions(report.version, manifest.version) < 0)
    .map(({ desk, site, ring: its, report }) => `${desk} at ${site} (${its}) ${standing(report)}`);
}

/** What a release waits for at a desk; one that nothing comes to by itself would be waited for in vain. */
function standing(report: SiteDesk['report']): string {
  if (report === null) return 'runs nothing that was heard of';
  return `runs ${report.version}${updatesItself(report.build) ? '' : ' and does not update itself: install it by hand, or take it out of the ring'}`;
}

/** A desk that has not told its build may be one of those that it is for. */
function mayHave(manifest: Manifest, { siteId, report }: SiteDesk): boolean {
  const build = report?.build ?? null;
  return (manifest.sites === 'all' || manifest.sites.includes(siteId)) && (build === null || artifactFor(manifest, build) !== null);
}
