import type { Project } from '../../shared/domain/batch';
import type { Item } from '../../shared/domain/item';
import type { SiteChange } from './changes';
import type { FeedChange } from './rows';

/** A batch with open items that nobody holds. */
export type PoolBatch = Readonly<{
  batchId: string;
  dueAtUtc: string;
  project: Pick<Project, 'id' | 'workType' | 'policy'>;
  /** How many items lie there; not counted further than was asked for. */
  count: number;
}>;

/** What asks are decided on, read under the site's lock. */
export type PoolContext = Readonly<{
  batches: readonly PoolBatch[];
  /** Those that the asks of a push may be given. */
  items: readonly Item[];
  /** By batch, the position up to which its pool was read; where it is missing nothing lies behind. */
  readUpTo: ReadonlyMap<string, number>;
  /** Open items by operator and batch. */
  held: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The projects of all batches that are named here or in the push. */
  projectOf: ReadonlyMap<string, string>;
}>;

/** What a store tells of the pool of a site whose lock is held. */
export interface PoolSource {
  /** Counted up to `countUpTo` each. */
  poolBatches(countUpTo: number): Promise<readonly PoolBatch[]>;
  /** In the order of the batch. */
  poolItems(batchId: string, limit: number): Promise<readonly Item[]>;
  heldItems(operatorIds: readonly string[]): Promise<PoolContext['held']>;
  projectsOf(batchIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Batches whose pool a change may have filled or emptied: with items that lie there now, or that the centre has taken in or given out. */
export function batchesWithPool({ ledger, items }: Pick<SiteChange, 'ledger' | 'items'>): readonly string[] {
  const byCentre = new Set(ledger.filter(({ streamId }) => streamId === null).map(({ itemId }) => itemId));
  return [...new Set(items.filter(({ id, assignedTo }) => assignedTo === null || byCentre.has(id)).map(({ batchId }) => batchId))];
}

/** Tells a site that there is work of a batch in the pool, or that there is none any more. */
export function poolRow(batchId: string, hasItems: boolean): FeedChange {
  const at = { scope: 'reference', key: batchId } as const;
  return hasItems ? { ...at, kind: 'pool', row: { batchId } } : { ...at, kind: 'gone', goneKind: 'pool' };
}

export function isInPool({ state, assignedTo }: Pick<Item, 'state' | 'assignedTo'>): boolean {
  return state === 'open' && assignedTo === null;
}
