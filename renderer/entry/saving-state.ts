import { create } from 'zustand';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { EntryInProgress, KeyableWork } from './entry-state';

/** Entries that were left and are not on disk yet, and what was saved last. */
export type SavingState = Readonly<{
  saving: readonly Readonly<{ mutationId: string; source: string }>[];
  lastSaved: Readonly<{ mutationId: string; source: string }> | null;
  /** Sources of entries that are not on screen and that the disk did not take. */
  unsafe: readonly string[];
}>;

export const useSaving = create<SavingState>()(() => ({ saving: [], lastSaved: null, unsafe: [] }));

/** Items that were submitted here and that the index may still show as open. */
const left = new Set<string>();

/** What was keyed of an item that is not on screen; `failure` says why it is nowhere else, null that it is on disk too. */
export type ParkedEntry = Readonly<{ work: KeyableWork; entry: EntryInProgress; failure: DeskFailure | null }>;

/**
 * Entries that were left without submitting, by item id: the index may not have read the last draft yet, and what the
 * disk did not take is nowhere else.
 */
const parked = new Map<string, ParkedEntry>();

export function leftItems(): ReadonlySet<string> {
  return left;
}

/** Items that were set aside here and that the index may still show as next. */
const held = new Set<string>();

/** Items that are not to be opened by themselves: left or set aside. */
export function notNext(): ReadonlySet<string> {
  return new Set([...left, ...held]);
}

export function noteHeld(itemId: string): void {
  held.add(itemId);
}

/** It was taken up again. */
export function noteTakenUp(itemId: string): void {
  held.delete(itemId);
}

export function noteLeft(itemId: string): void {
  left.add(itemId);
  parked.delete(itemId);
  tellUnsafe();
}

export function noteBack(itemId: string): void {
  left.delete(itemId);
}

export function park(entry: ParkedEntry): void {
  parked.set(entry.work.item.id, entry);
  tellUnsafe();
}

export function parkedOf(itemId: string): ParkedEntry | undefined {
  return parked.get(itemId);
}

/** Entries that are in memory only. */
export function unsafeEntries(): readonly ParkedEntry[] {
  return [...parked.values()].filter((entry) => entry.failure !== null);
}

function tellUnsafe(): void {
  useSaving.setState({ unsafe: unsafeEntries().map((entry) => entry.work.item.source) });
}

export function beginSaving({ item }: KeyableWork, { mutationId }: EntryInProgress): void {
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
  held.clear();
  parked.clear();
  useSaving.setState({ saving: [], lastSaved: null, unsafe: [] });
}
