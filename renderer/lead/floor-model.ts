import { compareEpochs } from '../../shared/domain/epoch';
import type { ItemTimes } from '../../shared/domain/floor/floor-history';
import type { FloorItem } from '../../shared/domain/floor-item';
import { mintedAtMs } from '../../shared/domain/minted-at';
import { moveItem, type MoveOrder } from '../../shared/domain/move-item';
import type { MovedItem } from '../../shared/domain/mutations/move';
import { FloorCounts, type Counted } from './floor-counts';

/** A move that the centre has not answered for: of this desk's journal, or on its way there. */
export type WaitingMove = MoveOrder & Readonly<{ gestureId: string; items: readonly MovedItem[] }>;

/** Items and who is to have them, as whoever moves them saw them. */
export type Transferred = Readonly<{ items: readonly FloorItem[]; toOperatorId: string | null }>;

/** Where an item stands in the forecast. */
type Standing = Pick<FloorItem, 'assignedTo' | 'epoch' | 'minEpoch'>;

/** The floor as it will be once the centre has answered, in numbers. */
export type FloorView = Counted & Readonly<{
  /** Items that wait for the centre to say whether they moved. */
  waitingCount: number;
}>;

/** An item as the centre told it last, and where it goes in the forecast; null where no move waits for it. */
type Entry = { item: FloorItem; forecast: Standing | null };

/** All items of a site as the centre told them last, with the moves that it has not answered for on top. */
export class FloorModel {
  readonly #entries = new Map<string, Entry>();
  #waiting: Entry[] = [];
  #counts = new FloorCounts();
  /** Moves that show in numbers already, and that no item knows of yet. */
  #owed: readonly WaitingMove[] = [];

  /** What is forecast stays so until the next `forecast`. */
  take(items: readonly FloorItem[], startsOver: boolean): void {
    this.settle();
    if (startsOver) this.#clear();
    for (const item of items) this.#takeItem(item);
  }

  /** Moves in the order of their making; what the centre has already done in another way stays as it did it. */
  forecast(moves: readonly WaitingMove[]): void {
    this.settle();
    for (const entry of this.#waiting) {
      if (entry.item.state === 'open') this.#counts.move(entry.item, holderOf(entry), entry.item.assignedTo);
      entry.forecast = null;
    }
    this.#waiting = [];
    this.forecastOnTop(moves);
  }

  /** The same of moves that were made after those that are forecast already. */
  forecastOnTop(moves: readonly WaitingMove[]): void {
    this.settle();
    for (const move of moves) for (const seen of move.items) this.#forecastItem(move, seen, true);
  }

  /**
   * The same in numbers alone, which takes a moment less where all of a floor moves: item by item it is worked out by `settle`, or as
   * soon as anything looks at an item. `transfers` are the items of the moves as whoever moves them saw them.
   */
  showOnTop(moves: readonly WaitingMove[], transfers: readonly Transferred[]): void {
    this.settle();
    for (const { items, toOperatorId } of transfers) {
      for (const { first, count } of runsOf(items)) if (first.assignedTo !== toOperatorId) this.#counts.moveMany(first, first.assignedTo, toOperatorId, count);
    }
    this.#owed = moves;
  }

  /** Works out item by item what was shown in numbers; what does not move after all is counted back. */
  settle(): void {
    const owed = this.#owed;
    this.#owed = [];
    let isKnown = true;
    for (const move of owed) for (const seen of move.items) isKnown = this.#settleItem(move, seen) && isKnown;
    if (!isKnown) this.#countAnew();
  }

  /** Open items as they stand in the forecast, most urgent first. */
  openItems(wanted: (item: FloorItem) => boolean): readonly FloorItem[] {
    this.settle();
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

  /** When each item came and when it was settled. */
  *times(): Iterable<ItemTimes> {
    for (const { item } of this.#entries.values()) yield { admittedMs: mintedAtMs(item.id), doneMs: item.settledBy?.atMs ?? null };
  }

  view(): FloorView {
    return { ...this.#counts.result(), waitingCount: this.#waiting.length + this.#owed.reduce((sum, { items }) => sum + items.length, 0) };
  }

  #takeItem(item: FloorItem): void {
    const entry = this.#entries.get(item.id) ?? { item, forecast: null };
    if (this.#entries.has(item.id)) this.#counts.remove(entry.item, holderOf(entry));
    else this.#entries.set(item.id, entry);
    entry.item = item;
    this.#counts.add(item, holderOf(entry));
  }

  /** False where the item is not known any more. */
  #settleItem(move: WaitingMove, seen: MovedItem): boolean {
    const entry = this.#entries.get(seen.itemId);
    if (entry !== undefined && !this.#forecastItem(move, seen, false)) this.#counts.move(entry.item, move.toOperatorId, seen.fromOperatorId);
    return entry !== undefined;
  }

  #countAnew(): void {
    this.#counts = new FloorCounts();
    for (const entry of this.#entries.values()) this.#counts.add(entry.item, holderOf(entry));
  }

  /** Whether the item moves. */
  #forecastItem(move: WaitingMove, seen: MovedItem, isCounted: boolean): boolean {
    const entry = this.#entries.get(seen.itemId);
    if (entry === undefined) return false;
    const { item, forecast } = entry;
    const result = moveItem(forecast === null ? item : { ...item, ...forecast }, move, seen);
    if (result.kind !== 'moves') return false;
    if (forecast === null) this.#waiting.push(entry);
    if (isCounted) this.#counts.move(item, holderOf(entry), result.to.assignedTo);
    entry.forecast = result.to;
    return true;
  }

  #clear(): void {
    this.#entries.clear();
    this.#counts = new FloorCounts();
    this.#waiting = [];
  }
}

function holderOf({ item, forecast }: Entry): string | null {
  return (forecast ?? item).assignedTo;
}

function byUrgency(a: FloorItem, b: FloorItem): number {
  if (a.dueAtUtc !== b.dueAtUtc) return a.dueAtUtc < b.dueAtUtc ? -1 : 1;
  if (a.batchId !== b.batchId) return a.batchId < b.batchId ? -1 : 1;
  return a.position - b.position;
}

/** Items of one batch in one pair of hands that stand behind one another, as one. */
function* runsOf(items: readonly FloorItem[]): Iterable<Readonly<{ first: FloorItem; count: number }>> {
  let start = 0;
  for (let i = 1; i <= items.length; i += 1) {
    const [first, item] = [items[start], items[i]];
    if (first === undefined || (item !== undefined && item.batchId === first.batchId && item.assignedTo === first.assignedTo)) continue;
    yield { first, count: i - start };
    start = i;
  }
}
