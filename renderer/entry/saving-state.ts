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

/** Entries whose draft could not be saved, held until they can be; by item id. */
const parked = new Map<string, Keyed>();

export function leftItems(): ReadonlySet<string> {
  return left;
}

export function noteLeft(itemId: string): void {
  left.add(itemId);
}

export function noteBack(itemId: string): void {
  left.delete(itemId);
}

export function park(itemId: string, keyed: Keyed): void {
  parked.set(itemId, keyed);
}

export function unpark(itemId: string): Keyed | undefined {
  const keyed = parked.get(itemId);
  parked.delete(itemId);
  return keyed;
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

/** Forgets the session's own doings, at sign-off. */
export function forgetSaving(): void {
  left.clear();
  parked.clear();
  useSaving.setState({ saving: [], lastSaved: null });
}
