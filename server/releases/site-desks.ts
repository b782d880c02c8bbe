import type { SiteDesk } from '../../shared/protocol/admin-releases';
import type { Centre } from '../centre';
import type { DeskReportRow } from '../store/release-rows';
import { ringOf } from './ring-of';

/** Which desk runs what, since when, and what waits there: every desk that may work, those never heard of too. */
export async function siteDesks({ store, clock }: Centre): Promise<readonly SiteDesk[]> {
  const [sites, reports, named] = await Promise.all([store.accounts.sites(), store.releases.reports(), store.releases.deskRings()]);
  const byDesk = new Map(reports.map((each) => [each.deskId, each]));
  const lines = await Promise.all(sites.map(async (site) => {
    const desks = await store.accounts.desks(site.id);
    return desks.filter(({ state }) => state === 'active').map((desk) => ({
      site: site.name, siteId: site.id, desk: desk.name, deskId: desk.id,
      ring: ringOf(desk.id, { desks, named, reports: byDesk, nowMs: clock.nowMs() }), report: toldOf(byDesk.get(desk.id)),
    }));
  }));
  return lines.flat();
}

function toldOf(report: DeskReportRow | undefined): SiteDesk['report'] {
  if (report === undefined) return null;
  const { deskId: _, failedVersions, ...told } = report;
  return { ...told, failedVersions: [...failedVersions] };
}
