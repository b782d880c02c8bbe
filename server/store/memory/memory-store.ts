import type { Store } from '../store';
import { MemoryAccounts } from './memory-accounts';
import { MemoryBatches } from './memory-batches';
import { MemoryReleases } from './memory-releases';
import { MemoryTables } from './memory-tables';
import { MemoryWork } from './memory-work';

/**
 * A store that lives as long as its process, for tests and the simulator.
 *
 * @param tables what is there already, such as a restored backup.
 * @param onFeed hears of every site whose feed may have grown, as NOTIFY tells it with PostgreSQL.
 */
export function openMemoryStore(
  feedId: string,
  onFeed: (siteId: string, pos: number) => void = () => undefined,
  tables: MemoryTables = new MemoryTables(),
): Store {
  const told = (siteId: string): void => onFeed(siteId, tables.headsOf(siteId).head);
  return {
    accounts: new MemoryAccounts(tables, told),
    batches: new MemoryBatches(tables, told),
    work: new MemoryWork(tables, feedId, told),
    releases: new MemoryReleases(),
    close: async () => undefined,
  };
}
