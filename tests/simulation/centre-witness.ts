import type { MemoryTables } from '../../server/store/memory/memory-tables';
import { compareEpochsByRule } from './epoch-order';
import type { Item } from '../../shared/domain/item';
import { checkStanding } from './standing-rule';
import type { Tally } from './tally';
import { Violation } from './violation';

/** Watches the centre's rows from one moment to the next: what must never happen there, whatever is pushed. */
export class CentreWitness {
  readonly #seen = new Map<string, Item>();
  /** Up to where the ledger was looked at; null for anew from where it stands. */
  #ledgerEnd: number | null = null;

  constructor(private readonly tally: Tally) {}

  /** A restored centre begins where its backup stood. */
  forget(): void {
    this.#seen.clear();
    this.#ledgerEnd = null;
  }

  look(tables: MemoryTables): void {
    for (const row of tables.ledger.slice(this.#ledgerEnd ?? tables.ledger.length)) checkStanding(tables, row);
    this.#ledgerEnd = tables.ledger.length;
    for (const item of tables.items.values()) {
      const before = this.#seen.get(item.id);
      if (before === item) continue;
      this.#seen.set(item.id, item);
      if (before !== undefined) this.#compare(before, item);
      if (item.state === 'done' && before?.state !== 'done') this.tally.count('transition: submit, settled');
      if (item.kept.length > (before?.kept.length ?? 0)) this.tally.count('transition: submit, kept');
    }
  }

  #compare(before: Item, after: Item): void {
    const { id } = after;
    const told = `item ${id}`;
    if (compareEpochsByRule(before.epoch, after.epoch) > 0) throw new Violation('an epoch never goes back', `${told}, epoch`);
    if (compareEpochsByRule(before.minEpoch, after.minEpoch) > 0) throw new Violation('an epoch never goes back', `${told}, minEpoch`);
    if (before.settledBy !== null && after.settledBy === null) throw new Violation('one winner an item', told);
    const entries = entriesOf(after);
    if (entriesOf(before).some((each) => !entries.includes(each))) throw new Violation('every other entry is kept whole and credited', told);
    if (new Set(entries).size !== entries.length) throw new Violation('one winner an item', told);
  }
}

/** The winner and all others: a lead may change which is which. */
function entriesOf({ kept, settledBy }: Item): readonly string[] {
  return settledBy === null ? kept : [...kept, settledBy.mutationId];
}
