import type { Grown, News } from './news';

type Listener = (grown: Grown) => void;

/** Who wants to hear of which site, in this process. */
export class NewsBoard implements News {
  readonly #listeners = new Map<string, Set<Listener>>();

  subscribe(siteId: string, onGrown: Listener): () => void {
    const listeners = this.#listeners.get(siteId) ?? new Set();
    this.#listeners.set(siteId, listeners.add(onGrown));
    return () => {
      listeners.delete(onGrown);
      if (listeners.size === 0 && this.#listeners.get(siteId) === listeners) this.#listeners.delete(siteId);
    };
  }

  tell(siteId: string, grown: Grown): void {
    for (const listener of this.#listeners.get(siteId) ?? []) listener(grown);
  }

  siteIds(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}
