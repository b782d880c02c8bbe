import type { Item } from '../../../shared/domain/item';
import type { Session } from '../../../shared/domain/session';
import type { PullRequest } from '../../../shared/protocol/pull';
import { readPullPage, type FeedSnapshot } from '../pull-page';
import type { DocumentRow, MutationCounts, StoredLedgerRow } from '../rows';
import type { PullPage, SiteTransaction, WorkStore } from '../store';
import { MemorySiteTransaction } from './memory-site-transaction';
import type { MemoryTables } from './memory-tables';

/** The ledger, the items and the feed in memory. */
export class MemoryWork implements WorkStore {
  readonly #tables: MemoryTables;
  readonly #feedId: string;
  readonly #onFeed: (siteId: string) => void;
  /** The last write of each site: the next one waits for it. */
  readonly #locks = new Map<string, Promise<unknown>>();

  constructor(tables: MemoryTables, feedId: string, onFeed: (siteId: string) => void) {
    this.#tables = tables;
    this.#feedId = feedId;
    this.#onFeed = onFeed;
  }

  async feedId(): Promise<string> {
    return this.#feedId;
  }

  async atSite<T>(siteId: string, work: (tx: SiteTransaction) => Promise<T>): Promise<T> {
    this.#tables.headsOf(siteId);
    const before = this.#locks.get(siteId) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(async () => {
      const tx = new MemorySiteTransaction(this.#tables, siteId);
      const result = await work(tx);
      tx.commit();
      return result;
    });
    this.#locks.set(siteId, mine);
    const result = await mine;
    this.#onFeed(siteId);
    return result;
  }

  async pull(siteId: string, request: PullRequest): Promise<PullPage> {
    return readPullPage(this.#snapshot(siteId), request);
  }

  async feedHead(siteId: string): Promise<number> {
    return this.#tables.headsOf(siteId).head;
  }

  async item(itemId: string): Promise<Item | null> {
    return this.#tables.items.get(itemId) ?? null;
  }

  async itemsOfBatch(batchId: string): Promise<readonly Item[]> {
    return this.#tables.itemsOfBatch(batchId);
  }

  async itemsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Item[]> {
    const items = [...this.#tables.items.values()].filter((item) => item.siteId === siteId && item.id > (afterId ?? ''));
    return items.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  async sessionsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Session[]> {
    const own = [...this.#tables.sessions.values()].filter((session) => session.siteId === siteId && session.id > (afterId ?? ''));
    return own.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit).map(({ siteId: _site, ...session }) => session);
  }

  async ledgerOfItem(itemId: string): Promise<readonly StoredLedgerRow[]> {
    return this.#tables.ledger.filter((row) => row.itemId === itemId);
  }

  async ledgerOfSite(siteId: string, afterPos: number, limit: number): Promise<readonly StoredLedgerRow[]> {
    return this.#tables.ledger.filter((row) => row.siteId === siteId && row.pos > afterPos).slice(0, limit);
  }

  async ledgerByMutation(siteId: string, mutationIds: readonly string[]): Promise<ReadonlyMap<string, StoredLedgerRow>> {
    return this.#tables.decidedRows(siteId, mutationIds);
  }

  async mutationCounts(): Promise<MutationCounts> {
    const pushed = this.#tables.ledger.filter((row) => row.streamId !== null && row.kind !== 'session' && row.kind !== 'ask');
    const of = (kind: string): number => pushed.filter((row) => row.outcome.kind === kind).length;
    return { accepted: of('accepted'), kept: of('kept'), refused: of('refused'), forked: of('fork'), unattributed: pushed.filter((row) => this.#isUnattributed(row)).length };
  }

  #isUnattributed({ outcome, operatorId, siteId }: StoredLedgerRow): boolean {
    const operator = operatorId === null ? undefined : this.#tables.operators.get(operatorId)?.operator;
    return outcome.kind === 'refused' && operator?.siteId !== siteId;
  }

  async addDocument(document: DocumentRow): Promise<void> {
    this.#tables.documents.set(`${document.siteId}:${document.hash}`, document);
  }

  async document(siteId: string, hash: string): Promise<DocumentRow | null> {
    return this.#tables.documents.get(`${siteId}:${hash}`) ?? null;
  }

  async removeDocument(siteId: string, hash: string): Promise<void> {
    this.#tables.documents.delete(`${siteId}:${hash}`);
  }

  /** Copied at once: what is written while a page is read does not show in it. */
  #snapshot(siteId: string): FeedSnapshot {
    const rows = [...this.#tables.feed.values()].filter((row) => row.siteId === siteId).sort((a, b) => a.pos - b.pos);
    const streams = new Map(this.#tables.streams);
    return {
      feedId: this.#feedId,
      head: this.#tables.headsOf(siteId).head,
      rows: async ({ scope, after, limit, withGone }) =>
        rows.filter((row) => row.scope === scope && row.pos > after && (withGone || !row.gone)).slice(0, limit),
      nextSeqs: async (streamIds) => {
        const known = streamIds.flatMap((id) => streams.get(id) ?? []).filter((stream) => stream.siteId === siteId);
        return new Map(known.map((stream) => [stream.id, stream.nextSeq]));
      },
    };
  }
}
