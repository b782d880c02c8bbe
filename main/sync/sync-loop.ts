import { RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import type { FeedNews } from '../../shared/protocol/news';
import { FLOOR_SCOPE, queueScope } from '../../shared/protocol/pull';
import { PUSH_MAX_MUTATIONS } from '../../shared/protocol/push';
import { done, type Result } from '../../shared/ipc/desk-failure';
import type { Clock, Draws } from '../clock';
import { DiskFailure } from '../log/disk';
import { askedWaitMs, backoffMs, LONGEST_WAIT_MS } from './backoff';
import type { CentreAnswers } from './centre-link';
import type { Inbox } from './inbox';
import type { Journal } from './journal';
import { listenForNews } from './news-listener';
import { Portion } from './pace';
import { pullInbox } from './pull-inbox';
import { pushJournal, type Answered } from './push-journal';

/** How often a desk asks when it hears no news. */
const POLL_MS = 30_000;

/** How long after the news broke off the desk looks for itself; doubled each time that they break off again soon. */
const AFTER_NEWS_MS = 500;

/** The least worth a round trip on a link that keeps breaking. */
const PULL_MIN_ROWS = 50;

/** A page is indexed in one go: with more rows it would hold up the keys of whoever types meanwhile (`npm run bench -- typing`). */
const PULL_ROWS = 250;

/** A pull that took no longer tells the centre's time near enough for deadlines in minutes. */
const PROMPT_MS = 10_000;

/** A centre of version 1 takes no pull that names the floor. */
const FLOOR_SINCE = 2;

export type SyncState = Readonly<{
  link: 'connecting' | 'online' | 'offline' | 'refused';
  failure: Failure['kind'] | null;
  lastSyncAtMs: number | null;
}>;

export type SyncParts = Readonly<{
  journal: Journal;
  inbox: Inbox;
  link: CentreAnswers;
  clock: Clock;
  draws: Draws;
  /** Operators whose queues this desk follows. */
  operatorIds: () => readonly string[];
  /** Whether a lead works here, who sees the whole floor. */
  followsFloor: () => boolean;
  onChange: () => void;
  /** Where broken invariants go; the sync goes on. */
  onBroken: (error: unknown) => void;
}>;

/** Pushes and pulls, with or without a page: at every reason to, at news, and by itself every half minute. */
export class SyncLoop {
  state: SyncState = { link: 'connecting', failure: null, lastSyncAtMs: null };
  private readonly stopped = new AbortController();
  private readonly answered: Answered = { streamId: '', upTo: 0 };
  private readonly push = { portion: new Portion(1, PUSH_MAX_MUTATIONS), signal: this.stopped.signal };
  private readonly pull = { portion: new Portion(PULL_MIN_ROWS, PULL_ROWS), signal: this.stopped.signal };
  private running: Promise<void> | null = null;
  private again = false;
  /** Whether this run has gone round once more of itself. */
  private hasRepeated = false;
  private failures = 0;
  private waitMs = POLL_MS;
  private cancelTimer: () => void = () => undefined;
  private listening = false;
  /** How often in a row the news broke off soon after they had begun. */
  private newsBreaks = 0;
  /** Until then the centre has asked to be left alone. */
  private notBeforeMs = 0;

  constructor(private readonly parts: SyncParts) {}

  /**
   * Syncs now; when a sync is under way another one follows it. Resolves when the desk has nothing left to do. While the
   * centre has asked for a pause, the timer that waits for its end is left to itself.
   */
  syncNow(): Promise<void> {
    if (this.stopped.signal.aborted || this.pauseMs > 0) return this.running ?? Promise.resolve();
    this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  /** Ends what is under way, whatever it waits for; afterwards nothing runs and nothing is written. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelTimer();
    await this.running;
  }

  private async run(): Promise<void> {
    this.cancelTimer();
    this.hasRepeated = false;
    try {
      let goesOn = true;
      while (goesOn && this.again && !this.stopped.signal.aborted) {
        this.again = false;
        goesOn = await this.attempt();
      }
    } finally {
      this.settleDown();
    }
  }

  /** In one go: a call must find a run that will heed it, or none. */
  private settleDown(): void {
    this.running = null;
    this.again = false;
    if (this.stopped.signal.aborted) return;
    this.wakeAfter(this.waitMs);
    if (this.state.link === 'online') void this.listen();
  }

  private get scopes(): readonly string[] {
    return ['reference', ...(this.parts.followsFloor() && this.parts.link.version >= FLOOR_SINCE ? [FLOOR_SCOPE] : []), ...this.parts.operatorIds().map(queueScope)];
  }

  /** Most of what happens at a site is of other queues than those of this desk, or what it has pulled already. */
  private heed(news: FeedNews | null): void {
    const { feedId, cursors } = this.parts.inbox.position(this.scopes);
    const grown = news?.scopes ?? this.scopes;
    const isKnown = news !== null && news.feedId === feedId && grown.every((scope) => (cursors[scope] ?? news.pos) >= news.pos);
    if (!isKnown) void this.syncNow();
  }

  private get pauseMs(): number {
    return this.notBeforeMs - this.parts.clock.monotonicMs();
  }

  private wakeAfter(ms: number): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.clock.after(Math.min(LONGEST_WAIT_MS, Math.ceil(ms)), () => this.wake());
  }

  /** A timer may be a little early: it leads to a sync or to another timer, never to nothing. */
  private wake(): void {
    if (this.pauseMs > 0) this.wakeAfter(this.pauseMs);
    else void this.syncNow();
  }

  /** One exchange; whether another may follow at once. */
  private async attempt(): Promise<boolean> {
    try {
      const result = await this.exchange();
      if (!this.stopped.signal.aborted) this.note(result);
      return result.ok;
    } catch (error) {
      this.noteTrouble(error);
      return false;
    }
  }

  private async exchange(): Promise<Result<void, Failure>> {
    const { journal, inbox, link } = this.parts;
    const { feedId } = inbox.position([]);
    const pushed = await this.pushInItsVersion();
    if (!pushed.ok) return pushed;
    const elapsedMs = this.stopwatch();
    const pulled = await pullInbox(inbox, journal, link, this.scopes, this.pull, this.answered);
    if (!pulled.ok) return pulled;
    // A time that was long under way, or was slept over, would make a wrong clock of a slow link.
    if (elapsedMs() < PROMPT_MS) link.noteCentreTime(pulled.value.centreTimeUtc);
    // A centre may know less than it had answered for: what it lost goes again with the next exchange.
    const folded = pulled.value.streams[journal.currentStreamId]?.foldedUpTo ?? 0;
    this.answered.upTo = Math.min(this.answered.upTo, folded);
    // What is asked of another centre than before, or of one that was updated, has to be told to it first, and does not wait for the next poll; but once
    // only, as an address may lead to two centres in turn.
    const isOther = feedId !== pulled.value.feedId || link.version !== pushed.value;
    if (!this.hasRepeated && journal.unsettledCount > 0 && isOther) this.hasRepeated = this.again = true;
    return done(undefined);
  }

  /** Pushes what the centre knows, in its form; gives its version. Once more where it turned out to speak another than before. */
  private async pushInItsVersion(): Promise<Result<number, Failure>> {
    const { journal, link } = this.parts;
    for (let isFirst = true; ; isFirst = false) {
      const version = await link.learnVersion(this.stopped.signal);
      if (!version.ok) return version;
      await journal.suit(version.value, this.answered.streamId === journal.currentStreamId ? this.answered.upTo : 0);
      const pushed = await pushJournal(journal, link, this.answered, this.push, version.value);
      if (pushed.ok) return version;
      if (!isFirst || pushed.failure.kind !== 'versionUnknown' || link.version === version.value) return pushed;
    }
  }

  /** How long it has been, by whichever clock says longer: the monotonic one stands still while the PC sleeps. */
  private stopwatch(): () => number {
    const { clock } = this.parts;
    const [wallMs, monotonicMs] = [clock.wallMs(), clock.monotonicMs()];
    return () => Math.max(Math.abs(clock.wallMs() - wallMs), clock.monotonicMs() - monotonicMs);
  }

  private note(result: Result<void, Failure>): void {
    if (result.ok) {
      this.failures = 0;
      this.waitMs = POLL_MS;
      this.state = { link: 'online', failure: null, lastSyncAtMs: this.parts.clock.wallMs() };
    } else {
      const { failure } = result;
      this.failures += 1;
      const never = RETRY_BY_KIND[failure.kind] === 'never';
      this.notBeforeMs = this.parts.clock.monotonicMs() + askedWaitMs(failure);
      this.waitMs = never ? Math.max(POLL_MS, askedWaitMs(failure)) : backoffMs(this.failures, failure, this.parts.draws.fraction());
      this.state = { ...this.state, link: never ? 'refused' : 'offline', failure: failure.kind };
    }
    this.parts.onChange();
  }

  /** What went wrong at this desk is not the centre's failure: nothing is lost, and it is tried again. */
  private noteTrouble(error: unknown): void {
    this.failures += 1;
    this.waitMs = backoffMs(this.failures, null, this.parts.draws.fraction());
    // The disk is asked to write only what the centre has answered. Its log tells of the trouble.
    if (error instanceof DiskFailure) this.state = { ...this.state, link: 'online', failure: null };
    else this.parts.onBroken(error);
    this.parts.onChange();
  }

  private async listen(): Promise<void> {
    if (this.listening) return;
    this.listening = true;
    const { link, clock } = this.parts;
    const sinceMs = clock.monotonicMs();
    const heard = await listenForNews(link, this.stopped.signal, (news) => this.heed(news)).finally(() => {
      this.listening = false;
    });
    // A clean end or a centre without news waits for the next poll; a connection that broke may mean that the link is gone.
    if (heard.ok || heard.failure.kind !== 'unreachable' || this.stopped.signal.aborted || this.state.link !== 'online') return;
    this.newsBreaks = clock.monotonicMs() - sinceMs > POLL_MS ? 0 : this.newsBreaks + 1;
    this.wakeAfter(Math.min(POLL_MS, AFTER_NEWS_MS * 2 ** this.newsBreaks));
  }
}
