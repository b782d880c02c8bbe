import { versionSchema } from '../../shared/updates/version-number';
import type { Clock } from '../clock';
import type { Installation } from './installation';
import { proved } from './prove-trial';
import { reasonOf } from './reason-of';
import type { RecordChange, Trial, UpdateRecordFile } from './update-record';

export type StartParts = Readonly<{
  version: string;
  /** What was started. */
  programPath: string;
  installation: Installation | null;
  file: UpdateRecordFile;
  clock: Clock;
  log: (line: string) => void;
}>;

/**
 * What a start finds of an update that was begun: the trial that this version is on, or null where it starts as usual.
 *
 * To be asked with the profile's lock in hand: whatever else was under way has ended. A trial that this version had begun and
 * that was cut short is over; one that was cut short between the proof and its being written down was won.
 */
export async function trialAtStart({ version, programPath, installation, file, clock, log }: StartParts): Promise<Trial | null> {
  const { trial, running, suspected } = file.record;
  // The version before is just being replaced: whoever watches that needs what is here to go back.
  if (trial !== null && trial.to !== version && isInPlace(trial) && isAlive(trial.watchedByPid)) return null;
  if (trial?.to === version && !isKept(trial, programPath)) return trial;
  if (trial?.to === version) await file.change(proved(trial, clock));
  else if (trial !== null && (await isTakenBack(version, installation, log))) {
    log(`update ${trial.to} did not prove itself: ${suspected?.for ?? 'it was cut short'}; ${version} goes on`);
    await file.change(overWithout(file, trial, clock.wallMs()));
  }
  // A build with words behind its version takes part in no updates, and starts all the same.
  if (running?.version !== version && trial?.to !== version && versionSchema.safeParse(version).success) await file.change({ running: { version, sinceUtc: new Date(clock.wallMs()).toISOString() } });
  if (file.record.trial === null) await installation?.tidy(version).catch(() => log('what is left of an update could not be removed'));
  return null;
}

/** Until it is, the trial is not over: what is started next may be the new version still. */
async function isTakenBack(version: string, installation: Installation | null, log: (line: string) => void): Promise<boolean> {
  if (installation === null) return true;
  return installation.takeBack(version).then(() => true, (error: unknown) => {
    log(`${version} could not be put back yet: ${reasonOf(error)}`);
    return false;
  });
}

/** One that stands where the version before stood is started by whoever starts Keyroom: after so many starts without a proof it is taken back. */
const UNWATCHED_STARTS = 3;

/**
 * Counts the start of a version on trial in the place of the one before, which nobody watches; whether it has had its chances.
 *
 * To be asked as early as can be: what crashes before is not counted.
 */
export async function hasHadItsChances(version: string, file: UpdateRecordFile): Promise<boolean> {
  const { trial } = file.record;
  if (trial?.to !== version || !isInPlace(trial) || isWatched(trial)) return false;
  const times = file.timesCut(version) + 1;
  await file.change({ interrupted: { version, times } });
  return times > UNWATCHED_STARTS;
}

/** Whether what was started on trial is another version than was signed. */
export function isAnother(trial: Trial, version: string, programPath: string): boolean {
  // What nobody watches in the place of the one before may have been put there by an administrator.
  return programPath === trial.trialPath && version !== trial.to && (!isInPlace(trial) || isWatched(trial));
}

/** Whether the version before would go on if this one, on trial, ended. One in its place was started by it directly: pids are used again. */
export function isWatched(trial: Trial): boolean {
  return isInPlace(trial) ? process.ppid === trial.watchedByPid : isAlive(trial.watchedByPid);
}

function isInPlace({ trialPath, installedPath }: Trial): boolean {
  return trialPath === installedPath;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Cut short it may be tried again; what could not sync is judged by whether this version can; else it has had its chance. */
function overWithout(file: UpdateRecordFile, { to }: Trial, nowMs: number): RecordChange {
  const { suspected } = file.record;
  if (suspected === null) return file.cutShort(to, nowMs);
  return suspected.for === 'noSync' ? { trial: null } : file.wentBack(to, suspected.for, nowMs);
}

/** The installed program is replaced after the proof only. */
function isKept({ installedPath, trialPath }: Trial, programPath: string): boolean {
  return programPath === installedPath && trialPath !== installedPath;
}
