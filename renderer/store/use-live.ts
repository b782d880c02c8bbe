import type { Observable } from 'dexie';
import { useEffect, useState } from 'react';

/** The latest value of a live query; `undefined` until there is one. `query` must be stable between renders. */
export function useLive<T>(query: Observable<T>): T | undefined {
  const [seen, setSeen] = useState<{ query: Observable<T>; value: T } | null>(null);
  useEffect(() => {
    const subscription = query.subscribe({ next: (value) => setSeen({ query, value }) });
    return () => subscription.unsubscribe();
  }, [query]);
  return seen?.value;
}
