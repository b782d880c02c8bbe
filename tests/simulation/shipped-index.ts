import 'fake-indexeddb/auto';
import { openIndex, type IndexDatabase, type QueueRow } from '../../renderer/store/database';
import { indexParcel } from '../../renderer/store/index-parcel';
import type { LogName } from '../../shared/ipc/log-port';
import type { SegmentedLog } from '../../main/log/segmented-log';
import type { SimulatedDesk } from './simulated-desk';
import { Violation } from './violation';

const RECORDS_A_PARCEL = 7;
let indexes = 0;

/** Builds the page's index as it is shipped from a desk's logs, and compares what the two show. */
export async function compareWithIndex(desk: SimulatedDesk): Promise<void> {
  if (desk.running === null) return;
  const { journal, inbox } = desk.running;
  indexes += 1;
  const index = openIndex(`simulated-${indexes}`);
  try {
    await feed(index, 'inbox', inbox.log);
    await feed(index, 'journal', journal.log);
    for (const operatorId of desk.roster) await compareQueue(index, desk, operatorId);
  } finally {
    await index.delete();
  }
}

async function feed(index: IndexDatabase, log: LogName, source: SegmentedLog): Promise<void> {
  const records = await source.read(source.firstIndex, Number.MAX_SAFE_INTEGER);
  for (let from = 0; from === 0 || from < records.length; from += RECORDS_A_PARCEL) {
    const some = records.slice(from, from + RECORDS_A_PARCEL);
    const atEnd = from + RECORDS_A_PARCEL >= records.length;
    const next = atEnd ? source.nextIndex : (some.at(-1)?.index ?? 0) + 1;
    await indexParcel(index, { type: 'parcel', log, logId: source.logId, startOver: from === 0, first: some[0]?.index ?? source.firstIndex, records: some.map(({ text }) => text), next, atEnd });
  }
}

async function compareQueue(index: IndexDatabase, desk: SimulatedDesk, operatorId: string): Promise<void> {
  const shown = textOf((await index.queue.toArray()).filter((row) => row.operatorId === operatorId));
  const expected = textOf(desk.view.queueOf(operatorId));
  if (shown !== expected) throw new Violation('all tiers are equal once quiet', `the index shows ${shown}, the logs say ${expected}`);
}

function textOf(rows: readonly QueueRow[]): string {
  return rows.map(({ itemId, shelf, hasDraft }) => `${itemId} ${shelf}${hasDraft ? ', drafted' : ''}`).sort().join('; ');
}
