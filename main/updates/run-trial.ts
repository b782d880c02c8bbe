import { spawn } from 'node:child_process';
import type { RolledBackFor } from '../../shared/protocol/update';
import type { Clock } from '../clock';
import type { Installation, Placed } from './installation';
import { journalDigest } from './journal-digest';
import { TRIAL_MS } from './prove-trial';
import { reasonOf } from './reason-of';
import type { UpdateRecordFile } from './update-record';
import type { ReadyUpdate } from './updater-parts';

export type TrialParts = Readonly<{
  version: string;
  /** With which arguments this version was started. */
  args: readonly string[];
  journalFolder: string;
  /** Whether it may still begin, now that the new version is in its place; asked last, and nothing comes between that and `closePage`. */
  mayBegin: () => Promise<boolean>;
  /** Takes the page off the screen: from now on nobody enters anything. */
  closePage: () => void;
  installation: Installation;
  file: UpdateRecordFile;
  clock: Clock;
  /** Closes the desk; everything is on disk afterwards. */
  closeDesk: () => Promise<void>;
  /** Gives the profile free. */
  letGo: () => Promise<void>;
  /** Ends this process and starts the installed version anew. */
  startAnew: () => void;
  /** Ends this process. */
  leave: () => void;
  log: (line: string) => void;
}>;

/** How the trial ended: `interrupted` by what is not the new version's fault. */
type Verdict = 'proved' | 'interrupted' | RolledBackFor;

/** What ends a program from outside. */
const FROM_OUTSIDE: ReadonlySet<NodeJS.Signals | null> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

/** The trial looks after its own time; whoever watches it gives it a little longer. */
const WATCHED_MS = TRIAL_MS + 15_000;
const LOOK_MS = 250;

/**
 * Puts a new version on trial and watches it; this version goes on where it does not prove itself.
 *
 * Comes back only where nothing was begun. Whatever ends this process on the way, the installed version starts afterwards and
 * finds what it needs in the record.
 */
export async function runTrial(ready: ReadyUpdate, parts: TrialParts): Promise<void> {
  const { installation, log } = parts;
  const placed = await installation.place(ready).catch((error: unknown) => {
    log(`update ${ready.manifest.version} could not be put in its place: ${reasonOf(error)}`);
    return null;
  });
  if (placed === null || !(await parts.mayBegin().catch(() => false))) {
    return installation.tidy(parts.version).catch(() => log('what is left of an update could not be removed'));
  }
  try {
    parts.closePage();
    await parts.closeDesk();
    const verdict = await tryOut(ready, placed, parts);
    if (verdict === 'proved') return parts.leave();
    await goBack(ready, verdict, parts);
  } catch (error) {
    log(`update ${ready.manifest.version} was broken off: ${reasonOf(error)}`);
  }
  // The desk has closed: whatever happened, a version that works is started.
  parts.startAnew();
}

async function tryOut({ manifest: { version } }: ReadyUpdate, placed: Placed, parts: TrialParts): Promise<Verdict> {
  const { installation, file, clock, log } = parts;
  const trial = {
    from: parts.version, to: version, installedPath: installation.installedPath, trialPath: placed.trialPath,
    digest: await journalDigest(parts.journalFolder), beganAtUtc: new Date(clock.wallMs()).toISOString(), watchedByPid: process.pid,
  };
  // With the profile's lock in hand: whoever starts Keyroom from now on finds it.
  if (!(await file.change({ trial, suspected: null, outcome: null }))) return 'interrupted';
  await parts.letGo();
  return placed.activate().then(() => watch(placed, version, parts), (error: unknown) => {
    log(`update ${version} could not be installed: ${reasonOf(error)}`);
    // Somebody else may be installing; what never can be is given up after so many times.
    return 'interrupted';
  });
}

async function goBack({ manifest: { version } }: ReadyUpdate, verdict: Exclude<Verdict, 'proved'>, parts: TrialParts): Promise<void> {
  const { installation, file, clock, log } = parts;
  log(`update ${version} did not prove itself: ${verdict}; ${parts.version} goes on`);
  const isBack = await installation.takeBack(parts.version).then(() => true, (error: unknown) => {
    log(`${parts.version} could not be put back yet: ${reasonOf(error)}`);
    return false;
  });
  const { suspected } = await file.reread();
  // The trial goes on with the next start, which may be the new version's.
  if (!isBack) return void (await file.change({ suspected: suspected ?? { version, for: verdict === 'interrupted' ? 'crashed' : verdict } }));
  if (verdict === 'interrupted') await file.change(file.cutShort(version, clock.wallMs()));
  // Whether the link or the version was at fault, this version finds out by syncing itself.
  else if (verdict === 'noSync') await file.change({ trial: null, suspected: { version, for: verdict } });
  else await file.change(file.wentBack(version, suspected?.for ?? verdict, clock.wallMs()));
}

/** Runs the new version until it has proved itself, ends, or takes too long. */
async function watch({ trialPath }: Placed, version: string, { args, file, clock }: TrialParts): Promise<Verdict> {
  const child = spawn(trialPath, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'], env: environment() });
  let ended: Verdict | null = null;
  // One that ends without an error was closed by somebody, or found the profile taken.
  child.once('exit', (code, signal) => (ended = code === 0 || FROM_OUTSIDE.has(signal) ? 'interrupted' : 'crashed'));
  child.once('error', (error: NodeJS.ErrnoException) => (ended = error.code === 'ENOENT' ? 'interrupted' : 'notInstalled'));
  const untilMs = clock.monotonicMs() + WATCHED_MS;
  for (;;) {
    // What it wrote last it wrote before it ended: what is read afterwards has it.
    const [endedBefore, isOver] = [ended, clock.monotonicMs() > untilMs];
    const { outcome, suspected, trial } = await file.reread();
    if (outcome?.version === version && outcome.rolledBackFor === null) {
      child.unref();
      return 'proved';
    }
    // Ended by a start of the version before, or by what was started, which does not take itself for the version that was signed.
    if (trial === null) {
      end(child.pid);
      return 'interrupted';
    }
    if (endedBefore !== null) return suspected?.for ?? endedBefore;
    if (isOver) {
      end(child.pid);
      return suspected?.for ?? 'noWindow';
    }
    await new Promise<void>((resume) => void clock.after(LOOK_MS, resume));
  }
}

/** With everything that it has started. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What this AppImage has told itself is not the next one's. */
function environment(): NodeJS.ProcessEnv {
  const { APPIMAGE: _image, APPDIR: _dir, ARGV0: _name, ...rest } = process.env;
  return rest;
}
