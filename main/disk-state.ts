import type { DeskStatus } from '../shared/ipc/status';
import type { DiskFailure } from './log/disk';

type Writer = Readonly<{ failure: DiskFailure | null }>;

export type DiskUsers = Readonly<{
  journal: Readonly<{ log: Writer }>;
  inbox: Readonly<{ log: Writer }>;
  /** Null leaves the documents' own trouble out: they find out by themselves when it is over. */
  cache: Writer | null;
  /** Roster and enrolment, which count from memory meanwhile. */
  files: readonly Writer[];
  reserve: Readonly<{ isHeld: () => boolean }>;
}>;

/**
 * Whether the disk takes what is done here, by the last write of each who writes. While the journal's reserve lasts, a
 * full disk is one that is full: what is keyed is still saved.
 */
export function diskState({ journal, inbox, cache, files, reserve }: DiskUsers): DeskStatus['disk'] {
  const others = [inbox.log.failure, cache?.failure ?? null, ...files.map(({ failure }) => failure)];
  if (journal.log.failure !== null || others.some((failure) => failure?.kind === 'diskFailing')) return 'failing';
  return reserve.isHeld() && others.every((failure) => failure === null) ? 'ok' : 'reserve';
}
