import { sql, type Transaction } from 'kysely';
import type { Item } from '../../../shared/domain/item';
import type { Session } from '../../../shared/domain/session';
import type { HeldRow } from '../../decide/decide-abandoned';
import { NEWS_MAX_SCOPES } from '../../../shared/protocol/news';
import { bodyOf, lastOfEach, rowKind, type PushContext, type PushQuestion, type RefusedRow, type SeenRow, type SiteChange } from '../changes';
import type { FeedChange, LedgerRow, PlaceRow } from '../rows';
import { batchesWithPool, type PoolBatch, type PoolContext } from '../pool';
import type { SiteTransaction } from '../store';
import { decidedRows } from './decided-rows';
import { abandonedIn, heldItemsIn, poolBatchesIn, poolItemsIn, poolRowsIn, projectsIn } from './postgres-pool-source';
import type { Tables } from './tables';

/** An operator as the domain knows them: without the PIN. */
export const OPERATOR_COLUMNS = ['id', 'siteId', 'login', 'name', 'role', 'state', 'skills', 'clearedFor'] as const;

/** Ids of a question, or one that nothing has: PostgreSQL has no empty `in ()`. */
function listed(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : ['00000000-0000-0000-0000-000000000000'];
}

/** A write at one site. The site's row is locked before this is made. */
export class PostgresSiteTransaction implements SiteTransaction {
  readonly #tx: Transaction<Tables>;
  readonly #siteId: string;

  constructor(tx: Transaction<Tables>, siteId: string) {
    this.#tx = tx;
    this.#siteId = siteId;
  }

