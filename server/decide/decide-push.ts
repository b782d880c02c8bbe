import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { envelopeOf } from '../../shared/domain/mutation';
import type { AskEnvelope } from '../../shared/domain/mutations/ask';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import { MAX_ROWS_A_TRANSACTION, type PushContext, type RefusedRow, type SeenRow, type SiteChange } from '../store/changes';
import type { FeedChange, LedgerRow, PlaceRow } from '../store/rows';
import { decideAsk } from './decide-ask';
import { decideMove } from './decide-move';
import { decideSubmit, refused, type EntryCheck, type MutationDecision } from './decide-submit';
import { decideCentreMutations } from './decide-centre-mutations';
import { feedOfItem, feedOfNotice, feedOfPassedOver, feedOfSettled } from './feed-changes';
import { PoolFold } from './pool-fold';
import type { ReadMutation } from './read-mutation';
import { isDeciding, isReused } from './seen-row';

/** A push or what is left of it, read, with its sealed entries opened and checked (by mutation id). */
export type Push = Readonly<{
  streamId: string;
  mutations: readonly ReadMutation[];
  entryChecks: ReadonlyMap<string, EntryCheck>;
  receivedAtUtc: string;
  /** What a transaction before this one has met that the rest of the push shares. */
  rest: SharedByRest | null;
}>;

/** After a gap or a fork nothing more of a push is looked at. */
export type SharedByRest = Extract<Outcome, { kind: 'gap' | 'fork' }>;

export type PushDecision = Readonly<{
  /** Of the mutations that one transaction takes, from the first on; the rest is for the next. */
  outcomes: readonly Readonly<{ id: string; outcome: Outcome }>[];
  change: SiteChange;
  rest: SharedByRest | null;
}>;

/**
 * Decides as much of a push as one transaction may write, at least its first mutation, on the rows that it touches.
 * Pushing the same again changes nothing and gives the same outcomes.
 */
export function decidePush(context: PushContext, push: Push): PushDecision {
  const fold = new PushFold(context, push);
  const outcomes: { id: string; outcome: Outcome }[] = [];
  for (const read of push.mutations) {
    if (outcomes.length > 0 && !fold.hasRoomFor(read)) break;
    outcomes.push({ id: read.id, outcome: fold.next(read) });
  }
  return { outcomes, change: fold.change(), rest: fold.rest };
}

/** A mutation's rows at most: ledger, place, stream, item, the item's rows in its queue and on the floor, a notice. */
const ROWS_A_MUTATION = 7;

/** What an item that moves or is given out writes besides: itself, its assignment, its rows in the new queue and on the floor, the word to the former holder, and that its batch is in the pool or no more. */
const ROWS_A_MOVED_ITEM = 6;

/** Goes through a push in its order; each mutation sees what those before it have done. */
class PushFold {
  readonly #context: PushContext;
  readonly #push: Push;
  readonly #places: Map<number, PlaceRow>;
  readonly #seen: Map<string, readonly SeenRow[]>;
  readonly #items: Map<string, Item>;
  readonly #refused: Map<string, readonly RefusedRow[]>;
  readonly #pool: PoolFold;
  readonly #changed = new Set<string>();
  readonly #ledger: LedgerRow[] = [];
  readonly #taken: PlaceRow[] = [];
  readonly #feed: FeedChange[] = [];
  #nextSeq: number;
  /** Once set, the rest of the push has this outcome. */
  #rest: SharedByRest | null;

  constructor(context: PushContext, push: Push) {
    this.#context = context;
    this.#push = push;
    this.#places = new Map(context.places);
    this.#seen = new Map(context.seen);
    this.#pool = new PoolFold(context.pool, context.items.values());
    this.#items = new Map([...this.#pool.items.map((item) => [item.id, item] as const), ...context.items]);
    this.#refused = new Map(context.refused);
    this.#nextSeq = context.stream?.nextSeq ?? 1;
    const others = context.stream !== null && context.stream.deskId !== context.desk.id;
    this.#rest = others ? { kind: 'fork' } : push.rest;
  }

  get rest(): SharedByRest | null {
    return this.#rest;
  }

