import type { Ring } from '../../shared/updates/ring';
import { updatesItself } from '../../shared/updates/updates-itself';
import type { DeskReportRow, NamedRing } from '../store/release-rows';
import type { DeskRow } from '../store/rows';

/** A desk that was not heard of for longer proves nothing to its site. */
const HEARD_WITHIN_MS = 7 * 24 * 60 * 60_000;

export type SiteDesks = Readonly<{
  desks: readonly Pick<DeskRow, 'id' | 'state'>[];
  reports: ReadonlyMap<string, Pick<DeskReportRow, 'heardAtUtc' | 'build'>>;
  named: ReadonlyMap<string, NamedRing>;
  nowMs: number;
}>;

/** The ring of a desk: as somebody has said, else the one that tries first for its site, else all. */
export function ringOf(deskId: string, site: SiteDesks): Ring {
  const named = site.named.get(deskId);
  if (named !== undefined) return named;
  return pilotOf(site) === deskId ? 'pilot' : 'all';
}

/**
 * The desk that a site's first try goes to: the one that was named, else the first enrolled of those that look for updates and were
 * heard of lately, one that needs no administrator before one that does.
 */
export function pilotOf({ desks, reports, named, nowMs }: SiteDesks): string | null {
  const active = desks.filter(({ state }) => state === 'active').map(({ id }) => id).toSorted();
  const chosen = active.find((id) => named.get(id) === 'pilot');
  if (chosen !== undefined) return chosen;
  const able = active.filter((id) => {
    const report = reports.get(id);
    return !named.has(id) && report !== undefined && report.build !== null && nowMs - Date.parse(report.heardAtUtc) < HEARD_WITHIN_MS;
  });
  return able.find((id) => updatesItself(reports.get(id)?.build ?? null)) ?? able[0] ?? null;
}
