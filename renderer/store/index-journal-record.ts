import { journalRecordSchema, type Draft, type JournalRecord } from '../../shared/domain/journal-record';
import { envelopeOf, itemIdsOf } from '../../shared/domain/mutation';
import { parseJson } from '../../shared/protocol/parse-json';
import type { IndexDatabase } from './database';
import { noteFolded, noteFreed, type Touched } from './index-meta';

/** Takes one record of the journal into the index; one of a kind that this version does not know is passed over. */
export async function indexJournalRecord(database: IndexDatabase, text: string, touched: Touched): Promise<void> {
  const parsed = journalRecordSchema.safeParse(parseJson(text));
  if (parsed.success) await applyRecord(database, parsed.data, touched);
}

async function applyRecord(database: IndexDatabase, record: JournalRecord, touched: Touched): Promise<void> {
  switch (record.t) {
    case 'stream':
      return;
    case 'draft':
      await applyDraft(database, record.draft, touched);
      return;
    case 'draftDiscarded':
      await endDraft(database, record.mutationId, touched);
      return;
    case 'mutation':
      await applyMutation(database, record, touched);
      return;
    case 'settled':
      await noteFreed(database, record.streamId, record.freeUpTo);
      await noteFolded(database, 'journal', record.streamId, record.foldedUpTo, touched);
      return;
    default:
      unreachable(record);
  }
}

/** The highest revision stands: compacting may copy an older one behind a newer. */
async function applyDraft(database: IndexDatabase, draft: Draft, touched: Touched): Promise<void> {
  const { mutationId, itemId, revision } = draft;
  const standing = await database.drafts.get(mutationId);
  const committed = await database.mutations.get(mutationId);
  if (committed !== undefined || (standing?.draft.revision ?? 0) > revision) return;
  await database.drafts.put({ mutationId, itemId, draft });
  touched.add(itemId);
}

async function applyMutation(
  database: IndexDatabase,
  { streamId, mutation }: Extract<JournalRecord, { t: 'mutation' }>,
  touched: Touched,
): Promise<void> {
  const { seq } = mutation;
  const envelope = envelopeOf(mutation);
  const itemIds = itemIdsOf(envelope);
  await endDraft(database, envelope.id, touched);
  for (const itemId of itemIds) touched.add(itemId);
  await database.mutations.put({ id: envelope.id, itemIds, streamId, seq, envelope });
}

async function endDraft(database: IndexDatabase, mutationId: string, touched: Touched): Promise<void> {
  const standing = await database.drafts.get(mutationId);
  if (standing === undefined) return;
  await database.drafts.delete(mutationId);
  touched.add(standing.itemId);
}

function unreachable(value: never): never {
  throw new Error(`unknown journal record ${JSON.stringify(value)}`);
}
