import { queueScope, type FeedRow } from '../../shared/protocol/pull';
import type { CentreDesk } from './centre-desk';

/** Follows scopes as a desk's main process does, and keeps what an index over the pulled pages would hold. */
export class CentreFeedReader {
  readonly #desk: CentreDesk;
  readonly #cursors: Record<string, number> = {};
  readonly #rows = new Map<string, FeedRow>();
  readonly #limit: number;
  readonly #url: string | undefined;
  #feedId: string | null = null;

  /** @param url another way to the centre than the desk's own. */
  constructor(desk: CentreDesk, operatorIds: readonly string[], limit: number, url?: string) {
    this.#url = url;
    this.#desk = desk;
    this.#limit = limit;
    for (const scope of ['reference', ...operatorIds.map(queueScope)]) this.#cursors[scope] = 0;
  }

  /** Reads on until nothing more would come at once. */
  async catchUp(): Promise<void> {
    for (let more = true; more; ) more = await this.#page();
  }

  /** What it holds, by scope and key. */
  rows(): ReadonlyMap<string, FeedRow> {
    return this.#rows;
  }

  async #page(): Promise<boolean> {
    const { head, rows } = await this.#desk.pull({ feedId: this.#feedId, cursors: this.#cursors, streamIds: [], limit: this.#limit }, this.#url);
    this.#feedId = head.feedId;
    for (const scope of head.resets) {
      for (const [id, row] of this.#rows) if (row.scope === scope) this.#rows.delete(id);
    }
    for (const row of rows) {
      const id = `${row.scope} ${row.kind === 'gone' ? row.goneKind : row.kind} ${row.key}`;
      if (row.kind === 'gone') this.#rows.delete(id);
      else this.#rows.set(id, row);
    }
    Object.assign(this.#cursors, head.cursors);
    return head.more;
  }
}
