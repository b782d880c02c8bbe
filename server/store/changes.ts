import type { Item } from '../../shared/domain/item';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import type { Session } from '../../shared/domain/session';
import type { PoolContext } from './pool';
import type { DeskRow, FeedChange, LedgerRow, PlaceRow, StreamRow } from './rows';

/** What has to be known before a push can be decided. */
export type PushQuestion = Readonly<{
  deskId: string;
  streamId: string;
  seqs: readonly number[];
  mutationIds: readonly string[];
  itemIds: readonly string[];
  /** Entries that verdicts are about, and those that they saw as winners. */
  judgedIds: readonly string[];
  operatorIds: readonly string[];
  sessionIds: readonly string[];
}>;

/** What the ledger says of an id: several rows when the id was reused or forked. */
export type SeenRow = Readonly<{ hash: string; outcome: Outcome; streamId: string | null; seq: number | null }>;

/** A refused mutation about an item, of an operator of this site: a notice tells them so until the item is settled. */
export type RefusedRow = Readonly<{ mutationId: string; operatorId: string; hash: string; outcome: Outcome }>;

/** The rows that a push touches, read under the site's lock. */
export type PushContext = Readonly<{
  desk: DeskRow;
  stream: StreamRow | null;
  places: ReadonlyMap<number, PlaceRow>;
  /** By mutation id, in the order of arrival. */
  seen: ReadonlyMap<string, readonly SeenRow[]>;
  /** The rows that those entries were decided with, by id. */
  judged: ReadonlyMap<string, LedgerRow>;
  /** Of this site only. */
  items: ReadonlyMap<string, Item>;
  /** What was refused about those items, by item id. */
  refused: ReadonlyMap<string, readonly RefusedRow[]>;
  /** Of this site only. */
  operators: ReadonlyMap<string, Operator>;
  /** Of this site only. */
  sessions: ReadonlyMap<string, Session>;
  /** Null where nobody asks for work. */
  pool: PoolContext | null;
}>;

/** What one transaction writes at a site. Ledger and feed rows are numbered in this order. */
export type SiteChange = Readonly<{
  ledger: readonly LedgerRow[];
  places: readonly PlaceRow[];
  stream: StreamRow | null;
  items: readonly Item[];
  /** Left out where no session has changed. */
  sessions?: readonly Session[];
  feed: readonly FeedChange[];
}>;

/** At most this many rows, of all tables together, are written in a transaction that holds a site's lock. */
export const MAX_ROWS_A_TRANSACTION = 500;

/** Of several changes to the same row of a scope only the last is written, at the last one's place. */
export function lastOfEach(changes: readonly FeedChange[]): readonly FeedChange[] {
  const byRow = new Map<string, FeedChange>();
  for (const change of changes) {
    const row = JSON.stringify([change.scope, rowKind(change), change.key]);
    byRow.delete(row);
    byRow.set(row, change);
  }
  return [...byRow.values()];
}

/** A row as it is stored; a tombstone has nothing to say, or where its item was moved. */
export function bodyOf(change: FeedChange): string {
  if (change.kind !== 'gone') return JSON.stringify(change.row);
  return change.moved === undefined ? '' : JSON.stringify(change.moved);
}

/** The kind that a feed row is stored under: a tombstone stands where the row stood. */
export function rowKind(change: FeedChange): string {
  return change.kind === 'gone' ? change.goneKind : change.kind;
}
