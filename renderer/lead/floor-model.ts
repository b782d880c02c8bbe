import { compareEpochs } from '../../shared/domain/epoch';
import type { FloorItem } from '../../shared/domain/floor-item';
import { moveItem, type MoveOrder } from '../../shared/domain/move-item';
import type { MovedItem } from '../../shared/domain/mutations/move';

/** A move that the centre has not answered for: of this desk's journal, or on its way there. */
export type WaitingMove = MoveOrder & Readonly<{ gestureId: string; items: readonly MovedItem[] }>;

/** Where an item stands in the forecast. */
type Standing = Pick<FloorItem, 'assignedTo' | 'epoch' | 'minEpoch'>;

/** Open items of one batch in one pair of hands; `null` is the pool. */
export type Load = Readonly<{ batchId: string; operatorId: string | null; count: number }>;

export type BatchCount = Readonly<{ batchId: string; dueAtUtc: string; openCount: number; doneCount: number; poolCount: number }>;

/** What an operator holds and has handed in, the latest first. */
export type OperatorCount = Readonly<{ operatorId: string; heldCount: number; doneAtMs: readonly number[] }>;

/** The floor as it will be once the centre has answered, in numbers. */
export type FloorView = Readonly<{
  loads: readonly Load[];
  batches: ReadonlyMap<string, BatchCount>;
  operators: ReadonlyMap<string, OperatorCount>;
  openCount: number;
  /** Items that wait for the centre to say whether they moved. */
  waitingCount: number;
}>;

/** An item as the centre told it last, and where it goes in the forecast; null where no move waits for it. */
type Entry = { item: FloorItem; forecast: Standing | null };

/** All items of a site as the centre told them last, with the moves that it has not answered for on top. */
export class FloorModel {
  readonly #entries = new Map<string, Entry>();
  #waiting: Entry[] = [];

  /** What is forecast stays so until the next `forecast`. */
  take(items: readonly FloorItem[], startsOver: boolean): void {
    if (startsOver) this.#clear();
    for (const item of items) {
      const entry = this.#entries.get(item.id);
      if (entry === undefined) this.#entries.set(item.id, { item, forecast: null });
      else entry.item = item;
    }
  }

  /** Moves in the order of their making; what the centre has already done in another way stays as it did it. */
  forecast(moves: readonly WaitingMove[]): void {
    for (const entry of this.#waiting) entry.forecast = null;
    this.#waiting = [];
    this.forecastOnTop(moves);
  }

  /** The same of moves that were made after those that are forecast already. */
  forecastOnTop(moves: readonly WaitingMove[]): void {
    for (const move of moves) for (const seen of move.items) this.#forecastItem(move, seen);
  }

  /** Open items as they stand in the forecast, most urgent first. */
  openItems(wanted: (item: FloorItem) => boolean): readonly FloorItem[] {
    const found: FloorItem[] = [];
    for (const { item, forecast } of this.#entries.values()) {
      if (item.state !== 'open') continue;
      const now = forecast === null ? item : { ...item, ...forecast };
      if (wanted(now)) found.push(now);
    }
    return found.sort(byUrgency);
  }

  /** The items of a gesture that are still where it put them: nobody has moved them since, not even to the same place. */
  stillThere(moves: readonly WaitingMove[]): readonly FloorItem[] {
    const put = new Map(moves.flatMap((move) => move.items.map((seen) => [seen.itemId, { toOperatorId: move.toOperatorId, seq: seen.epoch.seq + 1, term: seen.epoch.term }] as const)));
    return this.openItems(({ id, assignedTo, epoch }) => {
      const there = put.get(id);
      return there !== undefined && there.toOperatorId === assignedTo && compareEpochs(epoch, there) === 0;
    });
  }

  view(): FloorView {
    const count = new Counting();
    for (const { item, forecast } of this.#entries.values()) count.add(item, (forecast ?? item).assignedTo);
    return { ...count.result(), waitingCount: this.#waiting.length };
  }

  #forecastItem(move: WaitingMove, seen: MovedItem): void {
    const entry = this.#entries.get(seen.itemId);
    if (entry === undefined) return;
    const { id, state } = entry.item;
    const { assignedTo, epoch, minEpoch } = entry.forecast ?? entry.item;
    const result = moveItem({ id, state, assignedTo, epoch, minEpoch }, move, seen);
    if (result.kind !== 'moves') return;
    if (entry.forecast === null) this.#waiting.push(entry);
    entry.forecast = result.to;
  }

  #clear(): void {
    this.#entries.clear();
    this.#waiting = [];
  }
}

function byUrgency(a: FloorItem, b: FloorItem): number {
  if (a.dueAtUtc !== b.dueAtUtc) return a.dueAtUtc < b.dueAtUtc ? -1 : 1;
  if (a.batchId !== b.batchId) return a.batchId < b.batchId ? -1 : 1;
  return a.position - b.position;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class Counting {
  readonly #batches = new Map<string, Mutable<BatchCount> & { readonly loads: Map<string | null, Mutable<Load>> }>();
  readonly #operators = new Map<string, { operatorId: string; heldCount: number; doneAtMs: number[] }>();
  #openCount = 0;

  add(item: FloorItem, holder: string | null): void {
    const batch = this.#batch(item);
    if (item.settledBy !== null) {
      batch.doneCount += 1;
      this.#operator(item.settledBy.operatorId).doneAtMs.push(item.settledBy.atMs);
    }
    if (item.state !== 'open') return;
    this.#openCount += 1;
    batch.openCount += 1;
    if (holder === null) batch.poolCount += 1;
    else this.#operator(holder).heldCount += 1;
    had(batch.loads, holder, () => ({ batchId: item.batchId, operatorId: holder, count: 0 })).count += 1;
  }

  result(): Omit<FloorView, 'waitingCount'> {
    for (const each of this.#operators.values()) each.doneAtMs.sort((a, b) => b - a);
    return { loads: [...this.#batches.values()].flatMap((batch) => [...batch.loads.values()]), batches: this.#batches, operators: this.#operators, openCount: this.#openCount };
  }

  #batch({ batchId, dueAtUtc }: FloorItem): Mutable<BatchCount> & { readonly loads: Map<string | null, Mutable<Load>> } {
    return had(this.#batches, batchId, () => ({ batchId, dueAtUtc, openCount: 0, doneCount: 0, poolCount: 0, loads: new Map() }));
  }

  #operator(operatorId: string): { heldCount: number; doneAtMs: number[] } {
    return had(this.#operators, operatorId, () => ({ operatorId, heldCount: 0, doneAtMs: [] }));
  }
}

function had<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
