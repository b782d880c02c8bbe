import { mkdir } from 'node:fs/promises';
import type { Operator } from '../shared/domain/operator';
import type { CallResponse, CALLS } from '../shared/ipc/calls';
import { done, failed, type DeskFailure, type Result } from '../shared/ipc/desk-failure';
import type { DeskStatus } from '../shared/ipc/status';
import { NO_UPDATE, type UpdateStatus } from '../shared/ipc/update-status';
import { enrolmentCodeSchema } from '../shared/protocol/enrol';
import { openKeptResponseSchema } from '../shared/protocol/open-kept';
import { makeKey } from '../shared/seals/make-key';
import { publicHalf } from '../shared/seals/sealed-key';
import type { z } from 'zod';
import type { Clock, Draws } from './clock';
import { CentreConnection } from './centre-connection';
import { diskState } from './disk-state';
import { DiskFailure } from './log/disk';
import { mayCommit } from './may-commit';
import { openProfile, type OpenedProfile } from './open-profile';
import type { Enrolment } from './security/enrolment';
import { keyRingOf } from './security/key-ring-of';
import type { PinHash } from './security/pin-hash';
import { deskFailure, signOn } from './security/sign-on';
import type { Vault } from './security/vault';
import { enrolAt, type CentreLink, type Fetch } from './sync/centre-link';
import { JournalConflict } from './sync/journal';
import { streamLogs, type Port } from './sync/log-stream';
import { BandwidthBudget } from './updates/bandwidth-budget';

export type DeskParts = Readonly<{
  profileFolder: string;
  version: string;
  clock: Clock;
  draws: Draws;
  fetch: Fetch;
  vault: Vault;
  pinHash: PinHash;
  onStatus: (status: DeskStatus) => void;
  /** What fetching ahead may take of the link, and what is known of updates; left out where the desk has no updater. */
  budget?: BandwidthBudget;
  updateStatus?: () => UpdateStatus;
  /** Where broken invariants go; the desk goes on. */
  onBroken: (error: unknown) => void;
}>;

type Request<N extends keyof typeof CALLS> = z.output<(typeof CALLS)[N]['request']>;
type Answer<N extends keyof typeof CALLS> = Promise<Result<CallResponse<N>, DeskFailure>>;

/** A whole desk without a window: journal, inbox, documents, sync and sign-on. Runs in Electron's main process and headless. */
export class Desk {
  private enrolment: Enrolment | null = null;
  private connection: CentreConnection | null = null;
  private operator: Operator | null = null;
  /** Counts sign-ons and sign-offs: a sign-on that was overtaken by either signs nobody on. */
  private signOns = 0;
  private closed = false;
  private journalLost = false;
  /** Counted when rows or documents came, not at every key that is saved: it goes through all that rows have mentioned. */
  private documentsWanted = 0;
  private failedEnrolment: CallResponse<'desk.describe'>['failedEnrolment'] = null;

  private constructor(
    private readonly parts: DeskParts,
    private readonly opened: OpenedProfile,
  ) {}

  static async open(parts: DeskParts): Promise<Desk> {
    await mkdir(parts.profileFolder, { recursive: true, mode: 0o700 });
    const desk = new Desk(parts, await openProfile(parts));
    desk.enrolment = await desk.opened.enrolmentFile.read();
    // A first start makes the journal before anything else, so a desk that has a place or rows has had one.
    desk.journalLost = desk.opened.journalIsNew && (desk.enrolment !== null || desk.opened.inbox.log.nextIndex > 0);
    desk.connect();
    return desk;
  }

  /** What the status bar tells. */
  get status(): DeskStatus {
    const sync = this.connection?.sync.state;
    const lastSyncAtMs = sync?.lastSyncAtMs ?? null;
    const { documentsWanted } = this;
    return {
      link: sync?.link ?? 'notEnrolled',
      failure: sync?.failure ?? null,
      unsettledCount: this.opened.journal.unsettledWorkCount,
      documentsWanted,
      lastSyncAtUtc: lastSyncAtMs === null ? null : new Date(lastSyncAtMs).toISOString(),
      // A document that once found no room is of no account when none is wanted any more.
      disk: diskState({ ...this.opened, cache: documentsWanted > 0 ? this.opened.cache : null }),
      clockOffsetMs: this.opened.capture.offsetMs ?? null,
      journalLost: this.journalLost,
      damagedRecords: this.opened.journal.log.damagedRecords,
      unreadRecords: this.opened.journal.unreadRecords,
      update: this.parts.updateStatus?.() ?? NO_UPDATE,
    };
  }

