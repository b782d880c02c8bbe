import { checkSchema } from '../../shared/protocol/admin';
import { CentreClient } from '../../server/cli/centre-client';
import type { LoadSetting } from './load-setting';

const ROWS_A_READ = 2000;

/** Holds the centre's ledger against what the desks say that they saved: every mutation once, none lost, none invented. */
export async function checkLedger(setting: LoadSetting, url: string): Promise<void> {
  const { report, desks, centre } = setting;
  report.of('ledger');
  const { committedIds } = await desks.ask(() => ({ kind: 'committed' }));
  const times = await timesInLedger(setting);
  report.add({ name: 'mutations saved at desks', value: committedIds.length, unit: '' });
  report.add({ name: 'of these not in the ledger', value: committedIds.filter((id) => !times.has(id)).length, unit: '', aim: 0 });
  report.add({ name: 'of these more than once in the ledger', value: committedIds.filter((id) => (times.get(id) ?? 0) > 1).length, unit: '', aim: 0 });
  report.add({ name: 'in the ledger and not of these', value: times.size - new Set(committedIds).size, unit: '', aim: 0 });
  const counts = await centre.centre.store.work.mutationCounts();
  report.add({ name: 'accepted', value: counts.accepted, unit: '', aim: committedIds.length, atLeast: true, note: JSON.stringify(counts) });
  const check = await new CentreClient(url, centre.centre.keys.adminToken).send('POST', '/v1/admin/check', {}, checkSchema);
  report.add({ name: 'items that differ from what the ledger gives (server check)', value: check.differences.length, unit: '', aim: 0, note: `${check.items} items, ${check.mutations} mutations, ok ${check.ok}` });
}

/** How often each mutation that a desk pushed stands in the ledger. */
async function timesInLedger({ centre, siteIds }: LoadSetting): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const siteId of siteIds) {
    for (let after = 0; ; after += ROWS_A_READ) {
      const rows = await centre.centre.store.work.ledgerOfSite(siteId, after, ROWS_A_READ);
      for (const { mutationId, streamId } of rows) if (streamId !== null) times.set(mutationId, (times.get(mutationId) ?? 0) + 1);
      if (rows.length < ROWS_A_READ) break;
    }
  }
  return times;
}
