import 'fake-indexeddb/auto';
import type { SegmentedLog } from '../../main/log/segmented-log';
import { openIndex, type IndexDatabase, type QueueRow } from '../../renderer/store/database';
import { positionIn } from '../../renderer/store/index-meta';
import { indexParcel } from '../../renderer/store/index-parcel';
import type { LogName } from '../../shared/ipc/log-port';
import type { DeskView } from './desk-view';
import type { SimulatedDesk } from './simulated-desk';
import { Violation } from './violation';

const RECORDS_A_PARCEL = 7;
let indexes = 0;

/** The page's index as it is shipped, over a desk's logs, through all starts of that desk. */
export class ShippedIndex {
  readonly #index: IndexDatabase;

  constructor() {
    indexes += 1;
    this.#index = openIndex(`simulated-${indexes}`);
  }

  /** Lets the index read on, and compares what it shows with what the logs say; but for a damaged inbox, which is pulled anew. */
  async compare({ running, roster }: SimulatedDesk, view: DeskView): Promise<void> {
    if (running === null || running.inbox.log.damagedRecords > 0) return;
    await this.#follow('inbox', running.inbox.log);
    await this.#follow('journal', running.journal.log);
    const rows = await this.#index.queue.toArray();
    for (const operatorId of roster) {
      expectSame(textOf(rows.filter((row) => row.operatorId === operatorId)), textOf(view.queueOf(operatorId)));
      const moved = await this.#index.moved.where('operatorId').equals(operatorId).toArray();
      expectSame(linesOf(moved.map((row) => [row.itemId, row.moved])), linesOf([...view.movedFrom(operatorId)]));
    }
    expectSame(linesOf((await this.#index.kept.toArray()).map(({ entry }) => entry)), linesOf(view.tray()));
    expectSame(linesOf((await this.#index.floor.toArray()).map(({ item }) => item)), linesOf(view.floor()));
    const sessions = await this.#index.sessions.toArray();
    expectSame(linesOf(sessions.filter(({ scope }) => scope === 'floor').map(({ session }) => session)), linesOf(view.sessionsOnFloor()));
  }

  /** Everything that stands in it. */
  async text(): Promise<string> {
    return JSON.stringify(await Promise.all(this.#index.tables.map((table) => table.toArray())));
  }

  async end(): Promise<void> {
    await this.#index.delete();
  }

  async #follow(name: LogName, log: SegmentedLog): Promise<void> {
    const position = await positionIn(this.#index, name);
    const fits = position?.logId === log.logId && position.next >= log.firstIndex && position.next <= log.nextIndex;
    let next = fits && position !== null ? position.next : log.firstIndex;
    let startOver = !fits;
    while (startOver || next < log.nextIndex) {
      const records = (await log.read(next, Number.MAX_SAFE_INTEGER)).slice(0, RECORDS_A_PARCEL);
      const first = next;
      next = (records.at(-1)?.index ?? log.nextIndex - 1) + 1;
      await indexParcel(this.#index, {
        type: 'parcel', log: name, logId: log.logId, startOver, first, records: records.map(({ text }) => text), next, atEnd: next >= log.nextIndex,
      });
      startOver = false;
    }
  }
}

function expectSame(shown: string, expected: string): void {
  if (shown !== expected) throw new Violation('all tiers are equal once quiet', `the index shows ${shown}; the logs say ${expected}`);
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).sort().join('; ');
}

function textOf(rows: readonly QueueRow[]): string {
  return rows.map(({ itemId, shelf, hasDraft }) => `${itemId} ${shelf}${hasDraft ? ', drafted' : ''}`).sort().join('; ');
}
