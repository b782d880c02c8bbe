import { SegmentedLog } from '../../main/log/segmented-log';
import { CaptureClock } from '../../main/sync/capture-clock';
import { Inbox } from '../../main/sync/inbox';
import { Journal } from '../../main/sync/journal';
import { SyncLoop } from '../../main/sync/sync-loop';
import { ForgetfulDisk } from '../support/forgetful-disk';
import { DeskView } from './desk-view';
import type { ShippedIndex } from './shipped-index';
import type { Random } from '../support/random';
import type { Asked, Answered } from './simulated-network';
import { SimulatedLink } from './simulated-network';
import { DeskClock, settle, type SimulatedTime } from './simulated-time';
import type { Tally } from './tally';
import { Violation } from './violation';

/** Small enough that a history rolls, compacts and renews. */
const JOURNAL_SEGMENT_BYTES = 4_000;
const COMPACT_ABOVE_BYTES = 12_000;
const INBOX_SEGMENT_BYTES = 16_000;
const RENEW_ABOVE_BYTES = 60_000;

export type DeskParts = Readonly<{
  time: SimulatedTime;
  random: Random;
  tally: Tally;
  centre: (asked: Asked) => Promise<Answered>;
  strays: Asked[];
  isLead: (operatorId: string) => boolean;
  /** The page's index as it is shipped, where a history has it. */
  index: ShippedIndex | null;
}>;

/** What stands on a desk's disk; what is missing was deleted. */
export type Profile = Readonly<{
  deskId: string;
  roster: readonly string[];
  journal?: ForgetfulDisk;
  inbox?: ForgetfulDisk;
  /** The page's index. */
  view?: DeskView;
}>;

type Running = Readonly<{ journal: Journal; inbox: Inbox; loop: SyncLoop; clock: DeskClock }>;

/** A desk's shipped core on simulated disks, clock and network, and what its page would show. */
export class SimulatedDesk {
  running: Running | null = null;
  readonly link: SimulatedLink;
  readonly view: DeskView;
  /** What was thrown to where broken invariants go. */
  broken: unknown = null;
  roster: string[];
  readonly journalDisk: ForgetfulDisk;
  readonly inboxDisk: ForgetfulDisk;
  /** How much of what was not synced a power cut leaves. */
  #surviving = 0;
  #hasPower = true;
  #skewMs = 0;

  constructor(private readonly parts: DeskParts, profile: Profile) {
    this.view = profile.view ?? new DeskView();
    this.journalDisk = profile.journal ?? new ForgetfulDisk();
    this.inboxDisk = profile.inbox ?? new ForgetfulDisk();
    this.roster = [...profile.roster];
    this.link = new SimulatedLink(profile.deskId, parts.centre, parts.strays);
  }

  get index(): ShippedIndex | null {
    return this.parts.index;
  }

  get id(): string {
    return this.link.deskId;
  }

  /** A lead has signed on here: the desk follows the floor from then on. */
  get hasLead(): boolean {
    return this.roster.some(this.parts.isLead);
  }

