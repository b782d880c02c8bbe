import { create } from 'zustand';

/** What is only on screen of the queue: which row has the focus, and what there is to say about the last opening. */
export type QueueState = Readonly<{
  itemIds: readonly string[];
  activeId: string | null;
  word: 'endOfQueue' | 'gone' | 'formUnknown' | 'beingSaved' | 'notFirst' | null;
}>;

export const useQueue = create<QueueState>()(() => ({ itemIds: [], activeId: null, word: null }));

/** Takes the list as it now is; a focused row that left the list hands the focus to the one that took its place. */
export function showList(itemIds: readonly string[]): void {
  useQueue.setState(({ itemIds: before, activeId }) => {
    if (activeId !== null && itemIds.includes(activeId)) return { itemIds };
    const place = Math.max(0, activeId === null ? 0 : before.indexOf(activeId));
    return { itemIds, activeId: itemIds[Math.min(place, itemIds.length - 1)] ?? null };
  });
}

/** Coming back to the queue means: its first row that is still to be keyed, and a word about why when there is one. `except`: what the list may still show in its old place. */
export function returnToQueue(word: QueueState['word'], except: ReadonlySet<string>): void {
  useQueue.setState(({ itemIds }) => ({ activeId: itemIds.find((id) => !except.has(id)) ?? null, word }));
}

export function activate(itemId: string): void {
  useQueue.setState({ activeId: itemId });
}

/** Moves the focused row by so many rows; stops at the ends. */
export function moveBy(rows: number): void {
  useQueue.setState(({ itemIds, activeId }) => {
    const now = activeId === null ? 0 : itemIds.indexOf(activeId);
    return { activeId: itemIds[Math.min(itemIds.length - 1, Math.max(0, now + rows))] ?? null };
  });
}
