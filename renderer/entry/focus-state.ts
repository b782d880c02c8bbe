import { create } from 'zustand';
import type { Address } from '../../shared/forms/address';

/** Which box has, or last had, the focus, and whether it has gone on by itself from the one before. */
export const useFocus = create<Readonly<{ address: Address | null; wentOnFrom: Address | null }>>()(() => ({ address: null, wentOnFrom: null }));

/** Boxes of the entry on screen that have had the focus. */
const visited = new Set<Address>();

export function wasVisited(address: Address): boolean {
  return visited.has(address);
}

/** Another entry comes on screen: nothing of the one before counts there. */
export function forgetVisits(): void {
  visited.clear();
  noteWentOn(null);
}

export function noteFocus(address: Address): void {
  visited.add(address);
  if (useFocus.getState().address !== address) useFocus.setState({ address, wentOnFrom: null });
}

/** The entry went on by itself: an Enter right after it is one that the operator meant for the box before. */
export function noteWentOn(from: Address | null): void {
  if (useFocus.getState().wentOnFrom !== from) useFocus.setState({ wentOnFrom: from });
}
