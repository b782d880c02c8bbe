import type { Failure } from '../../shared/protocol/failure';
import { done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import type { Clock, Draws } from '../clock';
import { DiskFailure } from '../log/disk';
import { backoffMs, LONGEST_WAIT_MS } from '../sync/backoff';
import type { CentreLink } from '../sync/centre-link';
import { isOfTheLink } from '../sync/of-the-link';
import type { DocumentCache } from './document-cache';
import { wantedOf } from './wanted-pages';

/** So many pages refused in a row say something about whoever answers. */
const REFUSED_IN_A_ROW = 5;

export type FetcherParts = Readonly<{
  cache: DocumentCache;
  link: CentreLink;
  clock: Clock;
  draws: Draws;
  /** Waits until the link may be used for what nobody waits for. */
  budget: Readonly<{ spend: (bytes: number, stop: AbortSignal) => Promise<void> }>;
  /** Documents that rows have mentioned lately, hash to size, the last mentioned last. */
  mentioned: () => ReadonlyMap<string, number>;
  /** Whether the disk has room to spare for pages that nobody waits for. */
  mayFetchAhead: () => boolean;
  onChange: () => void;
  /** Where broken invariants go. */
  onBroken: (error: unknown) => void;
}>;

/** What became of one page; a trouble of this desk's own is no failure of the centre's. */
type Fetched = Result<void, Failure | 'trouble'>;

/** Fetches sealed pages ahead of need, one at a time, and at once when an operator waits for one. */
export class DocumentFetcher {
  private running: Promise<void> | null = null;
  /** Rows may come while pages are being fetched: they are gone through once more. */
  private again = false;
  private readonly stopped = new AbortController();
  private failures = 0;
  private cancelTimer: () => void = () => undefined;
  private readonly underway = new Map<string, Promise<Fetched>>();
  /** Pages that the centre says it does not have (any more); not asked for again before the next start. */
  private readonly gone = new Set<string>();
  /** Pages that were refused or arrived damaged: how often, and when they are tried again. */
  private readonly refused = new Map<string, Readonly<{ times: number; notBeforeMs: number }>>();

  constructor(private readonly parts: FetcherParts) {}

  /** How many pages are to come; one that was refused is tried again, but nothing waits for what may never come. */
  get wantedCount(): number {
    let count = 0;
    for (const hash of this.wanted().keys()) if (this.isMissing(hash) && !this.refused.has(hash)) count += 1;
    return count;
  }

  /** The page's sealed bytes: from the cache, else fetched now. */
  async read(hash: string): Promise<Result<Uint8Array<ArrayBuffer>, DeskFailure>> {
    const cached = await this.parts.cache.read(hash);
    if (cached !== null) return done(cached);
    const fetched = await this.fetchOnce(hash);
    const bytes = fetched.ok ? await this.parts.cache.read(hash) : null;
    return bytes === null ? failed({ kind: 'documentNotHere' }) : done(bytes);
  }

  /** Goes through what is wanted and not here; called when rows came or the link is back. */
  async fetchAhead(): Promise<void> {
    if (this.stopped.signal.aborted) return;
    this.again = true;
    this.running ??= this.run();
    await this.running;
  }

  /** Ends what is under way; what came of it stays. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.cancelTimer();
    await Promise.all([this.running, ...this.underway.values()]);
  }

  private async run(): Promise<void> {
    this.cancelTimer();
    try {
      while (this.again) {
        this.again = false;
        await this.fetchWanted();
      }
    } catch (error) {
      this.parts.onBroken(error);
    } finally {
      this.running = null;
      if (!this.stopped.signal.aborted) this.parts.onChange();
    }
  }

  private async fetchWanted(): Promise<void> {
    const { cache, mayFetchAhead } = this.parts;
    const wanted = this.wanted();
    cache.wanted = new Set(wanted.keys());
    let refusedInARow = 0;
    for (const [hash, sizeBytes] of wanted) {
      if (this.stopped.signal.aborted || !mayFetchAhead()) return;
      if (!this.isMissing(hash) || this.waitOf(hash) > 0) continue;
      if (!(await cache.makeRoomAhead(sizeBytes - cache.partBytes(hash)))) return;
      const fetched = await this.fetchOnce(hash);
      await this.parts.budget.spend(fetched.ok ? sizeBytes : 0, this.stopped.signal);
      refusedInARow = fetched.ok || this.gone.has(hash) ? 0 : refusedInARow + 1;
      if (fetched.ok || refusedInARow === 0) continue;
      if (this.endsRound(fetched.failure) || refusedInARow === REFUSED_IN_A_ROW) return this.tryLater(fetched.failure);
    }
    this.failures = 0;
    const waits = [...wanted.keys()].filter((hash) => this.isMissing(hash)).map((hash) => this.waitOf(hash));
    if (waits.length > 0) this.wakeAfter(Math.min(...waits));
    // What is mentioned no longer is forgotten.
    for (const hash of this.refused.keys()) if (!wanted.has(hash)) this.refused.delete(hash);
  }

  private endsRound(failure: Failure | 'trouble'): boolean {
    return failure === 'trouble' || isOfTheLink(failure.kind);
  }

  private tryLater(failure: Failure | 'trouble'): void {
    if (this.stopped.signal.aborted) return;
    this.failures += 1;
    this.wakeAfter(backoffMs(this.failures, failure === 'trouble' ? null : failure, this.parts.draws.fraction()));
  }

  private wakeAfter(ms: number): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.clock.after(Math.max(1, Math.ceil(ms)), () => void this.fetchAhead());
  }

  private wanted(): ReadonlyMap<string, number> {
    return wantedOf(this.parts.mentioned(), this.parts.cache.aheadBytes);
  }

  private isMissing(hash: string): boolean {
    return !this.parts.cache.has(hash) && !this.gone.has(hash);
  }

  private waitOf(hash: string): number {
    return (this.refused.get(hash)?.notBeforeMs ?? 0) - this.parts.clock.monotonicMs();
  }

  private fetchOnce(hash: string): Promise<Fetched> {
    const known = this.underway.get(hash);
    if (known !== undefined) return known;
    const fetching = this.fetch(hash)
      .catch((error: unknown) => this.troubleOf(error))
      .finally(() => this.underway.delete(hash));
    this.underway.set(hash, fetching);
    return fetching;
  }

  /** The cache tells of its disk itself. */
  private troubleOf(error: unknown): Fetched {
    if (!(error instanceof DiskFailure)) this.parts.onBroken(error);
    return failed('trouble');
  }

  private async fetch(hash: string): Promise<Fetched> {
    const { cache } = this.parts;
    if (await cache.storeWholePart(hash)) return done(undefined);
    const fetched = await this.transfer(hash, cache.partBytes(hash));
    if (fetched.ok) this.refused.delete(hash);
    else if (fetched.failure.kind === 'notFound') this.gone.add(hash);
    else if (!isOfTheLink(fetched.failure.kind)) this.noteRefused(hash);
    return fetched;
  }

  private noteRefused(hash: string): void {
    const times = (this.refused.get(hash)?.times ?? 0) + 1;
    const waitMs = backoffMs(times, null, this.parts.draws.fraction(), LONGEST_WAIT_MS);
    this.refused.set(hash, { times, notBeforeMs: this.parts.clock.monotonicMs() + waitMs });
  }

  private async transfer(hash: string, offset: number): Promise<Result<void, Failure>> {
    const { cache, link } = this.parts;
    const headers: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {};
    const answer = await link.open({ method: 'GET', path: `/v1/documents/${hash}`, headers, signal: this.stopped.signal });
    if (!answer.ok) {
      // A part that the centre will not continue is not worth more than a fresh start.
      if (!isOfTheLink(answer.failure.kind)) await cache.dropPart(hash);
      return answer;
    }
    const { status, body } = answer.value;
    if (body === null) return failed({ kind: 'notKeyroom', message: 'a document without a body' });
    try {
      const arrival = await cache.receive(hash, status === 206 ? offset : 0, body);
      if (arrival === 'stored') return done(undefined);
    } catch (error) {
      if (error instanceof DiskFailure) throw error;
      return failed({ kind: 'unreachable', message: String(error) });
    }
    // The part may have been what was damaged: it is gone now, and a fresh start may do.
    return offset > 0 ? this.transfer(hash, 0) : failed({ kind: 'notKeyroom', message: 'a document arrived damaged' });
  }
}
