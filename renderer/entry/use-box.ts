import { useCallback, useSyncExternalStore } from 'react';
import type { Address } from '../../shared/forms/address';
import { useEntry, type EntryState } from './entry-state';

type Listener = () => void;

const listeners = new Map<Address, Set<Listener>>();

/**
 * What one box shows of the entry. A form may have hundreds of boxes: a key tells only those of its own address, and
 * what changes the entry as a whole tells all.
 */
export function useBox<T>(address: Address, select: (entry: EntryState) => T): T {
  const subscribe = useCallback((listener: Listener) => {
    const own = listeners.get(address) ?? new Set();
    listeners.set(address, own.add(listener));
    return () => {
      own.delete(listener);
      if (own.size === 0 && listeners.get(address) === own) listeners.delete(address);
    };
  }, [address]);
  return useSyncExternalStore(subscribe, () => select(useEntry.getState()));
}

useEntry.subscribe((now, before) => {
  if (now.keyedAt !== null && isOnlyText(now, before)) {
    for (const listener of listeners.get(now.keyedAt) ?? []) listener();
    return;
  }
  if (isSeenBySome(now, before)) for (const own of listeners.values()) for (const listener of own) listener();
});

/** Whether nothing but the text of one box has changed, and what goes with it. */
function isOnlyText(now: EntryState, before: EntryState): boolean {
  const { keyed } = now;
  return (
    keyed.texts !== before.keyed.texts && keyed.flags === before.keyed.flags && keyed.rowCounts === before.keyed.rowCounts &&
    keyed.overrides === before.keyed.overrides && keyed.language === before.keyed.language && now.work === before.work &&
    now.derived === before.derived && now.problems === before.problems && now.refusedSignAt === before.refusedSignAt
  );
}

/** Drafts and the like are seen by no box. */
function isSeenBySome(now: EntryState, before: EntryState): boolean {
  return now.keyed !== before.keyed || now.work !== before.work || now.derived !== before.derived || now.problems !== before.problems || now.refusedSignAt !== before.refusedSignAt;
}
