import type { FloorItem } from '../../shared/domain/floor-item';

/** Open items of one batch in one pair of hands; `null` is the pool. */
export type Load = Readonly<{ batchId: string; operatorId: string | null; count: number }>;

export type BatchCount = Readonly<{ batchId: string; dueAtUtc: string; openCount: number; doneCount: number; poolCount: number }>;

/** What an operator holds and has handed in, the latest first. */
export type OperatorCount = Readonly<{ operatorId: string; heldCount: number; doneAtMs: readonly number[] }>;

export type Counted = Readonly<{ loads: readonly Load[]; batches: ReadonlyMap<string, BatchCount>; operators: ReadonlyMap<string, OperatorCount>; openCount: number }>;

type Batch = { batchId: string; dueAtUtc: string; openCount: number; doneCount: number; readonly held: Map<string | null, number> };
type Hands = { heldCount: number; done: number[]; isInOrder: boolean };

/** Counts a floor as it changes, item by item: a floor of a hundred thousand is not gone through again for every move. */
export class FloorCounts {
  readonly #batches = new Map<string, Batch>();
  readonly #operators = new Map<string, Hands>();
  #openCount = 0;

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
    const batch = this.#batch(item);
    this.#count(batch, fromId, -1);
    this.#count(batch, toId, 1);
  }

  /** The counts as they are now; what changes later does not show in them. */
  result(): Counted {
    const batches = [...this.#batches.values()].filter(({ openCount, doneCount }) => openCount + doneCount > 0);
    return {
      loads: batches.flatMap(({ batchId, held }) => [...held].flatMap(([operatorId, count]) => (count === 0 ? [] : [{ batchId, operatorId, count }]))),
      batches: new Map(batches.map(({ held, ...batch }) => [batch.batchId, { ...batch, poolCount: held.get(null) ?? 0 }])),
      operators: new Map([...this.#operators].filter(([, { heldCount, done }]) => heldCount + done.length > 0).map(([operatorId, hands]) => [operatorId, { operatorId, heldCount: hands.heldCount, doneAtMs: inOrder(hands) }])),
      openCount: this.#openCount,
    };
  }

  #count(batch: Batch, holderId: string | null, by: 1 | -1): void {
    this.#openCount += by;
    batch.openCount += by;
    batch.held.set(holderId, (batch.held.get(holderId) ?? 0) + by);
    if (holderId !== null) this.#hands(holderId).heldCount += by;
  }

  #batch({ batchId, dueAtUtc }: FloorItem): Batch {
    const there = this.#batches.get(batchId);
    if (there !== undefined) return there;
    const batch = { batchId, dueAtUtc, openCount: 0, doneCount: 0, held: new Map() };
    this.#batches.set(batchId, batch);
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

function inOrder(hands: Hands): readonly number[] {
  if (!hands.isInOrder) hands.done.sort((a, b) => b - a);
  hands.isInOrder = true;
  return hands.done;
}