  /** Opens the logs as a start does; whether the disk let it. */
  async start(): Promise<boolean> {
    const { time, random } = this.parts;
    if (this.running !== null) return true;
    for (const disk of [this.journalDisk, this.inboxDisk]) disk.restart((_name, bytes) => Math.round(bytes * this.#surviving));
    const clock = new DeskClock(time, this.#skewMs);
    const draws = { uuidV4: random.uuidV4, fraction: random.fraction };
    const capture = new CaptureClock(clock, draws);
    try {
      const journalLog = await SegmentedLog.open({ disk: this.journalDisk, newLogId: draws.uuidV4, segmentBytes: JOURNAL_SEGMENT_BYTES });
      const inboxLog = await SegmentedLog.open({ disk: this.inboxDisk, newLogId: draws.uuidV4, segmentBytes: INBOX_SEGMENT_BYTES });
      const journal = await Journal.open(journalLog, draws.uuidV4, () => capture.now(), COMPACT_ABOVE_BYTES);
      const inbox = await Inbox.open(inboxLog, RENEW_ABOVE_BYTES);
      const loop = new SyncLoop({
        journal, inbox, link: this.link, clock, draws, operatorIds: () => this.roster, followsFloor: () => this.hasLead, onChange: () => undefined,
        onBroken: (error) => this.#noteBroken(error),
      });
      this.running = { journal, inbox, loop, clock };
    } catch (error) {
      if (isPowerless(error) || isFull(error)) return false;
      throw error;
    }
    this.#hasPower = true;
    await this.#compareWithFreshView();
    return true;
  }

  /** From the so-manieth operation of a disk on nothing is done any more; the process dies with it. */
  cutPowerIn(which: 'journal' | 'inbox', operations: number, surviving: number): void {
    this.#surviving = surviving;
    const disk = this.diskOf(which);
    disk.cutPowerAt(disk.operationCount + operations);
  }

  /** The process ends at once, whatever it was about. */
  async kill(surviving: number): Promise<void> {
    this.#surviving = surviving;
    for (const disk of [this.journalDisk, this.inboxDisk]) disk.cutPowerAt(disk.operationCount);
    await this.notePower();
  }

  /** A process without power is no process. */
  async notePower(): Promise<void> {
    const dead = this.journalDisk.isPowerless || this.inboxDisk.isPowerless;
    if (!dead || this.running === null) return;
    this.#hasPower = false;
    for (const disk of [this.journalDisk, this.inboxDisk]) disk.cutPowerAt(disk.operationCount);
    const { loop, clock } = this.running;
    this.running = null;
    void loop.stop();
    this.parts.time.forget(clock);
    await settle();
  }

  diskOf(which: 'journal' | 'inbox'): ForgetfulDisk {
    return which === 'journal' ? this.journalDisk : this.inboxDisk;
  }

  setSkew(ms: number): void {
    this.#skewMs = ms;
    if (this.running !== null) this.running.clock.skewMs = ms;
  }

  /** What the page shows now. */
  async look(): Promise<DeskView> {
    if (this.running !== null) await this.view.catchUp(this.running.journal.log, this.running.inbox.log);
    await this.index?.compare(this, this.view);
    this.#checkMisuse();
    return this.view;
  }

  profile(): Required<Profile> {
    const everything = (_name: string, bytes: number): number => bytes;
    return {
      deskId: this.id, roster: [...this.roster], view: this.view.copy(),
      journal: this.journalDisk.copyAfterCut(everything), inbox: this.inboxDisk.copyAfterCut(everything),
    };
  }

  #checkMisuse(): void {
    const misuse = [...this.journalDisk.misuses, ...this.inboxDisk.misuses][0];
    if (misuse !== undefined) throw new Violation('a log is only ever appended to', misuse);
  }

  /** What a page that was there before shows, and what one that reads the logs anew shows, must be the same; but for a damaged inbox, which is pulled anew. */
  async #compareWithFreshView(): Promise<void> {
    const standing = await this.look();
    if (this.running === null || this.running.inbox.log.damagedRecords > 0) return;
    const fresh = new DeskView();
    await fresh.catchUp(this.running.journal.log, this.running.inbox.log);
    const [before, after] = [standing.shownTo(this.roster), fresh.shownTo(this.roster)];
    if (before !== after) throw new Violation('no desk shows an item as its own after it has seen it taken away', `a start shows ${after}, before it ${before}`);
  }

  #noteBroken(error: unknown): void {
    if (this.#hasPower && !isPowerless(error) && !isFull(error)) this.broken ??= error;
  }
}

function isPowerless(error: unknown): boolean {
  return error instanceof Error && (String(error).includes('the power is gone') || String(error).includes('in an earlier life'));
}

function isFull(error: unknown): boolean {
  return error instanceof Error && /ENOSPC|EIO/.test(String(error));
}
