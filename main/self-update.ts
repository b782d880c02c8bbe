import { join } from 'node:path';
import type { UpdateStatus } from '../shared/ipc/update-status';
import { NO_UPDATE } from '../shared/ipc/update-status';
import type { RolledBackFor } from '../shared/protocol/update';
import type { Build } from '../shared/updates/manifest';
import type { Clock } from './clock';
import type { Desk } from './desk';
import { openUpdater } from './open-updater';
import { BandwidthBudget } from './updates/bandwidth-budget';
import { buildOf, installationOf, type Surroundings } from './updates/build-of';
import type { Installation } from './updates/installation';
import { proveTrial, readsAsBefore } from './updates/prove-trial';
import { reasonOf } from './updates/reason-of';
import { runTrial } from './updates/run-trial';
import { hasHadItsChances, isAnother, isWatched, trialAtStart } from './updates/trial-at-start';
import { UpdateRecordFile, updatesFolderOf, type Trial } from './updates/update-record';
import type { Updater } from './updates/updater';
import type { ReadyUpdate } from './updates/updater-parts';

/** The program around the desk, as far as an update goes about it. */
export type Program = Readonly<{
  version: string;
  /** With which arguments it was started. */
  args: readonly string[];
  surroundings: Surroundings;
  keysFile: string;
  /** Takes the page off the screen at once. */
  closePage: () => void;
  /** Gives the profile free; the desk is closed by then. */
  letGo: () => Promise<void>;
  /** Ends this process and starts the program of this path anew. */
  startAnew: (path: string) => void;
  leave: (exitCode: number) => void;
  isWindowShown: () => boolean;
}>;

export type SelfUpdateParts = Readonly<{
  deskFolder: string;
  clock: Clock;
  program: Program;
  log: (line: string) => void;
  onBroken: (error: unknown) => void;
}>;

/** A desk that keeps itself current: what an update needs from before the desk is opened until it has closed. */
export class SelfUpdate {
  readonly budget: BandwidthBudget;
  private updater: Updater | null = null;
  private itemIsOpen = false;
  private touchedAtMs: number;
  private proof: Promise<void> = Promise.resolve();

  private constructor(
    private readonly parts: SelfUpdateParts,
    private readonly file: UpdateRecordFile,
    private readonly build: Build | null,
    private readonly installation: Installation | null,
    /** What this version is on trial for. */
    private readonly trial: Trial | null,
  ) {
    this.budget = new BandwidthBudget(parts.clock);
    this.touchedAtMs = parts.clock.monotonicMs();
  }

  /** To be called with the profile's lock in hand and before its journal is opened. */
  static async begin(parts: SelfUpdateParts): Promise<SelfUpdate> {
    const { program, deskFolder, clock, log } = parts;
    const file = await UpdateRecordFile.open(updatesFolderOf(deskFolder));
    const hasHadChances = await hasHadItsChances(program.version, file);
    const build = await buildOf(program.surroundings);
    // On trial an AppImage runs beside the one that is installed.
    const { appImagePath } = program.surroundings;
    const begun = file.record.trial;
    const isBegun = begun !== null && (begun.trialPath === appImagePath || begun.to === program.version);
    const installedPath = appImagePath !== undefined && isBegun ? begun.installedPath : appImagePath;
    const installation = build === null ? null : installationOf(build, { ...program.surroundings, appImagePath: installedPath }, updatesFolderOf(deskFolder));
    const programPath = appImagePath ?? program.surroundings.execPath;
    if (begun !== null && isAnother(begun, program.version, programPath)) await new SelfUpdate(parts, file, build, installation, begun).giveUp(begun, 'notInstalled');
    const trial = await trialAtStart({ version: program.version, programPath, installation, file, clock, log });
    const self = new SelfUpdate(parts, file, build, installation, trial);
    if (trial !== null && hasHadChances) await self.giveUp(trial, 'crashed');
    if (trial !== null) await self.readJournal(trial);
    return self;
  }

  /** What is started by whoever starts Keyroom here; null where that is not known. */
  get installedPath(): string | null {
    return this.installation?.installedPath ?? null;
  }

