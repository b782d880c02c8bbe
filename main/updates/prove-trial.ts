import type { DeskStatus } from '../../shared/ipc/status';
import type { RolledBackFor } from '../../shared/protocol/update';
import type { Clock } from '../clock';
import { isSameJournal, journalDigest } from './journal-digest';
import type { RecordChange, Trial, UpdateRecordFile } from './update-record';

/** A new version has this long to show a window, and as long again to sync. */
const WINDOW_MS = 60_000;
export const TRIAL_MS = 2 * WINDOW_MS;
const LOOK_MS = 100;

/** Whether the version on trial reads the journal as the one before did. To be asked before the journal is opened. */
export async function readsAsBefore(journalFolder: string, trial: Trial): Promise<boolean> {
  return isSameJournal(trial.digest, await journalDigest(journalFolder));
}

export type ProofParts = Readonly<{
  file: UpdateRecordFile;
  clock: Clock;
  /** Whether the window is on screen and its page has asked for something. */
  isWindowShown: () => boolean;
  status: () => Pick<DeskStatus, 'link' | 'lastSyncAtUtc'>;
  keep: () => Promise<void>;
  /** Removes what is not needed any more. */
  tidy: () => Promise<void>;
  log: (line: string) => void;
}>;

/** Waits until this version has proved itself and makes it the installed one; else says what it could not do. */
export async function proveTrial(trial: Trial, parts: ProofParts): Promise<RolledBackFor | null> {
  const { file, clock, isWindowShown, status, log } = parts;
  const isShown = await cameTrue(isWindowShown, WINDOW_MS, clock);
  if (!isShown) return 'noWindow';
  if (!(await cameTrue(() => status().link === 'online' && status().lastSyncAtUtc !== null, WINDOW_MS, clock))) return 'noSync';
  // Whoever watches would wait out the trial for a version that nobody can start again.
  if (!(await parts.keep().then(() => true, () => false))) return 'notInstalled';
  await file.change(proved(trial, clock));
  await parts.tidy().catch(() => log('what is left of an update could not be removed'));
  log(`update ${trial.to} has proved itself: window shown, journal as before, sync answered`);
  return null;
}

/** What the record says of a version that has proved itself. */
export function proved({ to }: Trial, clock: Clock): RecordChange {
  const atUtc = new Date(clock.wallMs()).toISOString();
  return { trial: null, due: null, suspected: null, interrupted: null, running: { version: to, sinceUtc: atUtc }, outcome: { version: to, atUtc, rolledBackFor: null } };
}

async function cameTrue(check: () => boolean, withinMs: number, clock: Clock): Promise<boolean> {
  const untilMs = clock.monotonicMs() + withinMs;
  while (!check()) {
    if (clock.monotonicMs() > untilMs) return false;
    await new Promise<void>((resume) => void clock.after(LOOK_MS, resume));
  }
  return true;
}
