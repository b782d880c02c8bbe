import { checkSchema } from '../../shared/protocol/admin';
import { CentreClient } from '../../server/cli/centre-client';
import type { LoadSetting } from './load-setting';

const ROWS_A_READ = 2000;

/** Holds the centre's ledger against what the desks say that they saved: whether it has every mutation once and no other. */
export async function checkLedger(setting: LoadSetting, url: string): Promise<boolean> {
  const { report, desks, centre } = setting;
  report.of('ledger');
  const { committedIds } = await desks.ask(() => ({ kind: 'committed' }));
  const times = await timesInLedger(setting);
  report.add({ name: 'mutations saved at desks', value: committedIds.length, unit: '' });
  const saved = new Set(committedIds);
  const wrong = {
    'of these not in the ledger': committedIds.filter((id) => !times.has(id)).length,
    'of these more than once in the ledger': committedIds.filter((id) => (times.get(id) ?? 0) > 1).length,
    'in the ledger and not of these': [...times.keys()].filter((id) => !saved.has(id)).length,
  };
  for (const [name, value] of Object.entries(wrong)) report.add({ name, value, unit: '', aim: 0 });
  const counts = await centre.centre.store.work.mutationCounts();
  report.add({ name: 'accepted', value: counts.accepted, unit: '', aim: committedIds.length, atLeast: true, note: JSON.stringify(counts) });
  const check = await new CentreClient(url, centre.centre.keys.adminToken).send('POST', '/v1/admin/check', {}, checkSchema);
  const exact = Object.values(wrong).every((count) => count === 0) && counts.accepted === committedIds.length && check.ok;
  report.add({ name: 'items that differ from what the ledger gives (server check)', value: check.differences.length, unit: '', aim: 0, note: `${check.items} items, ${check.mutations} mutations, ok ${check.ok}` });
  return exact;
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
