import { sql, type Transaction } from 'kysely';
import type { FeedSnapshot, StoredFeedRow } from '../pull-page';
import type { Tables } from './tables';

/** A site's feed as one repeatable-read transaction sees it. */
export class PostgresFeedSnapshot implements FeedSnapshot {
  readonly feedId: string;
  readonly head: number;
  readonly #tx: Transaction<Tables>;
  readonly #siteId: string;

  private constructor(tx: Transaction<Tables>, siteId: string, feedId: string, head: number) {
    this.#tx = tx;
    this.#siteId = siteId;
    this.feedId = feedId;
    this.head = head;
  }

  /** The transaction's first statement: it takes the snapshot. */
  static async open(tx: Transaction<Tables>, siteId: string): Promise<PostgresFeedSnapshot> {
    const { feedId, head } = await tx.selectFrom('site').innerJoin('centre', (join) => join.onTrue())
      .select(['centre.feedId', 'site.head']).where('site.id', '=', siteId).executeTakeFirstOrThrow();
    return new PostgresFeedSnapshot(tx, siteId, feedId, head);
  }

  async rows(ask: Parameters<FeedSnapshot['rows']>[0]): Promise<readonly StoredFeedRow[]> {
    const page = this.#tx.selectFrom('feedRow')
      .select(['scope', 'kind', 'key', 'pos', 'gone', 'body'])
      .select(sql<number>`sum(octet_length(body)) over (order by pos) - octet_length(body)`.as('bytesBefore'))
      .where('siteId', '=', this.#siteId).where('scope', '=', ask.scope).where('pos', '>', ask.after)
      .$if(!ask.withGone, (query) => query.where('gone', '=', false))
      .orderBy('pos').limit(ask.limit);
    // One row more than fits tells that there are more.
    const within = this.#tx.selectFrom(page.as('page')).select(['scope', 'kind', 'key', 'pos', 'gone'])
      .select(sql<string>`case when bytes_before < ${ask.maxBytes} then body else '' end`.as('body')).orderBy('pos');
    const rows = await within.execute();
    return rows;
  }

  async nextSeqs(streamIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (streamIds.length === 0) return new Map();
    const rows = await this.#tx.selectFrom('stream').select(['id', 'nextSeq'])
      .where('siteId', '=', this.#siteId).where('id', 'in', [...streamIds]).execute();
    return new Map(rows.map((row) => [row.id, row.nextSeq]));
  }
}