  /** Null while the desk is not enrolled. */
  get link(): CentreLink | null {
    return this.connection?.link ?? null;
  }

  get siteId(): string | null {
    return this.enrolment?.place.siteId ?? null;
  }

  get isSignedOn(): boolean {
    return this.operator !== null;
  }

  /** Whoever is signed on may decide for others. */
  get isLead(): boolean {
    return this.operator !== null && this.operator.role !== 'operator';
  }

  /** Something that the status tells of has changed outside of the desk. */
  tellStatus(): void {
    this.parts.onStatus(this.status);
  }

  describe(): CallResponse<'desk.describe'> {
    const place = this.enrolment?.place;
    return {
      version: this.parts.version,
      enrolled: this.enrolment !== null,
      deskName: place?.deskName ?? null,
      siteName: place?.siteName ?? null,
      serverUrl: this.enrolment?.serverUrl ?? null,
      failedEnrolment: this.failedEnrolment,
      status: this.status,
    };
  }

  /** Enrols this profile at a centre; again replaces the old enrolment and leaves the journal alone. */
  async enrol({ serverUrl, code, deskName }: Request<'desk.enrol'>): Promise<Result<Record<string, never>, DeskFailure>> {
    const signKey = await makeKey('sign');
    const sealKey = this.enrolment?.sealKey ?? (await makeKey('seal'));
    const body = { code, deskName, signKey: publicHalf(signKey), sealKey: publicHalf(sealKey) };
    // One from the command line may be anything; the centre would call it a bad request, which helps nobody.
    const isCode = enrolmentCodeSchema.safeParse(code).success;
    const answer = isCode ? await enrolAt({ ...this.parts, serverUrl }, body) : failed({ kind: 'codeInvalid' } as const);
    if (!answer.ok) {
      const failure = deskFailure(answer.failure);
      this.failedEnrolment = { serverUrl, failure };
      this.opened.lastKnown.noteEnrolment(failure.kind);
      return failed(failure);
    }
    this.failedEnrolment = null;
    this.enrolment = { serverUrl, place: answer.value, signKey, sealKey };
    await this.opened.enrolmentFile.write(this.enrolment);
    await this.connection?.stop();
    this.connect();
    return done({});
  }

  /** Speaks to the same centre under another address from now on; nothing but the address changes. */
  async useAddress(serverUrl: string): Promise<void> {
    if (this.enrolment === null || this.enrolment.serverUrl === serverUrl) return;
    this.enrolment = { ...this.enrolment, serverUrl };
    await this.opened.enrolmentFile.write(this.enrolment);
    await this.connection?.stop();
    this.connect();
  }

  async signOn({ login, pin }: Request<'session.signOn'>): Answer<'session.signOn'> {
    if (this.connection === null || this.enrolment === null) return failed({ kind: 'notEnrolled' });
    const { pinHash, clock } = this.parts;
    this.signOns += 1;
    const asked = this.signOns;
    const result = await signOn({ roster: this.opened.roster, pinHash, link: this.connection.link, wallMs: clock.wallMs }, login, pin);
    if (!result.ok) return result;
    await this.rememberPlace();
    const keyRing = await keyRingOf(this.enrolment);
    if (asked !== this.signOns) return failed({ kind: 'notSignedOn' });
    this.operator = result.value.operator;
    void this.connection.sync.syncNow();
    return done({ ...result.value, keyRing });
  }

  /** Also voids a sign-on that is still being checked. */
  signOff(): void {
    this.signOns += 1;
    this.operator = null;
  }

  async saveDraft(draft: Request<'draft.save'>): Answer<'draft.save'> {
    if (draft.operatorId !== this.operator?.id) return failed({ kind: 'notSignedOn' });
    const { journal, capture } = this.opened;
    // A page that was reloaded may not know of the last revision; what comes later stands all the same.
    const revision = Math.max(draft.revision, journal.draftRevision(draft.mutationId) + 1);
    return this.onDisk(async () => {
      await journal.saveDraft({ ...draft, revision, capturedAt: capture.now() });
      return { revision };
    });
  }

