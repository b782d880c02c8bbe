import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readOnlyDisk } from '../log/read-only-disk';
import { SegmentedLog, type LogRecord } from '../log/segmented-log';

/** How a log stands on disk. */
export type LogSurvey = Readonly<{
  logId: string | null;
  segments: readonly Readonly<{ name: string; sizeBytes: number }>[];
  firstIndex: number;
  nextIndex: number;
  recordCount: number;
  damagedRecords: number;
}>;

const READ_BYTES = 8 * 1024 * 1024;

/** A desk at work may delete a segment between two looks at the folder. */
const TRIES = 3;

/** Looks through a log without touching it, also while a desk writes to it, and gives each sound record to `see`. */
export async function surveyLog<T>(folder: string, survey: (log: LogSurvey, records: AsyncIterable<LogRecord>) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await surveyOnce(folder, survey);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 1) throw error;
    }
  }
}

async function surveyOnce<T>(folder: string, survey: (log: LogSurvey, records: AsyncIterable<LogRecord>) => Promise<T>): Promise<T> {
  const disk = readOnlyDisk(folder);
  const names = (await disk.list()).toSorted();
  const segments = await Promise.all(names.map(async (name) => ({ name, sizeBytes: (await stat(join(folder, name))).size })));
  const log = await SegmentedLog.open({ disk, newLogId: () => '', segmentBytes: 0 });
  const { firstIndex, nextIndex, recordCount, damagedRecords } = log;
  return survey({ logId: log.logId === '' ? null : log.logId, segments, firstIndex, nextIndex, recordCount, damagedRecords }, recordsOf(log));
}

async function* recordsOf(log: SegmentedLog): AsyncGenerator<LogRecord> {
  for (let from = log.firstIndex; from < log.nextIndex; ) {
    const records = await log.read(from, READ_BYTES);
    yield* records;
    from = (records.at(-1)?.index ?? log.nextIndex) + 1;
  }
}
