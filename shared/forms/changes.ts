import type { Step } from './steps';

/** Ids whose values have changed, for columns with the rows in which they did. */
export class Changes {
  private readonly changed = new Map<string, Set<number> | 'all'>();

  addAll(id: string): void {
    this.changed.set(id, 'all');
  }

  addRow(id: string, row: number): void {
    const before = this.changed.get(id);
    if (before === 'all') return;
    this.changed.set(id, (before ?? new Set()).add(row));
  }

  /** What a step gave. */
  addGiven({ gives }: Step, row: number | null): void {
    for (const id of gives) {
      if (row === null) this.addAll(id);
      else this.addRow(id, row);
    }
  }

  isAll(id: string): boolean {
    return this.changed.get(id) === 'all';
  }

  hasAny(ids: readonly string[]): boolean {
    return ids.some((id) => this.changed.has(id));
  }

  /** The rows in which something of what a row's rule reads has changed: all of them when it is no column of theirs. */
  rowsOf(ids: readonly string[], columns: ReadonlySet<string>): ReadonlySet<number> | 'all' {
    const rows = new Set<number>();
    for (const id of ids) {
      const changed = this.changed.get(id);
      if (changed === undefined) continue;
      if (changed === 'all' || !columns.has(id)) return 'all';
      for (const row of changed) rows.add(row);
    }
    return rows;
  }
}
