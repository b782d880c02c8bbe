import type { Item } from '../../shared/domain/item';
import type { PoolBatch, PoolContext } from '../store/pool';

/** The pool while a push is gone through: what the mutations before an ask have given out, taken back or settled counts. */
export class PoolFold {
  readonly #context: PoolContext;
  readonly #candidates: ReadonlyMap<string, Item>;
  readonly #change = new Map<string, number>();

  /** @param touched what the push names: some of it may come to lie in the pool before an ask. */
  constructor(context: PoolContext | null, touched: Iterable<Item>) {
    this.#context = context ?? { batches: [], items: [], readUpTo: new Map(), held: new Map(), projectOf: new Map() };
    const there = new Set(this.#context.batches.map(({ batchId }) => batchId));
    const { readUpTo } = this.#context;
    // Behind what was read lies work that would be passed over.
    const known = [...touched].filter(({ batchId, position }) => there.has(batchId) && position <= (readUpTo.get(batchId) ?? Number.POSITIVE_INFINITY));
    this.#candidates = new Map([...this.#context.items, ...known].map((item) => [item.id, item]));
  }

  get items(): readonly Item[] {
    return this.#context.items;
  }

  /** The batches with what is left of them, given how the items that were read stand now. */
  left(itemNow: (id: string) => Item): Readonly<{ batches: readonly PoolBatch[]; itemsOf: ReadonlyMap<string, readonly Item[]> }> {
    const itemsOf = new Map<string, Item[]>();
    const inOrder = [...this.#candidates.values()].toSorted((a, b) => a.position - b.position);
    for (const { id } of inOrder) {
      const item = itemNow(id);
      if (item.state === 'open' && item.assignedTo === null) itemsOf.set(item.batchId, [...(itemsOf.get(item.batchId) ?? []), item]);
    }
    const batches = this.#context.batches.map((batch) => ({ ...batch, count: itemsOf.get(batch.batchId)?.length ?? 0 }));
    return { batches, itemsOf };
  }

  /** How many open items of a project somebody holds; of all projects where none is named. */
  held(operatorId: string, projectId?: string): number {
    const isMeant = (batchId: string): boolean => projectId === undefined || this.#context.projectOf.get(batchId) === projectId;
    let held = 0;
    for (const [batchId, count] of this.#context.held.get(operatorId) ?? []) if (isMeant(batchId)) held += count;
    for (const [key, count] of this.#change) {
      const [holder = '', batchId = ''] = key.split('|');
      if (holder === operatorId && isMeant(batchId)) held += count;
    }
    return held;
  }

  note(before: Item | null, after: Item): void {
    if (before?.state === 'open') this.#count(before, -1);
    if (after.state === 'open') this.#count(after, 1);
  }

  #count({ assignedTo, batchId }: Item, by: number): void {
    if (assignedTo === null) return;
    const key = `${assignedTo}|${batchId}`;
    this.#change.set(key, (this.#change.get(key) ?? 0) + by);
  }
}
