import { createHash } from 'node:crypto';
import { z } from 'zod';
import { surveyJournal } from '../diagnose/survey-journal';
import { surveyLog } from '../diagnose/survey-log';

/** What a version reads out of a journal: two versions that agree on it have lost nothing between them. */
export const journalDigestSchema = z.object({
  /** SHA-256 over each record's text and a line end, in order, as hex. */
  sha256: z.string(),
  recordCount: z.int(),
  unsettledCount: z.int(),
  draftCount: z.int(),
  unreadRecords: z.int(),
});
export type JournalDigest = Readonly<z.infer<typeof journalDigestSchema>>;

/** Reads a journal's folder without touching it; nobody may be writing to it. */
export async function journalDigest(folder: string): Promise<JournalDigest> {
  const hash = createHash('sha256');
  const recordCount = await surveyLog(folder, async (log, records) => {
    for await (const { text } of records) hash.update(`${text}\n`);
    return log.recordCount;
  });
  const { unsettledCount, draftCount, unreadRecords } = await surveyJournal(folder);
  return { sha256: hash.digest('hex'), recordCount, unsettledCount, draftCount, unreadRecords };
}

/** What was unreadable to the older may be readable to the newer; nothing else may differ. */
export function isSameJournal(before: JournalDigest, after: JournalDigest): boolean {
  return before.sha256 === after.sha256 && before.recordCount === after.recordCount && after.unreadRecords <= before.unreadRecords
    && (after.unreadRecords < before.unreadRecords || (before.unsettledCount === after.unsettledCount && before.draftCount === after.draftCount));
}
