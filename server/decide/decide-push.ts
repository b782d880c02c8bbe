import type { Outcome } from '../../shared/domain/outcome';
import { MAX_ROWS_A_TRANSACTION, type PushContext, type SiteChange } from '../store/changes';
import type { PlaceRow } from '../store/rows';
import { decideMutation, type EntryChecks } from './decide-mutation';
import { mostRowsOf } from './most-rows';
import { PushRows } from './push-rows';
import type { ReadMutation } from './read-mutation';
import { isDeciding, isReused } from './seen-row';

/** A push or what is left of it, read, with its sealed entries and those that its verdicts are about opened and checked (by mutation id). */
export type Push = Readonly<{
  streamId: string;
  mutations: readonly ReadMutation[];
  entryChecks: EntryChecks;
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

/** Goes through a push in its order; each mutation sees what those before it have done. */
class PushFold {
  readonly #push: Push;
  readonly #rows: PushRows;
  readonly #places: Map<number, PlaceRow>;
  readonly #taken: PlaceRow[] = [];
  #nextSeq: number;
  /** Once set, the rest of the push has this outcome. */
  #rest: SharedByRest | null;

  constructor(context: PushContext, push: Push) {
    this.#push = push;
    this.#rows = new PushRows(context, push.streamId, push.receivedAtUtc);
    this.#places = new Map(context.places);
    this.#nextSeq = context.stream?.nextSeq ?? 1;
    const others = context.stream !== null && context.stream.deskId !== context.desk.id;
    this.#rest = others ? { kind: 'fork' } : push.rest;
  }

  get rest(): SharedByRest | null {
    return this.#rest;
  }

  /** Whether the transaction may still write whatever may follow from this mutation. */
  hasRoomFor(read: ReadMutation): boolean {
    const written = this.#rows.writtenWith(read.sessionId) + this.#taken.length;
    return written + mostRowsOf(read) + this.#rows.refusedAbout(read.itemId).length <= MAX_ROWS_A_TRANSACTION;
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
      ...this.#rows.written(),
      places: this.#taken,
      stream: moved ? { id: this.#push.streamId, deskId: this.#rows.desk.id, nextSeq: this.#nextSeq } : null,
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
    const first = this.#rows.seen(read.id).find(isDeciding);
    if (first === undefined) return decideMutation(read, this.#rows, this.#push.entryChecks);
    return first.hash === read.hash ? first.outcome : this.#storeReused(read);
  }

  /** The same id with another content: stored whole, once. */
  #storeReused(read: ReadMutation): Outcome {
    const outcome: Outcome = { kind: 'refused', reason: 'idReused' };
    const stored = this.#rows.seen(read.id).some((row) => row.hash === read.hash && isReused(row));
    if (!stored) this.#rows.store(read, outcome);
    return outcome;
  }

  /** A push may be sent any number of times: the same fork is stored once. */
  #storeFork(read: ReadMutation): void {
    const stored = this.#rows.seen(read.id).some(
      (row) =>
        row.outcome.kind === 'fork' && row.hash === read.hash && row.seq === read.seq && row.streamId === this.#push.streamId,
    );
    if (!stored) this.#rows.store(read, { kind: 'fork' });
  }
}
