import { join } from 'node:path';
import type { Clock, Draws } from './clock';
import { DocumentCache } from './documents/document-cache';
import { LastKnown } from './last-known';
import { nodeDisk } from './log/node-disk';
import { nodeReserve, type NodeReserve } from './log/node-reserve';
import { SegmentedLog } from './log/segmented-log';
import { EnrolmentFile } from './security/enrolment';
import type { KeptFile } from './security/kept-file';
import { Roster } from './security/roster';
import type { Vault } from './security/vault';
import { CaptureClock } from './sync/capture-clock';
import { Inbox } from './sync/inbox';
import { Journal } from './sync/journal';

const JOURNAL_SEGMENT_BYTES = 1024 * 1024;
const INBOX_SEGMENT_BYTES = 8 * 1024 * 1024;

/** Some 20,000 receipts, or a shift's worth of multi-page claims. */
const DOCUMENT_BUDGET_BYTES = 2 * 1024 * 1024 * 1024;

type ProfileParts = Readonly<{ profileFolder: string; clock: Clock; draws: Draws; vault: Vault }>;

export type OpenedProfile = Readonly<{
  journal: Journal;
  /** Whether the journal's folder held nothing. */
  journalIsNew: boolean;
  inbox: Inbox;
  cache: DocumentCache;
  roster: Roster;
  enrolmentFile: EnrolmentFile;
  /** What is written whole. */
  files: readonly KeptFile[];
  lastKnown: LastKnown;
  capture: CaptureClock;
  reserve: NodeReserve;
}>;

/** Opens all that a desk keeps in its folder, and makes what is missing. */
export async function openProfile({ profileFolder, draws, clock, vault }: ProfileParts): Promise<OpenedProfile> {
  const capture = new CaptureClock(clock, draws);
  const reserve = await nodeReserve(profileFolder);
  const journalLog = await SegmentedLog.open({
    disk: await nodeDisk(join(profileFolder, 'journal')), newLogId: draws.uuidV4, segmentBytes: JOURNAL_SEGMENT_BYTES, reserve,
  });
  const inboxLog = await SegmentedLog.open({
    disk: await nodeDisk(join(profileFolder, 'inbox')), newLogId: draws.uuidV4, segmentBytes: INBOX_SEGMENT_BYTES,
  });
  const roster = await Roster.open(profileFolder);
  const enrolmentFile = new EnrolmentFile(profileFolder, vault);
  const journalIsNew = journalLog.nextIndex === 0;
  return {
    journal: await Journal.open(journalLog, draws.uuidV4, () => capture.now()),
    journalIsNew,
    inbox: await Inbox.open(inboxLog),
    cache: await DocumentCache.open(join(profileFolder, 'documents'), DOCUMENT_BUDGET_BYTES, clock.wallMs),
    roster,
    enrolmentFile,
    files: [roster.file, enrolmentFile.file],
    lastKnown: await LastKnown.open(profileFolder, clock),
    capture,
    reserve,
  };
}