  /** Whether the transaction may still write whatever may follow from this mutation. */
  hasRoomFor(read: ReadMutation): boolean {
    const written = this.#ledger.length + this.#taken.length + this.#changed.size + this.#feed.length;
    const moved = (read.kind === 'move' ? read.itemIds.length : read.askCount) * ROWS_A_MOVED_ITEM;
    return written + ROWS_A_MUTATION + moved + this.#refusedAbout(read.itemId).length <= MAX_ROWS_A_TRANSACTION;
  }

  next(read: ReadMutation): Outcome {
    this.#rest ??= this.#breakAt(read);
    if (this.#rest !== null) {
      if (this.#rest.kind === 'fork') this.#storeFork(read);
      return this.#rest;
    }
    return this.#places.get(read.seq)?.outcome ?? this.#take(read);
  }

  change(): SiteChange {
    const moved = this.#taken.length > 0;
    return {
      ledger: this.#ledger,
      places: this.#taken,
      stream: moved ? { id: this.#push.streamId, deskId: this.#context.desk.id, nextSeq: this.#nextSeq } : null,
      items: [...this.#changed].map((id) => this.#itemNow(id)),
      feed: this.#feed,
    };
  }

  #breakAt(read: ReadMutation): SharedByRest | null {
    if (read.seq > this.#nextSeq) return { kind: 'gap', resendFrom: this.#nextSeq };
    if (read.seq === this.#nextSeq) return null;
    const place = this.#places.get(read.seq);
    if (place === undefined) throw new Error(`place ${read.seq} of stream ${this.#push.streamId} is missing`);
    // Another content under the same id is another mutation, too: what is said of this place must be of what its desk holds.
    return place.mutationId === read.id && place.hash === read.hash ? null : { kind: 'fork' };
  }

  /** Takes the next place of the stream, whatever the mutation is: poison never blocks what stands behind it. */
  #take(read: ReadMutation): Outcome {
    const outcome = this.#outcomeAtNewPlace(read);
    const place = { streamId: this.#push.streamId, seq: read.seq, mutationId: read.id, hash: read.hash, outcome };
    this.#taken.push(place);
    this.#places.set(read.seq, place);
    this.#nextSeq += 1;
    return outcome;
  }

  #outcomeAtNewPlace(read: ReadMutation): Outcome {
    const first = this.#rowsOf(read.id).find(isDeciding);
    if (first === undefined) return this.#decide(read);
    return first.hash === read.hash ? first.outcome : this.#storeReused(read);
  }

  #decide(read: ReadMutation): Outcome {
    if (read.read.kind !== 'whole') return this.#refuse(read, read.read.kind);
    const { mutation } = read.read;
    switch (mutation.kind) {
      case 'submit':
        return this.#decideSubmit(read, mutation);
      case 'move':
        return this.#decideMove(read, mutation);
      case 'ask':
        return this.#decideAsk(read, mutation);
      default:
        return unreachable(mutation);
    }
  }

  #refuse(read: ReadMutation, reason: Extract<Outcome, { kind: 'refused' }>['reason']): Outcome {
    const { outcome } = refused(reason);
    this.#store(read, outcome);
    return outcome;
  }

  /** The move stands in the ledger, and behind it an assignment of the centre's for each item that moved. */
  #decideMove(read: ReadMutation, move: MoveEnvelope): Outcome {
    const { desk } = this.#context;
    const target = move.toOperatorId === null ? null : (this.#context.operators.get(move.toOperatorId) ?? null);
    const decision = decideMove(move, { items: this.#items, lead: this.#operatorOf(read), target, desk });
    if (decision.kind === 'refused') return this.#refuse(read, decision.reason);
    const { receivedAtUtc } = this.#push;
    this.#store(read, { kind: 'accepted' });
    this.#follow(decision.assigns);
    this.#feed.push(...feedOfPassedOver(move, decision.passedOver, receivedAtUtc));
    return { kind: 'accepted' };
  }

  /** The ask stands in the ledger, and behind it an assignment for each item that it is answered with. */
  #decideAsk(read: ReadMutation, ask: AskEnvelope): Outcome {
    const operator = this.#operatorOf(read);
    if (operator === null) return this.#refuse(read, 'unknownOperator');
    this.#store(read, { kind: 'accepted' });
    const left = this.#pool.left((id) => this.#itemNow(id));
    this.#follow(decideAsk(ask, { operator, desk: this.#context.desk, ...left, held: (projectId) => this.#pool.held(operator.id, projectId) }));
    return { kind: 'accepted' };
  }

  /** Writes the centre's own mutations that follow from a desk's behind it. */
  #follow(mutations: readonly CentreMutation[]): void {
    const { ledger, items, feed } = decideCentreMutations(mutations, this.#items, this.#push.receivedAtUtc);
    this.#ledger.push(...ledger);
    this.#feed.push(...feed);
    for (const item of items) {
      this.#pool.note(this.#items.get(item.id) ?? null, item);
      this.#items.set(item.id, item);
      this.#changed.add(item.id);
    }
  }

  #decideSubmit(read: ReadMutation, submit: SubmitMutation): Outcome {
    const item = this.#items.get(submit.itemId) ?? null;
    const decision = decideSubmit(submit, {
      item,
      operator: this.#operatorOf(read),
      desk: this.#context.desk,
      entryCheck: this.#push.entryChecks.get(read.id) ?? 'unreadable',
    });
    this.#store(read, decision.outcome);
    this.#apply(item, decision);
    return decision.outcome;
  }

  #apply(before: Item | null, { item }: MutationDecision): void {
    if (item === null) return;
    this.#pool.note(before, item);
    this.#items.set(item.id, item);
    this.#changed.add(item.id);
    this.#feed.push(...feedOfItem(before, item));
    const settled = item.state === 'done' && before?.state !== 'done';
    if (settled) this.#feed.push(...feedOfSettled(this.#refusedAbout(item.id)));
  }

