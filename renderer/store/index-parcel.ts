import type { LogName, ToWorker } from '../../shared/ipc/log-port';
import type { IndexDatabase } from './database';
import { clearFloor } from './index-floor';
import { indexJournalRecord } from './index-journal-record';
import { forgetFolded, forgetPages, moveTo, type Touched } from './index-meta';
import { indexPage } from './index-page';
import { workOutQueue } from './work-out-queue';

type Parcel = Extract<ToWorker, { type: 'parcel' }>;

/**
 * Takes a parcel of records into the index, position and rows in one transaction.
 *
 * A record that cannot be read is passed over: what it said is in the log still, for a later version to read.
 */
export async function indexParcel(database: IndexDatabase, parcel: Parcel): Promise<void> {
  await database.transaction('rw', database.tables, async () => {
    const touched: Touched = new Set();
    if (parcel.startOver) await dropLog(database, parcel.log, touched);
    for (const text of parcel.records) {
      await (parcel.log === 'journal' ? indexJournalRecord : indexPage)(database, text, touched);
    }
    await workOutQueue(database, touched);
    await moveTo(database, parcel.log, { logId: parcel.logId, next: parcel.next });
  });
}

async function dropLog(database: IndexDatabase, log: LogName, touched: Touched): Promise<void> {
  for (const [, id] of await database.items.toCollection().primaryKeys()) touched.add(id);
  if (log === 'journal') {
    await database.drafts.clear();
    await database.mutations.clear();
    await forgetFolded(database, 'journal');
    return;
  }
  for (const table of [database.references, database.items, database.notices, database.sessions, database.strangers, database.moved, database.kept]) await table.clear();
  await clearFloor(database);
  await forgetPages(database);
}
