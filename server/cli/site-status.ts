import { siteDesksSchema, type SiteDesk } from '../../shared/protocol/admin-releases';
import { buildName } from '../../shared/updates/manifest';
import type { CentreClient } from './centre-client';

const COLUMNS = ['SITE', 'DESK', 'RING', 'VERSION', 'SINCE', 'LAST CONTACT', 'WAITING', 'BUILD', 'LAST UPDATE'] as const;

/** Prints which desk runs what, since when, when it was heard of last and what waits there. */
export async function printSites(centre: CentreClient): Promise<void> {
  const { desks } = await centre.get('/v1/admin/site-desks', siteDesksSchema);
  if (desks.length === 0) return console.log('There are no desks yet.');
  const rows = [COLUMNS, ...desks.map(cellsOf)];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of rows) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
}

function cellsOf({ site, desk, ring, report }: SiteDesk): readonly string[] {
  if (report === null) return [site, desk, ring, '–', '–', 'never', '–', '–', '–'];
  const { version, sinceUtc, heardAtUtc, unsettledCount, build, outcome } = report;
  const last = outcome === null ? '–' : outcome.rolledBackFor === null ? `${outcome.version} done` : `${outcome.version} went back: ${outcome.rolledBackFor}`;
  return [site, desk, ring, version, toMinute(sinceUtc), toMinute(heardAtUtc), String(unsettledCount), build === null ? 'not self-updating' : buildName(build), last];
}

/** Such as `2026-11-22 13:07Z`. */
function toMinute(utc: string): string {
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)}Z`;
}