  /** The same id with another content: stored whole, once. */
  #storeReused(read: ReadMutation): Outcome {
    const outcome: Outcome = { kind: 'refused', reason: 'idReused' };
    const stored = this.#rowsOf(read.id).some((row) => row.hash === read.hash && isReused(row));
    if (!stored) this.#store(read, outcome);
    return outcome;
  }

  /** A push may be sent any number of times: the same fork is stored once. */
  #storeFork(read: ReadMutation): void {
    const stored = this.#rowsOf(read.id).some(
      (row) =>
        row.outcome.kind === 'fork' && row.hash === read.hash && row.seq === read.seq && row.streamId === this.#push.streamId,
    );
    if (!stored) this.#store(read, { kind: 'fork' });
  }

  #store(read: ReadMutation, outcome: Outcome): void {
    const { streamId, receivedAtUtc } = this.#push;
    this.#ledger.push({
      mutationId: read.id, streamId, seq: read.seq, kind: read.kind, itemId: read.itemId, operatorId: read.operatorId,
      deskId: this.#context.desk.id, envelope: read.read.kind === 'whole' ? envelopeOf(read.read.mutation) : null,
      hash: read.hash, outcome, receivedAtUtc, raw: read.raw,
    });
    this.#seen.set(read.id, [...this.#rowsOf(read.id), { hash: read.hash, outcome, streamId, seq: read.seq }]);
    this.#tell(read, outcome);
  }

  /** Where the operator is not known there is nobody to tell: the centre's status counts those. */
  #tell(read: ReadMutation, outcome: Outcome): void {
    const operatorId = this.#operatorOf(read)?.id;
    if (operatorId === undefined) return;
    const item = read.itemId === null ? null : (this.#items.get(read.itemId) ?? null);
    this.#feed.push(...feedOfNotice(read, operatorId, item, outcome, this.#push.receivedAtUtc));
    if (outcome.kind !== 'refused' || read.itemId === null) return;
    const row = { mutationId: read.id, operatorId, hash: read.hash, outcome };
    this.#refused.set(read.itemId, [...this.#refusedAbout(read.itemId), row]);
  }

  #refusedAbout(itemId: string | null): readonly RefusedRow[] {
    return itemId === null ? [] : (this.#refused.get(itemId) ?? []);
  }

  #operatorOf(read: ReadMutation): Operator | null {
    return read.operatorId === null ? null : (this.#context.operators.get(read.operatorId) ?? null);
  }

  #rowsOf(mutationId: string): readonly SeenRow[] {
    return this.#seen.get(mutationId) ?? [];
  }

  #itemNow(id: string): Item {
    const item = this.#items.get(id);
    if (item === undefined) throw new Error(`item ${id} is missing`);
    return item;
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown mutation ${JSON.stringify(value)}`);
}
