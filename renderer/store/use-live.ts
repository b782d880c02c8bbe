import type { Observable } from 'dexie';
import { useEffect, useState } from 'react';
import { useIndexState } from './index-client';
import type { Live } from './paced-query';

/**
 * The latest value of a live query; `undefined` until there is one. `query` must be stable between renders. A query ends
 * with an index that breaks, and is put anew to the one that was built after it.
 */
export function useLive<T>(query: Observable<T> | Live<T>): T | undefined {
  const [seen, setSeen] = useState<{ query: Observable<T> | Live<T>; value: T } | null>(null);
  const builds = useIndexState((s) => s.builds);
  useEffect(() => {
    const subscription = query.subscribe({ next: (value) => setSeen({ query, value }), error: () => undefined });
    return () => subscription.unsubscribe();
  }, [query, builds]);
  return seen?.value;
}
