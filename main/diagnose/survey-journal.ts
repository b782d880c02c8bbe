import { journalRecordSchema } from '../../shared/domain/journal-record';
import { parseJson } from '../../shared/protocol/parse-json';
import { JournalState } from '../sync/journal-state';
import { surveyLog, type LogSurvey } from './survey-log';

type StreamSurvey = { mutations: number; lastSeq: number; unsettled: number; foldedUpTo: number; freeUpTo: number };

type JournalSurvey = LogSurvey & Readonly<{
  recordsByKind: Readonly<Record<string, number>>;
  /** Records that this version cannot read. */
  unreadRecords: number;
  currentStreamId: string | null;
  streams: Readonly<Record<string, Readonly<StreamSurvey>>>;
  unsettledCount: number;
  draftCount: number;
}>;

/** Counts what a journal holds; of an entry it tells that there is one. */
export function surveyJournal(folder: string): Promise<JournalSurvey> {
  return surveyLog(folder, async (log, records) => {
    const state = new JournalState();
    const recordsByKind: Record<string, number> = {};
    const streams: Record<string, StreamSurvey> = {};
    const streamOf = (id: string): StreamSurvey => (streams[id] ??= { mutations: 0, lastSeq: 0, unsettled: 0, foldedUpTo: 0, freeUpTo: 0 });
    for await (const { index, text } of records) {
      const record = journalRecordSchema.safeParse(parseJson(text));
      if (!record.success) {
        state.passOver(index);
        continue;
      }
      const { data } = record;
      recordsByKind[data.t] = (recordsByKind[data.t] ?? 0) + 1;
      state.apply(data, index);
      if (data.t === 'stream') streamOf(data.streamId);
      if (data.t === 'settled') Object.assign(streamOf(data.streamId), { foldedUpTo: data.foldedUpTo, freeUpTo: data.freeUpTo });
      if (data.t !== 'mutation') continue;
      const stream = streamOf(data.streamId);
      stream.mutations += 1;
      stream.lastSeq = Math.max(stream.lastSeq, data.mutation.seq);
    }
    const unsettled = state.unsettled();
    for (const { streamId } of unsettled) streamOf(streamId).unsettled += 1;
    return {
      ...log, recordsByKind, unreadRecords: state.unreadRecords, currentStreamId: state.streamId, streams,
      unsettledCount: unsettled.length, draftCount: state.draftCount,
    };
  });
}
