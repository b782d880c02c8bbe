import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { tinyReceipts } from '../support/centre-delivery';
import type { RunningCentre } from '../support/running-centre';

export const PIN = '481516';
export const LOGINS = ['maria', 'jun'] as const;
export const LEAD = 'rosa';

/** Adds a site with two operators and a lead, and a delivery of receipts that is shared out over the two, all by the centre's own command line. */
export async function addSite(centre: RunningCentre, site: string, items: number): Promise<void> {
  await centre.command('site', 'add', site);
  for (const login of [...LOGINS, LEAD]) {
    const role = login === LEAD ? 'lead' : 'operator';
    await centre.command('operator', 'add', '--site', site, '--login', login, '--name', login, '--pin', PIN, '--role', role);
  }
  const folder = await mkdtemp(join(tmpdir(), 'keyroom-delivery-'));
  for (const [name, bytes] of tinyReceipts(items, site.toLowerCase())) await writeFile(join(folder, name), bytes);
  await centre.command('import', folder, '--client', 'Harbour & Vale', '--project', 'Receipts', '--work-type', 'receipt', '--site', site, '--batch', site, '--assign', LOGINS.join(','));
}

export async function enrolmentCode(centre: RunningCentre, site: string): Promise<string> {
  return (await centre.command('desk', 'enrol', '--site', site)).trim();
}

const exportSchema = z.object({ items: z.array(z.object({ source: z.string(), values: z.record(z.string(), z.string()).nullable() })) });
const statusSchema = z.object({ mutations: z.object({ accepted: z.int(), kept: z.int(), refused: z.int(), forked: z.int() }) });

/** The company that was keyed, by source, as the client gets it; null where nothing was. */
export async function exportedOf(centre: RunningCentre, site: string): Promise<ReadonlyMap<string, string | null>> {
  const { items } = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', site, '--format', 'json')));
  return new Map(items.map(({ source, values }) => [source, values?.['company'] ?? null]));
}

/** What the centre has made of everything that was pushed to it. */
export async function mutationsAt(centre: RunningCentre): Promise<z.infer<typeof statusSchema>['mutations']> {
  return statusSchema.parse(JSON.parse(await centre.command('status'))).mutations;
}

/** Plans hours, which desks of the first two versions know nothing of: a row for them would be one that they cannot read. */
export async function planShift(centre: RunningCentre, site: string): Promise<void> {
  await centre.command('shift', 'set', '--site', site, '--login', LOGINS[0], '--days', 'mon', '--from', '08:00', '--to', '16:00', '--zone', 'Asia/Manila');
}
