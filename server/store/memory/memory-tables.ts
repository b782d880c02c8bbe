import type { Batch, Client, Project } from '../../../shared/domain/batch';
import type { Shift } from '../../../shared/domain/floor/shift';
import type { Item } from '../../../shared/domain/item';
import type { Session } from '../../../shared/domain/session';
import type { StoredFeedRow } from '../pull-page';
import type { DeliveryRow, StagedPage } from '../delivery-rows';
import type {
  CodeListRow, DeskRow, DocumentRow, EnrolmentCodeRow, FormRow, OperatorWithPin, PlaceRow, SignOnTries, SiteKeyRow, SiteRow,
  StoredLedgerRow, StreamRow,
} from '../rows';

/** What a site's counters stand at. */
export type SiteHeads = { head: number; ledgerHead: number };

type Revision = Readonly<{ number: number; digest: string }>;

/** The rows of a centre that lives as long as its process. Rows are never changed in place. */
export class MemoryTables {
  readonly sites = new Map<string, SiteRow>();
  readonly heads = new Map<string, SiteHeads>();
  readonly siteKeys: SiteKeyRow[] = [];
  readonly operators = new Map<string, OperatorWithPin>();
  readonly shiftPlans = new Map<string, readonly Shift[]>();
  readonly desks = new Map<string, DeskRow>();
  readonly codes = new Map<string, EnrolmentCodeRow & Readonly<{ used: boolean }>>();
  readonly tries = new Map<string, SignOnTries>();
  readonly signOns = new Map<string, string>();
  readonly forms = new Map<string, FormRow & Readonly<{ shipped: boolean }>>();
  readonly codeLists = new Map<string, CodeListRow>();
  readonly clients = new Map<string, Client>();
  readonly projects = new Map<string, Project>();
  readonly batches = new Map<string, Readonly<{ batch: Batch; digest: string }>>();
  readonly deliveries = new Map<string, DeliveryRow>();
  readonly stagedPages = new Map<string, Map<string, StagedPage>>();
  readonly revisions = new Map<string, Revision>();
  readonly items = new Map<string, Item>();
  /** By site and id. */
  readonly sessions = new Map<string, Session & Readonly<{ siteId: string }>>();
  readonly ledger: StoredLedgerRow[] = [];
  readonly streams = new Map<string, StreamRow & Readonly<{ siteId: string }>>();
  readonly places = new Map<string, PlaceRow>();
  readonly feed = new Map<string, StoredFeedRow & Readonly<{ siteId: string }>>();
  readonly documents = new Map<string, DocumentRow>();
  lastBatchNumber = 0;

  /** The rows as they are now, as a backup holds them: what is written here later does not show there. */
  copy(): MemoryTables {
    const copy = new MemoryTables();
    for (const name of Object.keys(this) as (keyof MemoryTables)[]) copyTable(this, copy, name);
    for (const [siteId, heads] of this.heads) copy.heads.set(siteId, { ...heads });
    copy.lastBatchNumber = this.lastBatchNumber;
    return copy;
  }

  itemsOfBatch(batchId: string): readonly Item[] {
    return [...this.items.values()].filter((item) => item.batchId === batchId).sort((a, b) => a.position - b.position);
  }

  /** The row that each of these mutations was decided with; of forks and reused ids there is none. */
  decidedRows(siteId: string, mutationIds: readonly string[]): ReadonlyMap<string, StoredLedgerRow> {
    if (mutationIds.length === 0) return new Map();
    const asked = new Set(mutationIds);
    const found = this.ledger.filter(({ siteId: site, mutationId, outcome }) => {
      const reused = outcome.kind === 'refused' && outcome.reason === 'idReused';
      return site === siteId && asked.has(mutationId) && outcome.kind !== 'fork' && !reused;
    });
    return new Map(found.map((row) => [row.mutationId, row]));
  }

  headsOf(siteId: string): SiteHeads {
    const heads = this.heads.get(siteId);
    if (heads === undefined) throw new Error(`there is no site ${siteId}`);
    return heads;
  }
}

function copyTable(from: MemoryTables, to: MemoryTables, name: keyof MemoryTables): void {
  const [source, target]: readonly unknown[] = [from[name], to[name]];
  if (source instanceof Map && target instanceof Map) for (const [key, row] of source) target.set(key, row);
  if (Array.isArray(source) && Array.isArray(target)) target.push(...source);
}
