import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { envelopeOf } from '../../shared/domain/mutation';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import { batchesWithPool } from '../store/pool';
import type { PushContext, RefusedRow, SeenRow, SiteChange } from '../store/changes';
import type { DeskRow, FeedChange, LedgerRow } from '../store/rows';
import { decideCentreMutations } from './decide-centre-mutations';
import { SessionFold } from './decide-session';
import { feedOfItem, feedOfNotice, feedOfSettled } from './feed-changes';
import { PoolFold } from './pool-fold';
import type { ReadMutation } from './read-mutation';

/** The rows that a push is decided on, as its mutations change them one after the other, and what they write. */
export class PushRows {
  readonly #context: PushContext;
  readonly #seen: Map<string, readonly SeenRow[]>;
  readonly #items: Map<string, Item>;
  readonly #refused: Map<string, readonly RefusedRow[]>;
  /** Entries as they were decided: those that verdicts name, and those of this push. */
  readonly #entries: Map<string, LedgerRow>;
  readonly sessions: SessionFold;
  readonly pool: PoolFold;
  readonly #changed = new Set<string>();
  readonly #ledger: LedgerRow[] = [];
  readonly #feed: FeedChange[] = [];

  constructor(context: PushContext, readonly streamId: string, readonly receivedAtUtc: string) {
    this.#context = context;
    this.#seen = new Map(context.seen);
    this.pool = new PoolFold(context.pool, context.items.values());
    this.#items = new Map([...this.pool.items.map((item) => [item.id, item] as const), ...context.items]);
    this.#refused = new Map(context.refused);
    this.#entries = new Map(context.judged);
    this.sessions = new SessionFold(context.sessions, { deskId: context.desk.id, streamId });
  }

  get desk(): DeskRow {
    return this.#context.desk;
  }

  get items(): ReadonlyMap<string, Item> {
    return this.#items;
  }

  /** How many rows there are to write, with those of one more session, those that tell of the pool, and the stream's. */
  writtenWith(sessionId: string | null): number {
    const { ledger, items } = this.written();
    const told = ledger.length + items.length + this.#feed.length + this.sessions.rowsWith(sessionId);
    return told + batchesWithPool({ ledger, items }).length + 1;
  }

  operator(id: string | null): Operator | null {
    return id === null ? null : (this.#context.operators.get(id) ?? null);
  }

  item(id: string | null): Item | null {
    return id === null ? null : (this.#items.get(id) ?? null);
  }

  entry(mutationId: string | null): LedgerRow | null {
    return mutationId === null ? null : (this.#entries.get(mutationId) ?? null);
  }

  /** What the ledger says of an id, also by this push. */
  seen(mutationId: string): readonly SeenRow[] {
    return this.#seen.get(mutationId) ?? [];
  }

  refusedAbout(itemId: string | null): readonly RefusedRow[] {
    return itemId === null ? [] : (this.#refused.get(itemId) ?? []);
  }

  written(): Pick<SiteChange, 'ledger' | 'items' | 'sessions' | 'feed'> {
    const items = [...this.#changed].map((id) => this.itemNow(id));
    return { ledger: this.#ledger, items, sessions: this.sessions.changed, feed: [...this.#feed, ...this.sessions.feed] };
  }

  /** Throws for an item that this push has not been told of. */
  itemNow(id: string): Item {
    const item = this.#items.get(id);
    if (item === undefined) throw new Error(`item ${id} is missing`);
    return item;
  }

  tell(changes: readonly FeedChange[]): void {
    this.#feed.push(...changes);
  }

  /** Puts an item's new row in the place of the one before. */
  change(before: Item | null, after: Item): void {
    this.#put(after);
    this.tell(feedOfItem(before, after));
    this.settle(before, after);
  }

  /** Nobody has to key what is settled now: what was refused about it is told no more. */
  settle(before: Item | null, after: Item): void {
    if (after.state === 'done' && before?.state !== 'done') this.tell(feedOfSettled(this.refusedAbout(after.id)));
  }

  /** Writes the centre's own mutations that follow from a desk's behind it. */
  follow(mutations: readonly CentreMutation[]): void {
    const { ledger, items, feed } = decideCentreMutations(mutations, this.#items, this.receivedAtUtc);
    this.#ledger.push(...ledger);
    this.tell(feed);
    for (const item of items) this.#put(item);
  }

  /** Writes a pushed mutation into the ledger, whole, and tells its operator where it was not used. */
  store(read: ReadMutation, outcome: Outcome): void {
    const { streamId, receivedAtUtc } = this;
    const row: LedgerRow = {
      mutationId: read.id, streamId, seq: read.seq, kind: read.kind, itemId: read.itemId, operatorId: read.operatorId,
      deskId: this.desk.id, envelope: read.read.kind === 'whole' ? envelopeOf(read.read.mutation) : null,
      hash: read.hash, outcome, receivedAtUtc, raw: read.raw,
    };
    this.#ledger.push(row);
    if (outcome.kind === 'accepted' || outcome.kind === 'kept') this.#entries.set(read.id, row);
    this.#seen.set(read.id, [...this.seen(read.id), { hash: read.hash, outcome, streamId, seq: read.seq }]);
    this.#notify(read, outcome);
  }

  /** Where the operator is not known there is nobody to tell: the centre's status counts those. */
  #notify(read: ReadMutation, outcome: Outcome): void {
    const operatorId = this.operator(read.operatorId)?.id;
    if (operatorId === undefined) return;
    this.tell(feedOfNotice(read, operatorId, this.item(read.itemId), outcome, this.receivedAtUtc));
    if (outcome.kind !== 'refused' || read.itemId === null) return;
    const row = { mutationId: read.id, operatorId, hash: read.hash, outcome };
    this.#refused.set(read.itemId, [...this.refusedAbout(read.itemId), row]);
  }

  #put(item: Item): void {
    this.pool.note(this.item(item.id), item);
    this.#items.set(item.id, item);
    this.#changed.add(item.id);
  }
}
