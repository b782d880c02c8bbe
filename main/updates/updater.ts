import { done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import type { UpdateStatus } from '../../shared/ipc/update-status';
import { updateResponseSchema, type UpdateResponse } from '../../shared/protocol/update';
import { considerAnswer, type RefusedRelease } from './consider-answer';
import { latestMs } from './consider-due';
import { deadlineAfter, isOverdue } from './deadline';
import { judgeSuspect } from './judge-suspect';
import { waitsFor, type Readiness } from './may-install';
import { ReleaseFetcher } from './release-fetcher';
import type { UpdaterParts } from './updater-parts';
import { updateRequestOf } from './update-request-of';
import { updateStatusOf, type Progress } from './update-status-of';
import { wantedOf, type WantedRelease } from './wanted-release';

/** How often the centre is asked what is due: an answer of some hundred bytes. */
const CHECK_MS = 5 * 60_000;
/** How often it is looked whether what lies ready may be installed. */
const LOOK_MS = 10_000;
/** A lead's word holds so long: what it waits for may pass. */
const WORD_MS = 10 * 60_000;

/** Asks the centre what is due, fetches it behind all work, and has it installed when the desk is free. */
export class Updater {
  private progress: Progress = { heldBytes: 0, isWhole: false, waitsFor: null, isInstalling: false, refusal: null, checkedAtMs: null };
  private due: WantedRelease | null = null;
  private readonly stopped = new AbortController();
  private readonly fetcher: ReleaseFetcher;
  private readonly startedAtMs: number;
  private running: Promise<void> | null = null;
  private nextCheckAtMs = Number.NEGATIVE_INFINITY;
  private lastLine = '';
  private lastTold = '';
  /** Whether the centre answered when it was asked last, or could not be reached. */
  private hasAnswered = false;
  private wasCutOff = false;
  private nextTryAtMs = Number.NEGATIVE_INFINITY;
  private wordUntilMs = Number.NEGATIVE_INFINITY;
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly parts: UpdaterParts) {
    this.fetcher = new ReleaseFetcher({ ...parts, refuse: (kind, detail) => this.refuse(kind, detail), logOnce: (line) => this.logOnce(line), stop: this.stopped.signal });
    this.startedAtMs = parts.clock.monotonicMs();
    parts.budget.bytesPerS = parts.file.record.budgetBytesPerS;
  }

  get status(): UpdateStatus {
    const { file, build, keys, clock } = this.parts;
    return updateStatusOf({ due: this.due, progress: this.progress, record: file.record, hasLeadsWord: this.hasLeadsWord, isOn: build !== null && keys.keys.length > 0, nowMs: clock.wallMs() });
  }

  start(): void {
    void this.tidy().finally(() => void this.turn());
  }

  /** What an update before has left: its program is of no use once it was installed or has gone back. */
  private async tidy(): Promise<void> {
    const { file, artifacts, onBroken } = this.parts;
    if (file.record.due === null) await artifacts.keepOnly([]).catch(onBroken);
  }

  /** Ends what is under way; what has come stays. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelTimer();
    await this.running;
  }

  /** Asks the centre at the next turn, whenever it was asked last. */
  checkSoon(): void {
    this.nextCheckAtMs = Number.NEGATIVE_INFINITY;
    void this.turn();
  }

  /** A lead says that what lies ready is to be installed now; an item that is open still comes first. */
  async installNow(): Promise<Result<Record<string, never>, DeskFailure>> {
    if (this.due === null || !this.progress.isWhole) return failed({ kind: 'notFound' });
    this.wordUntilMs = this.parts.clock.monotonicMs() + WORD_MS;
    this.nextTryAtMs = Number.NEGATIVE_INFINITY;
    this.note({});
    void this.turn();
    return done({});
  }

  private get hasLeadsWord(): boolean {
    return this.parts.clock.monotonicMs() < this.wordUntilMs;
  }

  private nowMs(): number {
    return latestMs(this.parts.clock, this.parts.desk.link()?.contact ?? null);
  }

  private turn(): Promise<void> {
    if (this.stopped.signal.aborted) return Promise.resolve();
    this.cancelTimer();
    this.running ??= this.work().catch((error: unknown) => this.parts.onBroken(error)).finally(() => {
      this.running = null;
      if (!this.stopped.signal.aborted) this.cancelTimer = this.parts.clock.after(LOOK_MS, () => void this.turn());
    });
    return this.running;
  }

  private async work(): Promise<void> {
    const isOnline = this.parts.desk.status().link === 'online';
    if (isOnline) await this.judge();
    if (this.parts.clock.monotonicMs() >= this.nextCheckAtMs || (isOnline && this.wasCutOff)) await this.check();
    await this.fetchDue();
    await this.lookAround();
  }

  private async judge(): Promise<void> {
    if (!(await judgeSuspect({ ...this.parts, startedAtMs: this.startedAtMs }))) return;
    this.nextCheckAtMs = Number.NEGATIVE_INFINITY;
    this.parts.onChange();
  }

  private async check(): Promise<void> {
    const { desk, clock, log } = this.parts;
    const link = desk.link();
    if (link === null) return;
    this.nextCheckAtMs = clock.monotonicMs() + CHECK_MS;
    const answer = await link.json({ method: 'POST', path: '/v1/update', body: updateRequestOf(this.parts), signal: this.stopped.signal }, updateResponseSchema);
    if (this.stopped.signal.aborted) return;
    this.hasAnswered = answer.ok;
    this.wasCutOff = !answer.ok && answer.failure.kind === 'unreachable';
    if (!answer.ok) {
      if (answer.failure.kind === 'notKeyroom') this.refuse('unreadable', `the centre's word on updates: ${answer.failure.message.replaceAll(/\s+/g, ' ')}`);
      else if (answer.failure.kind !== 'notFound' && answer.failure.kind !== 'unreachable') log(`the centre does not say what is due: ${answer.failure.kind}`);
      return;
    }
    this.progress = { ...this.progress, checkedAtMs: clock.wallMs() };
    await this.heed(answer.value);
    this.note({});
  }

  private async heed(answer: UpdateResponse): Promise<void> {
    const { file, budget } = this.parts;
    const { ring, budgetBytesPerS } = answer;
    budget.bytesPerS = budgetBytesPerS;
    if (file.record.ring !== ring || file.record.budgetBytesPerS !== budgetBytesPerS) await file.change({ ring, budgetBytesPerS });
    const considered = await considerAnswer(answer, this.parts, this.nowMs());
    if (considered === null) return this.forget();
    return considered.ok ? this.take(considered.value) : this.giveUp(considered.failure);
  }

  private async take(release: WantedRelease): Promise<void> {
    const { manifest, artifact, back } = release;
    const { file, artifacts, log, version: runs } = this.parts;
    const { version, issuedAtUtc, critical } = manifest;
    if (file.record.due?.version !== version) log(`update ${version} is due, signed ${issuedAtUtc}, ${artifact.fileName} of ${artifact.sizeBytes} bytes`);
    const deadline = deadlineAfter(file.record.deadline, { runs, isCritical: critical, nowMs: this.nowMs() });
    await file.change({ newest: { version, issuedAtUtc }, due: { version }, deadline });
    await artifacts.keepOnly([artifact.sha256, ...(back === null ? [] : [back.sha256])]);
    if (this.due?.artifact.sha256 !== artifact.sha256) this.letGo();
    this.due = release;
    this.forgive();
  }

  /** What was fetched stays, and so does the deadline: the centre's next word may hold. */
  private async giveUp({ kind, detail }: RefusedRelease): Promise<void> {
    this.letGo();
    if (kind === 'failedHere') await this.parts.artifacts.keepOnly([]);
    this.refuse(kind, detail);
  }

  /** A lead's word and how far it had come were for what was due then. */
  private letGo(): void {
    this.due = null;
    this.wordUntilMs = this.nextTryAtMs = Number.NEGATIVE_INFINITY;
    this.progress = { ...this.progress, heldBytes: 0, isWhole: false, waitsFor: null };
  }

  /** Nothing is due: what comes next has its own time. */
  private async forget(): Promise<void> {
    const { file, artifacts } = this.parts;
    this.letGo();
    this.forgive();
    if (file.record.due === null && file.record.deadline === null) return;
    await file.change({ due: null, deadline: null });
    await artifacts.keepOnly([]);
  }

  private refuse(kind: string, detail: string): void {
    this.progress = { ...this.progress, refusal: kind };
    this.logOnce(`update refused, ${kind}: ${detail}`);
  }

  /** The centre's last word holds: nothing is refused any more. */
  private forgive(): void {
    this.progress = { ...this.progress, refusal: null };
    this.lastLine = '';
  }

  private logOnce(line: string): void {
    if (this.lastLine !== line) this.parts.log(line);
    this.lastLine = line;
  }

  private async fetchDue(): Promise<void> {
    const { file, desk, log } = this.parts;
    const link = desk.link();
    if ((this.due ?? file.record.due) !== null && desk.status().disk !== 'ok') return this.makeRoom();
    const release = this.due;
    if (release === null || link === null || this.progress.isWhole) return;
    if (this.progress.waitsFor === 'disk') this.note({ waitsFor: null });
    const end = await this.fetcher.fetch(release, link, () => this.mayGoOn(release));
    if (end === 'noRoom') return this.note({ waitsFor: 'disk' });
    await this.noteHeld(release);
    if (end === 'notYet') return;
    log(`update ${release.manifest.version} lies ready`);
    this.note({ isWhole: true });
  }

  /** Work goes before it; and a release may be halted while it is still on its way. */
  private mayGoOn(release: WantedRelease): boolean {
    const { desk, clock, onBroken } = this.parts;
    const { link, unsettledCount, documentsWanted } = desk.status();
    void this.noteHeld(release).catch(onBroken);
    return link === 'online' && unsettledCount === 0 && documentsWanted === 0 && clock.monotonicMs() < this.nextCheckAtMs;
  }

  private async noteHeld(release: WantedRelease): Promise<void> {
    const heldBytes = await this.fetcher.heldBytes(release);
    if (this.due === release) this.note({ heldBytes });
  }

  /** On a full disk what is fetched ahead goes before work does; it comes again. */
  private async makeRoom(): Promise<void> {
    if (this.progress.heldBytes > 0) this.parts.log('what was fetched of the update is let go: the disk has no room');
    await this.parts.artifacts.keepOnly([]);
    this.note({ isWhole: false, heldBytes: 0, waitsFor: 'disk' });
  }

  /** Tells of the status where it is another than was told last: a lead's word lapses by itself. */
  private note(change: Partial<Progress>): void {
    this.progress = { ...this.progress, ...change };
    const status = JSON.stringify(this.status);
    if (status === this.lastTold) return;
    this.lastTold = status;
    this.parts.onChange();
  }

  /** Whether what lies ready may be installed; asks the centre once more before it is. */
  private async lookAround(): Promise<void> {
    const waits = await this.waits();
    this.note({ waitsFor: waits });
    if (this.due === null || !this.progress.isWhole || waits !== null || this.parts.clock.monotonicMs() < this.nextTryAtMs) return;
    this.nextCheckAtMs = Number.NEGATIVE_INFINITY;
    await this.check();
    const waitsNow = await this.waits();
    this.note({ waitsFor: waitsNow });
    // The centre's last word may have been for another version.
    if (this.due === null || !this.progress.isWhole || waitsNow !== null || this.stopped.signal.aborted) return;
    await this.install(this.due);
    // A word is for one try.
    if (this.parts.clock.monotonicMs() < this.nextTryAtMs) this.wordUntilMs = Number.NEGATIVE_INFINITY;
    this.note({});
  }

  private async install(release: WantedRelease): Promise<void> {
    const { artifacts, install, log } = this.parts;
    const { manifest, artifact, back } = release;
    for (const each of wantedOf(release)) {
      if (await artifacts.isSound(each)) continue;
      this.refuse('artifactTampered', `${each.fileName} was changed on this disk`);
      return this.note({ isWhole: false, heldBytes: 0 });
    }
    log(`update ${manifest.version} is installed now`);
    this.note({ isInstalling: true });
    try {
      await install({ manifest, artifact, path: artifacts.path(artifact.sha256), backPath: back === null ? null : artifacts.path(back.sha256) }, () => this.mayBegin(release));
    } finally {
      this.nextTryAtMs = this.parts.clock.monotonicMs() + CHECK_MS;
      this.note({ isInstalling: false });
    }
  }

  private async mayBegin(release: WantedRelease): Promise<boolean> {
    const waits = await this.waits(release.artifact.sizeBytes);
    if (waits !== null) this.parts.log(`update ${release.manifest.version} waits once more: ${waits}`);
    return waits === null && this.due === release && !this.stopped.signal.aborted;
  }

  /**
   * Looks at who is at work last of all: what its caller does at once is done before anybody can do anything else. Of the room that an
   * installation needs, `placedBytes` are taken by it already.
   */
  private async waits(placedBytes = 0): Promise<UpdateStatus['waitsFor']> {
    const { desk, canInstall, file } = this.parts;
    if (this.due === null || !this.progress.isWhole) return this.progress.waitsFor === 'disk' ? 'disk' : null;
    if (!(await canInstall())) return 'administrator';
    const freeBytes = (await this.parts.freeBytes()) + placedBytes;
    const { disk } = desk.status();
    const readiness: Readiness = {
      isItemOpen: desk.isItemOpen(), isSignedOn: desk.isSignedOn(), quietMs: desk.quietMs(), isSaved: disk === 'ok', isOnline: this.hasAnswered,
      freeBytes, sizeBytes: this.due.artifact.sizeBytes, isOverdue: isOverdue(file.record.deadline, this.nowMs()),
      hasLeadsWord: this.hasLeadsWord,
    };
    return waitsFor(readiness);
  }
}
