import { create } from 'zustand';
import type { Keyed, KeyableWork } from './entry-state';

/** Entries that were left and are not on disk yet, and what was saved last. */
export type SavingState = Readonly<{
  saving: readonly Readonly<{ mutationId: string; source: string }>[];
  lastSaved: Readonly<{ mutationId: string; source: string }> | null;
}>;

export const useSaving = create<SavingState>()(() => ({ saving: [], lastSaved: null }));

/** Items that were submitted here and that the index may still show as open. */
const left = new Set<string>();

/**
 * What was keyed of items that were left without submitting, by item id: the index may not have read the last draft yet,
 * and a draft that the disk did not take is nowhere else.
 */
const parked = new Map<string, Keyed>();

export function leftItems(): ReadonlySet<string> {
  return left;
}

export function noteLeft(itemId: string): void {
  left.add(itemId);
  parked.delete(itemId);
}

export function noteBack(itemId: string): void {
  left.delete(itemId);
}

export function park(itemId: string, keyed: Keyed): void {
  parked.set(itemId, keyed);
}

export function parkedOf(itemId: string): Keyed | undefined {
  return parked.get(itemId);
}

export function beginSaving({ item }: KeyableWork, { mutationId }: Keyed): void {
  useSaving.setState(({ saving }) => ({ saving: [...saving, { mutationId, source: item.source }] }));
}

export function endSaving(mutationId: string, saved: boolean): void {
  useSaving.setState(({ saving, lastSaved }) => ({
    saving: saving.filter((s) => s.mutationId !== mutationId),
    lastSaved: saved ? (saving.find((s) => s.mutationId === mutationId) ?? lastSaved) : lastSaved,
  }));
}

/** Resolves when no entry is on its way to the disk any more. */
export function savingDone(): Promise<void> {
  return new Promise((resolve) => {
    const check = (): boolean => useSaving.getState().saving.length === 0;
    if (check()) return resolve();
    const stop = useSaving.subscribe(() => {
      if (!check()) return;
      stop();
      resolve();
    });
    return undefined;
  });
}

/** Forgets the session's own doings, at sign-off. */
export function forgetSaving(): void {
  left.clear();
  parked.clear();
  useSaving.setState({ saving: [], lastSaved: null });
}
