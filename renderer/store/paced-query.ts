import { Dexie, type ObservabilitySet } from 'dexie';
import { index } from './index-client';

/** A query that tells its result now and whenever it may have changed, until it is unsubscribed from. */
export type Live<T> = Readonly<{
  subscribe: (observer: Readonly<{ next: (value: T) => void }>) => Readonly<{ unsubscribe: () => void }>;
}>;

/** Between two readings passes so many times as long as the first one took, up to a while that nobody minds. */
const REST_FACTOR = 4;
const REST_AT_MOST_MS = 1_500;

/** The time that readings are paced by. */
export type Pace = Readonly<{ nowMs: () => number; rest: (ms: number) => Promise<void> }>;

const PAGE_PACE: Pace = { nowMs: () => performance.now(), rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };

/**
 * Reads one table of the index now, and again after it was written to, but rests in between: each reading of a list of
 * thousands holds up what fills it, and a list that is read after every parcel takes longer the longer it is, each time.
 * A reading that fails is tried again.
 */
export function pacedQuery<T>(table: string, read: () => Promise<T>, pace: Pace = PAGE_PACE): Live<T> {
  return {
    subscribe: ({ next }) => {
      const reading = new PacedReading(table, read, next, pace);
      return { unsubscribe: () => reading.end() };
    },
  };
}

class PacedReading<T> {
  #ended = false;
  #isStale = false;
  #isBusy = false;
  readonly #hear = (changed: ObservabilitySet): void => {
    if (Object.keys(changed).some((part) => part.startsWith(this.#prefix))) this.#wake();
  };
  readonly #prefix: string;

  constructor(table: string, private readonly read: () => Promise<T>, private readonly next: (value: T) => void, private readonly pace: Pace) {
    this.#prefix = `idb://${index.name}/${table}/`;
    Dexie.on('storagemutated', this.#hear);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    Dexie.on.storagemutated.unsubscribe(this.#hear);
  }

  #wake(): void {
    this.#isStale = true;
    if (!this.#isBusy) void this.#go();
  }

  async #go(): Promise<void> {
    this.#isBusy = true;
    while (this.#isStale && !this.#ended) {
      this.#isStale = false;
      await this.pace.rest(await this.#readOnce());
    }
    this.#isBusy = false;
  }

  /** Gives how long to rest after it. */
  async #readOnce(): Promise<number> {
    const startedMs = this.pace.nowMs();
    try {
      const value = await this.read();
      if (!this.#ended) this.next(value);
    } catch {
      // An index that is gone for good ends this from outside; nothing else says that it can be read again.
      this.#isStale = true;
      return REST_AT_MOST_MS;
    }
    return Math.min(REST_AT_MOST_MS, (this.pace.nowMs() - startedMs) * REST_FACTOR);
  }
}
