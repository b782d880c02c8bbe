import { RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { queueScope } from '../../shared/protocol/pull';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { Clock, Draws } from '../clock';
import { backoffMs } from './backoff';
import type { CentreLink } from './centre-link';
import type { Inbox } from './inbox';
import type { Journal } from './journal';
import { listenForNews } from './news-listener';
import { pullInbox } from './pull-inbox';
import { pushJournal, type Answered } from './push-journal';

/** How often a desk asks when it hears no news. */
const POLL_MS = 30_000;

/** How long after the news broke off the desk looks for itself; doubled each time that they break off again soon. */
const AFTER_NEWS_MS = 500;

export type SyncState = Readonly<{
  link: 'connecting' | 'online' | 'offline' | 'refused';
  failure: Failure['kind'] | null;
  lastSyncAtMs: number | null;
}>;

export type SyncParts = Readonly<{
  journal: Journal;
  inbox: Inbox;
  link: CentreLink;
  clock: Clock;
  draws: Draws;
  /** Operators whose queues this desk follows. */
  operatorIds: () => readonly string[];
  onChange: () => void;
}>;

/** Pushes and pulls, with or without a page: at every reason to, at news, and by itself every half minute. */
export class SyncLoop {
  state: SyncState = { link: 'connecting', failure: null, lastSyncAtMs: null };
  private readonly stopped = new AbortController();
  private readonly answered: Answered = { streamId: '', upTo: 0 };
  private running: Promise<void> | null = null;
  private again = false;
  private failures = 0;
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
    if (this.parts.clock.monotonicMs() < this.notBeforeMs) return this.running ?? Promise.resolve();
    this.again = true;
    this.cancelTimer();
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelTimer();
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped.signal.aborted) {
      this.again = false;
      const result = await this.exchange().catch(brokenHere);
      this.note(result);
      if (!result.ok) break;
    }
    if (this.stopped.signal.aborted) return;
    this.again = false;
    this.cancelTimer();
    this.cancelTimer = this.parts.clock.after(this.waitMs(), () => void this.syncNow());
    if (this.state.link === 'online') void this.listen();
  }

  private async exchange(): Promise<Result<void, Failure>> {
    const { journal, inbox, link, operatorIds } = this.parts;
    const pushed = await pushJournal(journal, link, this.answered);
    if (!pushed.ok) return pushed;
    const pulled = await pullInbox(inbox, journal, link, ['reference', ...operatorIds().map(queueScope)]);
    if (!pulled.ok) return pulled;
    // A centre that was restored may know less than it had answered for: what it lost goes again with the next exchange.
    const folded = pulled.value.streams[journal.currentStreamId]?.foldedUpTo ?? 0;
    this.answered.upTo = Math.min(this.answered.upTo, folded);
    return done(undefined);
  }

  private note(result: Result<void, Failure>): void {
    if (result.ok) {
      this.failures = 0;
      this.lastFailure = null;
      this.state = { link: 'online', failure: null, lastSyncAtMs: this.parts.clock.wallMs() };
    } else {
      this.failures += 1;
      this.lastFailure = result.failure;
      this.notBeforeMs = this.parts.clock.monotonicMs() + (result.failure.retryAfterMs ?? 0);
      const never = RETRY_BY_KIND[result.failure.kind] === 'never';
      this.state = { ...this.state, link: never ? 'refused' : 'offline', failure: result.failure.kind };
    }
    this.parts.onChange();
  }

  private lastFailure: Failure | null = null;

  private waitMs(): number {
    if (this.lastFailure === null) return POLL_MS;
    if (this.state.link === 'refused') return POLL_MS;
    return backoffMs(this.failures, this.lastFailure, this.parts.draws.fraction());
  }

  private async listen(): Promise<void> {
    if (this.listening) return;
    this.listening = true;
    const { link, clock } = this.parts;
    const sinceMs = clock.monotonicMs();
    const heard = await listenForNews(link, clock, this.stopped.signal, () => void this.syncNow());
    this.listening = false;
    // A clean end or a centre without news waits for the next poll; a connection that broke may mean that the link is gone.
    if (heard.ok || heard.failure.kind !== 'unreachable' || this.stopped.signal.aborted || this.state.link !== 'online') return;
    this.newsBreaks = clock.monotonicMs() - sinceMs > POLL_MS ? 0 : this.newsBreaks + 1;
    this.cancelTimer();
    this.cancelTimer = clock.after(Math.min(POLL_MS, AFTER_NEWS_MS * 2 ** this.newsBreaks), () => void this.syncNow());
  }
}

/** An exchange that this desk could not carry through, as its disk refused: nothing is lost, and it is tried again. */
function brokenHere(error: unknown): Result<never, Failure> {
  return failed({ kind: 'unavailable', message: String(error) });
}
