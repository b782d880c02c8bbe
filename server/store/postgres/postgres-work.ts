import { sql } from 'kysely';
import type { Item } from '../../../shared/domain/item';
import type { Session } from '../../../shared/domain/session';
import type { PullRequest } from '../../../shared/protocol/pull';
import { readPullPage } from '../pull-page';
import type { DocumentRow, MutationCounts, StoredLedgerRow } from '../rows';
import type { PullPage, SiteTransaction, WorkStore } from '../store';
import { decidedRows, ledgerRows, stored } from './decided-rows';
import type { Database } from './postgres-pool';
import { PostgresFeedSnapshot } from './postgres-feed-snapshot';
import { lockSite } from './site-transaction';

/** The ledger, the items and the feed in PostgreSQL. */
export class PostgresWork implements WorkStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async feedId(): Promise<string> {
    return (await this.#db.selectFrom('centre').select('feedId').executeTakeFirstOrThrow()).feedId;
  }

  async atSite<T>(siteId: string, work: (tx: SiteTransaction) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (tx) => work(await lockSite(tx, siteId)));
  }

  async pull(siteId: string, request: PullRequest): Promise<PullPage> {
    return this.#db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
      .execute(async (tx) => readPullPage(await PostgresFeedSnapshot.open(tx, siteId), request));
  }

  async feedHead(siteId: string): Promise<number> {
    return (await this.#db.selectFrom('site').select('head').where('id', '=', siteId).executeTakeFirstOrThrow()).head;
  }

  async item(itemId: string): Promise<Item | null> {
    return (await this.#db.selectFrom('item').select('row').where('id', '=', itemId).executeTakeFirst())?.row ?? null;
  }

  async itemsOfBatch(batchId: string): Promise<readonly Item[]> {
    const rows = await this.#db.selectFrom('item').select('row').where('batchId', '=', batchId).orderBy('position').execute();
    return rows.map((each) => each.row);
  }

  async itemsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Item[]> {
    const rows = await this.#db.selectFrom('item').select('row').where('siteId', '=', siteId)
      .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? '')).orderBy('id').limit(limit).execute();
    return rows.map((each) => each.row);
  }

  async sessionsOfSite(siteId: string, afterId: string | null, limit: number): Promise<readonly Session[]> {
    const rows = await this.#db.selectFrom('session').select('row').where('siteId', '=', siteId)
      .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? '')).orderBy('id').limit(limit).execute();
    return rows.map((each) => each.row);
  }

  async ledgerOfItem(itemId: string): Promise<readonly StoredLedgerRow[]> {
    return (await ledgerRows(this.#db).where('itemId', '=', itemId).orderBy('siteId').orderBy('pos').execute()).map(stored);
  }

  async ledgerOfSite(siteId: string, afterPos: number, limit: number): Promise<readonly StoredLedgerRow[]> {
    const rows = await ledgerRows(this.#db).where('siteId', '=', siteId).where('pos', '>', afterPos).orderBy('pos').limit(limit).execute();
    return rows.map(stored);
  }

  async ledgerByMutation(siteId: string, mutationIds: readonly string[]): Promise<ReadonlyMap<string, StoredLedgerRow>> {
    return decidedRows(this.#db, siteId, mutationIds);
  }

  async mutationCounts(): Promise<MutationCounts> {
    const rows = await this.#db.selectFrom('ledger')
      .leftJoin('operator', (join) => join.onRef('operator.id', '=', 'ledger.operatorId').onRef('operator.siteId', '=', 'ledger.siteId'))
      .where('ledger.streamId', 'is not', null).where('ledger.kind', 'not in', ['session', 'ask'])
      .select([
        sql<string>`ledger.outcome->>'kind'`.as('kind'),
        (eb) => eb.fn.countAll<number>().as('rows'),
        sql<number>`count(*) filter (where operator.id is null)`.as('ofNobody'),
      ])
      .groupBy(sql`ledger.outcome->>'kind'`).execute();
    const of = (kind: string): number => rows.find((row) => row.kind === kind)?.rows ?? 0;
    const unattributed = rows.find((row) => row.kind === 'refused')?.ofNobody ?? 0;
    return { accepted: of('accepted'), kept: of('kept'), refused: of('refused'), forked: of('fork'), unattributed };
  }

  async addDocument(document: DocumentRow): Promise<void> {
    await this.#db.insertInto('document').values(document).onConflict((oc) => oc.doNothing()).execute();
  }

  async document(siteId: string, hash: string): Promise<DocumentRow | null> {
    const row = await this.#db.selectFrom('document').selectAll().where('siteId', '=', siteId).where('hash', '=', hash)
      .executeTakeFirst();
    return row ?? null;
  }

  async removeDocument(siteId: string, hash: string): Promise<void> {
    await this.#db.deleteFrom('document').where('siteId', '=', siteId).where('hash', '=', hash).execute();
  }
}
