import type { FloorItem } from '../../shared/domain/floor-item';

/** Open items of one batch in one pair of hands; `null` is the pool. */
export type Load = Readonly<{ batchId: string; operatorId: string | null; count: number }>;

export type BatchCount = Readonly<{ batchId: string; dueAtUtc: string; openCount: number; doneCount: number; poolCount: number }>;

/** What an operator holds and has handed in, the latest first. */
export type OperatorCount = Readonly<{ operatorId: string; heldCount: number; doneAtMs: readonly number[] }>;

export type Counted = Readonly<{ loads: readonly Load[]; batches: ReadonlyMap<string, BatchCount>; operators: ReadonlyMap<string, OperatorCount>; openCount: number }>;

/** Open items of a batch in one pair of hands. */
type Slot = { count: number; readonly hands: Hands | null };
type Batch = { batchId: string; dueAtUtc: string; openCount: number; doneCount: number; readonly held: Map<string | null, Slot> };
type Hands = { heldCount: number; done: number[]; isInOrder: boolean };

/** Counts a floor as it changes, item by item: a floor of a hundred thousand is not gone through again for every move. */
export class FloorCounts {
  readonly #batches = new Map<string, Batch>();
  readonly #operators = new Map<string, Hands>();
  #openCount = 0;
  /** Items that change together mostly lie together: what was looked up last is looked at first. */
  #latest: Batch | null = null;

  add(item: FloorItem, holderId: string | null): void {
    const batch = this.#batch(item);
    if (item.settledBy !== null) {
      batch.doneCount += 1;
      const done = this.#done(item.settledBy.operatorId);
      done.push(item.settledBy.atMs);
    }
    if (item.state === 'open') this.#count(batch, holderId, 1);
  }

  remove(item: FloorItem, holderId: string | null): void {
    const batch = this.#batch(item);
    if (item.settledBy !== null) {
      batch.doneCount -= 1;
      const done = this.#done(item.settledBy.operatorId);
      done.splice(done.indexOf(item.settledBy.atMs), 1);
    }
    if (item.state === 'open') this.#count(batch, holderId, -1);
  }

  /** An open item goes from one pair of hands to another. */
  move(item: FloorItem, fromId: string | null, toId: string | null): void {
    this.moveMany(item, fromId, toId, 1);
  }

  /** So many open items of one batch go from one pair of hands to another. */
  moveMany(ofBatch: Pick<FloorItem, 'batchId' | 'dueAtUtc'>, fromId: string | null, toId: string | null, items: number): void {
    const batch = this.#batch(ofBatch);
    count(this.#slot(batch, fromId), -items);
    count(this.#slot(batch, toId), items);
  }

  /** The counts as they are now; what changes later does not show in them. */
  result(): Counted {
    const batches = [...this.#batches.values()].filter(({ openCount, doneCount }) => openCount + doneCount > 0);
    return {
      loads: batches.flatMap(({ batchId, held }) => [...held].flatMap(([operatorId, slot]) => (slot.count === 0 ? [] : [{ batchId, operatorId, count: slot.count }]))),
      batches: new Map(batches.map(({ held, ...batch }) => [batch.batchId, { ...batch, poolCount: held.get(null)?.count ?? 0 }])),
      operators: new Map([...this.#operators].filter(([, { heldCount, done }]) => heldCount + done.length > 0).map(([operatorId, hands]) => [operatorId, { operatorId, heldCount: hands.heldCount, doneAtMs: inOrder(hands) }])),
      openCount: this.#openCount,
    };
  }

  #count(batch: Batch, holderId: string | null, by: 1 | -1): void {
    this.#openCount += by;
    batch.openCount += by;
    count(this.#slot(batch, holderId), by);
  }

  #slot({ held }: Batch, holderId: string | null): Slot {
    const there = held.get(holderId);
    if (there !== undefined) return there;
    const slot = { count: 0, hands: holderId === null ? null : this.#hands(holderId) };
    held.set(holderId, slot);
    return slot;
  }

  #batch({ batchId, dueAtUtc }: Pick<FloorItem, 'batchId' | 'dueAtUtc'>): Batch {
    if (this.#latest?.batchId === batchId) return this.#latest;
    const batch = this.#batches.get(batchId) ?? { batchId, dueAtUtc, openCount: 0, doneCount: 0, held: new Map<string | null, Slot>() };
    this.#batches.set(batchId, batch);
    this.#latest = batch;
    return batch;
  }

  #hands(operatorId: string): Hands {
    const there = this.#operators.get(operatorId);
    if (there !== undefined) return there;
    const hands = { heldCount: 0, done: [], isInOrder: false };
    this.#operators.set(operatorId, hands);
    return hands;
  }

  /** To be changed: a list that was given out stays as it was. */
  #done(operatorId: string): number[] {
    const hands = this.#hands(operatorId);
    if (hands.isInOrder) Object.assign(hands, { done: [...hands.done], isInOrder: false });
    return hands.done;
  }
}

function count(slot: Slot, by: number): void {
  slot.count += by;
  if (slot.hands !== null) slot.hands.heldCount += by;
}

function inOrder(hands: Hands): readonly number[] {
  if (!hands.isInOrder) hands.done.sort((a, b) => b - a);
  hands.isInOrder = true;
  return hands.done;
}