  async pushContext(question: PushQuestion): Promise<Omit<PushContext, 'pool'>> {
    const desk = await this.#tx.selectFrom('desk').selectAll().where('id', '=', question.deskId)
      .where('siteId', '=', this.#siteId).executeTakeFirstOrThrow();
    const stream = await this.#tx.selectFrom('stream').select(['id', 'deskId', 'nextSeq'])
      .where('id', '=', question.streamId).executeTakeFirst();
    return {
      desk: { id: desk.id, siteId: desk.siteId, name: desk.name, state: desk.state, signKey: desk.signKey, sealKey: desk.sealKey },
      stream: stream ?? null,
      places: await this.#places(question),
      seen: await this.#seen(question.mutationIds),
      judged: await decidedRows(this.#tx, this.#siteId, question.judgedIds),
      items: await this.items(question.itemIds),
      refused: await this.#refused(question.itemIds),
      operators: await this.#operators(question.operatorIds),
      sessions: await this.#sessions(question.sessionIds),
    };
  }

  async items(itemIds: readonly string[]): Promise<ReadonlyMap<string, Item>> {
    const rows = await this.#tx.selectFrom('item').select(['id', 'row'])
      .where('siteId', '=', this.#siteId).where('id', 'in', listed(itemIds)).execute();
    return new Map(rows.map((each) => [each.id, each.row]));
  }

  async apply(change: SiteChange): Promise<void> {
    await this.#writeLedger(change.ledger);
    if (change.stream !== null) await this.#writeStream(change.stream);
    await this.#writePlaces(change.places);
    await this.#writeItems(change.items);
    await this.#writeSessions(change.sessions ?? []);
    await this.writeFeed([...change.feed, ...(await poolRowsIn(this.#tx, this.#siteId, batchesWithPool(change)))]);
  }

  abandoned(nowUtc: string, limit: number): Promise<readonly HeldRow[]> {
    return abandonedIn(this.#tx, this.#siteId, nowUtc, limit);
  }

  poolBatches(countUpTo: number): Promise<readonly PoolBatch[]> {
    return poolBatchesIn(this.#tx, this.#siteId, countUpTo);
  }

  poolItems(batchId: string, limit: number): Promise<readonly Item[]> {
    return poolItemsIn(this.#tx, this.#siteId, batchId, limit);
  }

  heldItems(operatorIds: readonly string[]): Promise<PoolContext['held']> {
    return heldItemsIn(this.#tx, this.#siteId, operatorIds);
  }

  projectsOf(batchIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return projectsIn(this.#tx, batchIds);
  }

  /** Numbers the rows after the site's head and tells the listeners when the transaction commits. */
  async writeFeed(changes: readonly FeedChange[]): Promise<void> {
    const last = lastOfEach(changes);
    if (last.length === 0) return;
    const { head } = await this.#tx.updateTable('site').set((eb) => ({ head: eb('head', '+', last.length) }))
      .where('id', '=', this.#siteId).returning('head').executeTakeFirstOrThrow();
    const first = head - last.length + 1;
    await this.#tx.insertInto('feedRow')
      .values(last.map((each, i) => ({
        siteId: this.#siteId, scope: each.scope, kind: rowKind(each), key: each.key, pos: first + i,
        gone: each.kind === 'gone', body: bodyOf(each),
      })))
      .onConflict((oc) => oc.columns(['siteId', 'scope', 'kind', 'key']).doUpdateSet((eb) => ({
        pos: eb.ref('excluded.pos'), gone: eb.ref('excluded.gone'), body: eb.ref('excluded.body'),
      })))
      .execute();
    const scopes = [...new Set(last.map((each) => each.scope))];
    // What is said to listeners has room for 8000 bytes.
    const grown = { siteId: this.#siteId, pos: head, ...(scopes.length > NEWS_MAX_SCOPES ? {} : { scopes }) };
    await sql`select pg_notify('keyroom_news', ${JSON.stringify(grown)})`.execute(this.#tx);
  }

  async #places(question: PushQuestion): Promise<ReadonlyMap<number, PlaceRow>> {
    const rows = await this.#tx.selectFrom('streamPlace').selectAll().where('streamId', '=', question.streamId)
      .where('seq', 'in', [...question.seqs]).execute();
    return new Map(rows.map((row) => [row.seq, row]));
  }

  async #seen(mutationIds: readonly string[]): Promise<ReadonlyMap<string, readonly SeenRow[]>> {
    const rows = await this.#tx.selectFrom('ledger').select(['mutationId', 'hash', 'outcome', 'streamId', 'seq'])
      .where('siteId', '=', this.#siteId).where('mutationId', 'in', listed(mutationIds)).orderBy('pos').execute();
    const seen = new Map<string, SeenRow[]>();
    for (const { mutationId, ...row } of rows) seen.set(mutationId, [...(seen.get(mutationId) ?? []), row]);
    return seen;
  }

  async #refused(itemIds: readonly string[]): Promise<PushContext['refused']> {
    const rows = await this.#tx.selectFrom('ledger')
      .innerJoin('operator', (join) => join.onRef('operator.id', '=', 'ledger.operatorId').onRef('operator.siteId', '=', 'ledger.siteId'))
      .select(['ledger.itemId', 'ledger.mutationId', 'operator.id as operatorId', 'ledger.hash', 'ledger.outcome'])
      .where('ledger.siteId', '=', this.#siteId).where('ledger.itemId', 'in', listed(itemIds))
      .where(sql<boolean>`ledger.outcome->>'kind' = 'refused'`).orderBy('ledger.pos').execute();
    const refused = new Map<string, RefusedRow[]>();
    for (const { itemId, ...row } of rows) if (itemId !== null) refused.set(itemId, [...(refused.get(itemId) ?? []), row]);
    return refused;
  }

  async #operators(ids: readonly string[]): Promise<PushContext['operators']> {
    const rows = await this.#tx.selectFrom('operator').select(OPERATOR_COLUMNS)
      .where('siteId', '=', this.#siteId).where('id', 'in', listed(ids)).execute();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async #sessions(ids: readonly string[]): Promise<PushContext['sessions']> {
    if (ids.length === 0) return new Map();
    const rows = await this.#tx.selectFrom('session').select(['id', 'row'])
      .where('siteId', '=', this.#siteId).where('id', 'in', [...new Set(ids)]).execute();
    return new Map(rows.map(({ id, row }) => [id, row]));
  }

  async #writeLedger(rows: readonly LedgerRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { ledgerHead } = await this.#tx.updateTable('site').set((eb) => ({ ledgerHead: eb('ledgerHead', '+', rows.length) }))
      .where('id', '=', this.#siteId).returning('ledgerHead').executeTakeFirstOrThrow();
    const first = ledgerHead - rows.length + 1;
    await this.#tx.insertInto('ledger').values(rows.map(({ receivedAtUtc, envelope, outcome, ...row }, i) => ({
      ...row, siteId: this.#siteId, pos: first + i, receivedAt: receivedAtUtc, outcome: JSON.stringify(outcome),
      envelope: envelope === null ? null : JSON.stringify(envelope),
    }))).execute();
  }

  async #writeStream(stream: NonNullable<SiteChange['stream']>): Promise<void> {
    await this.#tx.insertInto('stream').values({ ...stream, siteId: this.#siteId })
      .onConflict((oc) => oc.column('id').doUpdateSet({ nextSeq: stream.nextSeq })).execute();
  }

  async #writePlaces(places: readonly PlaceRow[]): Promise<void> {
    if (places.length === 0) return;
    await this.#tx.insertInto('streamPlace')
      .values(places.map((each) => ({ ...each, outcome: JSON.stringify(each.outcome) }))).execute();
  }

  async #writeItems(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    await this.#tx.insertInto('item')
      .values(items.map((item) => ({
        id: item.id, siteId: this.#siteId, batchId: item.batchId, position: item.position, row: JSON.stringify(item),
      })))
      .onConflict((oc) => oc.column('id').doUpdateSet((eb) => ({ row: eb.ref('excluded.row') })))
      .execute();
  }

  async #writeSessions(sessions: readonly Session[]): Promise<void> {
    if (sessions.length === 0) return;
    await this.#tx.insertInto('session')
      .values(sessions.map((session) => ({ siteId: this.#siteId, id: session.id, row: JSON.stringify(session) })))
      .onConflict((oc) => oc.columns(['siteId', 'id']).doUpdateSet((eb) => ({ row: eb.ref('excluded.row') })))
      .execute();
  }
}

/** Takes the site's lock for the rest of the transaction. */
export async function lockSite(tx: Transaction<Tables>, siteId: string): Promise<PostgresSiteTransaction> {
  await tx.selectFrom('site').select('id').where('id', '=', siteId).forUpdate().executeTakeFirstOrThrow();
  return new PostgresSiteTransaction(tx, siteId);
}
