import { RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import type { Clock, Draws } from '../clock';
import { backoffMs } from '../sync/backoff';
import type { CentreLink } from '../sync/centre-link';
import type { DocumentCache } from './document-cache';

/** A page that does not move for this long is given up for now; what came of it stays. */
const TRANSFER_TIMEOUT_MS = 120_000;

export type FetcherParts = Readonly<{
  cache: DocumentCache;
  link: CentreLink;
  clock: Clock;
  draws: Draws;
  /** Hashes that rows have mentioned, the most urgent first. */
  mentioned: () => Iterable<string>;
  onChange: () => void;
}>;

/** Fetches sealed pages ahead of need, one at a time, and at once when an operator waits for one. */
export class DocumentFetcher {
  private running = false;
  /** Rows may come while pages are being fetched: they are gone through once more. */
  private again = false;
  private stopped = false;
  private failures = 0;
  private cancelTimer: () => void = () => undefined;
  private readonly underway = new Map<string, Promise<Result<void, Failure>>>();
  /** Pages that the centre says it does not have (any more); not asked for again before the next start. */
  private readonly gone = new Set<string>();

  constructor(private readonly parts: FetcherParts) {}

  get wantedCount(): number {
    let count = 0;
    for (const hash of this.parts.mentioned()) if (this.isWanted(hash)) count += 1;
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

  /** Goes through what is mentioned and not here; called when rows came or the link is back. */
  async fetchAhead(): Promise<void> {
    this.again = true;
    if (this.running || this.stopped) return;
    this.running = true;
    this.cancelTimer();
    try {
      while (this.again) {
        this.again = false;
        await this.fetchWanted();
      }
    } finally {
      this.running = false;
      this.parts.onChange();
    }
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
  }

  private async fetchWanted(): Promise<void> {
    for (const hash of this.parts.mentioned()) {
      if (this.stopped || this.parts.cache.isFull) return;
      if (!this.isWanted(hash)) continue;
      const fetched = await this.fetchOnce(hash);
      if (fetched.ok || fetched.failure.kind === 'notFound') continue;
      if (RETRY_BY_KIND[fetched.failure.kind] !== 'never') this.tryLater(fetched.failure);
      return;
    }
    this.failures = 0;
  }

  private tryLater(failure: Failure): void {
    this.failures += 1;
    const waitMs = backoffMs(this.failures, failure, this.parts.draws.fraction());
    this.cancelTimer = this.parts.clock.after(waitMs, () => void this.fetchAhead());
  }

  private isWanted(hash: string): boolean {
    return !this.parts.cache.has(hash) && !this.gone.has(hash);
  }

  private fetchOnce(hash: string): Promise<Result<void, Failure>> {
    const known = this.underway.get(hash);
    if (known !== undefined) return known;
    const fetching = this.fetch(hash).finally(() => this.underway.delete(hash));
    this.underway.set(hash, fetching);
    return fetching;
  }

  private async fetch(hash: string): Promise<Result<void, Failure>> {
    const offset = await this.parts.cache.partBytes(hash);
    const headers: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {};
    const signal = AbortSignal.timeout(TRANSFER_TIMEOUT_MS);
    const answer = await this.parts.link.open({ method: 'GET', path: `/v1/documents/${hash}`, headers, signal });
    if (!answer.ok) {
      if (answer.failure.kind === 'notFound') this.gone.add(hash);
      // A part that the centre will not continue (it may be whole already) is not worth more than a fresh start.
      if (offset > 0 && answer.failure.kind !== 'unreachable') await this.parts.cache.dropPart(hash);
      return answer;
    }
    const { status, body } = answer.value;
    if (body === null) return failed({ kind: 'notKeyroom', message: 'a document without a body' });
    try {
      const arrival = await this.parts.cache.receive(hash, status === 206 ? offset : 0, body);
      if (arrival === 'stored') return done(undefined);
      // The part may have been what was damaged: it is gone now, and a fresh start may do.
      return status === 206 ? await this.fetch(hash) : failed({ kind: 'unavailable', message: 'a document arrived damaged' });
    } catch (error) {
      return failed({ kind: 'unreachable', message: String(error) });
    }
  }
}
