import { create } from 'zustand';
import type { Operator } from '../../shared/domain/operator';
import { useSession } from '../session/session-state';

export type Room = 'queue' | 'floor';

/** Which room is on screen while no item is open. */
export const useRoom = create<Readonly<{ room: Room }>>()(() => ({ room: 'queue' }));

export function goTo(room: Room): void {
  useRoom.setState({ room });
}

/** Whoever runs a floor begins there. */
export function firstRoom(operator: Operator | null): Room {
  return operator !== null && operator.role !== 'operator' ? 'floor' : 'queue';
}

/** Whether whoever is signed on runs a floor. */
export function mayLead(): boolean {
  return firstRoom(useSession.getState().operator) === 'floor';
}