  get status(): UpdateStatus {
    return this.updater?.status ?? NO_UPDATE;
  }

  /** The desk is open: from now on updates are looked for, once this version has proved itself. */
  async start(desk: Desk): Promise<Updater> {
    const { deskFolder, clock, program, log, onBroken } = this.parts;
    const updater = await openUpdater({
      desk, clock, log, onBroken, version: program.version, keysFile: program.keysFile, updatesFolder: updatesFolderOf(deskFolder),
      file: this.file, build: this.build, installation: this.installation, budget: this.budget,
      quietMs: () => clock.monotonicMs() - this.touchedAtMs, isItemOpen: () => this.itemIsOpen,
      install: (ready, mayBegin) => this.install(ready, mayBegin, desk),
    });
    this.updater = updater;
    this.proof = this.prove(desk);
    // One that could neither prove itself nor be taken back yet tells nobody that it runs, and fetches nothing.
    void this.proof.then(() => (this.file.record.trial === null ? updater.start() : undefined), onBroken);
    return updater;
  }

  /** Resolves once this version may be worked with: whoever signed on before could be torn from an item when it goes back. */
  async proved(): Promise<void> {
    await this.proof;
  }

  noteTouch(): void {
    this.touchedAtMs = this.parts.clock.monotonicMs();
  }

  noteItemOpen(isOpen: boolean): void {
    this.itemIsOpen = isOpen;
  }

  async stop(): Promise<void> {
    await this.updater?.stop();
  }

  /** Compared once: what this version has written since is its own. */
  private async readJournal(trial: Trial): Promise<void> {
    if (trial.hasReadJournal === true) return;
    if (await readsAsBefore(join(this.parts.deskFolder, 'journal'), trial)) return void (await this.file.change({ trial: { ...trial, hasReadJournal: true } }));
    await this.giveUp(trial, 'journalDiffers');
    throw new Error(`update ${trial.to} reads the journal otherwise than ${trial.from} did, which could not be put back yet`);
  }

  private async prove(desk: Desk): Promise<void> {
    const { trial, file, installation } = this;
    if (trial === null) return;
    const { clock, program, log } = this.parts;
    const why = await proveTrial(trial, { file, clock, log, isWindowShown: program.isWindowShown, status: () => desk.status, keep: async () => installation?.keep(), tidy: async () => installation?.tidy(trial.to) });
    if (why !== null) await this.giveUp(trial, why);
    desk.tellStatus();
  }

  /** Comes back only where there is nothing to go back to yet: this version goes on, and a later start tries again. */
  private async giveUp(trial: Trial, why: RolledBackFor): Promise<void> {
    const { program, log } = this.parts;
    log(`this version, ${trial.to}, gives up its trial: ${why}`);
    await this.file.change({ suspected: { version: trial.to, for: why } });
    if (isWatched(trial)) program.leave(1);
    else if (await this.isTakenBack(trial)) program.startAnew(trial.installedPath);
    else return;
    // Nothing is to be done in the meantime.
    await new Promise(() => undefined);
  }

  private async isTakenBack({ from }: Trial): Promise<boolean> {
    return (this.installation?.takeBack(from) ?? Promise.resolve()).then(() => true, (error: unknown) => {
      this.parts.log(`${from} could not be put back yet: ${reasonOf(error)}`);
      return false;
    });
  }

  private async install(ready: ReadyUpdate, mayBegin: () => Promise<boolean>, desk: Desk): Promise<void> {
    const { installation, file } = this;
    if (installation === null) return;
    const { program, deskFolder, clock, log } = this.parts;
    await runTrial(ready, {
      version: program.version, args: program.args, installation, file, clock, log, journalFolder: join(deskFolder, 'journal'),
      mayBegin,
      closePage: () => {
        // Whoever is just being signed on is not.
        desk.signOff();
        program.closePage();
      },
      closeDesk: () => desk.close(),
      letGo: () => program.letGo(),
      startAnew: () => program.startAnew(installation.installedPath),
      leave: () => program.leave(0),
    });
  }
}