  /** Appends a mutation; after it is durable, and not before, it counts as saved and a push follows. */
  async commit(draft: Request<'mutation.commit'>): Answer<'mutation.commit'> {
    if (draft.operatorId !== this.operator?.id) return failed({ kind: 'notSignedOn' });
    if (!mayCommit(draft.kind, this.operator.role)) return failed({ kind: 'forbidden' });
    const result = await this.onDisk(() => this.opened.journal.commit(draft));
    if (result.ok) void this.syncNow();
    return result;
  }

  async readDocument({ hash }: Request<'document.read'>): Answer<'document.read'> {
    const cached = await this.opened.cache.read(hash);
    if (cached !== null) return done({ bytes: cached });
    if (this.connection === null) return failed({ kind: 'documentNotHere' });
    const fetched = await this.connection.fetcher.read(hash);
    return fetched.ok ? done({ bytes: fetched.value }) : fetched;
  }

  /** Asks the centre for a kept entry beside the winner; nothing of it is stored here. */
  async openKept(asked: Request<'kept.open'>): Answer<'kept.open'> {
    if (this.operator === null || this.connection === null) return failed({ kind: 'notSignedOn' });
    if (this.operator.role === 'operator') return failed({ kind: 'forbidden' });
    const body = { ...asked, operatorId: this.operator.id };
    const answer = await this.connection.link.json({ method: 'POST', path: '/v1/kept-entries/open', body }, openKeptResponseSchema);
    return answer.ok ? answer : failed(deskFailure(answer.failure));
  }

  attachLogs(port: Port): void {
    const { journal, inbox } = this.opened;
    streamLogs(port, { ...this.parts, logs: { journal: journal.log, inbox: inbox.log } });
  }

  async syncNow(): Promise<void> {
    await this.connection?.sync.syncNow();
  }

  /** Waits for what is being written, never for the network; afterwards nothing begins any more. */
  async close(): Promise<void> {
    this.closed = true;
    await this.connection?.stop();
    await this.opened.journal.log.close();
    await this.opened.inbox.log.close();
    await this.opened.lastKnown.save();
  }

  private connect(): void {
    if (this.enrolment !== null && !this.closed) {
      this.connection = new CentreConnection({
        ...this.parts, ...this.opened, enrolment: this.enrolment, budget: this.parts.budget ?? new BandwidthBudget(this.parts.clock),
        mayFetchAhead: () => diskState({ ...this.opened, cache: null }) === 'ok',
        onChange: () => {
          this.countDocuments();
          this.tell();
        },
        onBroken: (error) => {
          this.opened.lastKnown.noteBroken(error);
          this.parts.onBroken(error);
        },
      });
      this.connection.start();
    }
    this.countDocuments();
    this.parts.onStatus(this.status);
  }

  private countDocuments(): void {
    this.documentsWanted = this.connection?.fetcher.wantedCount ?? 0;
  }

  /** Site keys may have changed since enrolment; the centre tells them with every token. */
  private async rememberPlace(): Promise<void> {
    const place = this.connection?.link.place;
    if (place == null || this.enrolment === null) return;
    this.enrolment = { ...this.enrolment, place };
    await this.opened.enrolmentFile.write(this.enrolment);
  }

  private async onDisk<T>(write: () => Promise<T>): Promise<Result<T, DeskFailure>> {
    try {
      const value = await write();
      this.tell();
      return done(value);
    } catch (error) {
      if (error instanceof JournalConflict) return failed({ kind: error.kind });
      if (!(error instanceof DiskFailure)) throw error;
      this.tell();
      return failed({ kind: error.kind });
    }
  }

  private tell(): void {
    const { status } = this;
    this.parts.onStatus(status);
    this.opened.lastKnown.note(status);
    void this.mend();
  }

  /** The disk may have room again: what it did not take is written, and the reserve made anew before it is needed once more. */
  private async mend(): Promise<void> {
    const { reserve, files, cache } = this.opened;
    const before = diskState(this.opened);
    if (before === 'ok') return;
    await cache.letGoUnwanted();
    await Promise.all([reserve.isHeld() ? undefined : reserve.refill(), ...files.map((file) => file.retry())]);
    if (diskState(this.opened) !== before) this.parts.onStatus(this.status);
  }
}
