import { create } from 'zustand';
import type { Operator } from '../../shared/domain/operator';
import { useSession } from '../session/session-state';

export type RoomName = 'queue' | 'floor' | 'tray';

/** Which room is on screen while no item is open. */
export const useRoom = create<Readonly<{ room: RoomName }>>()(() => ({ room: 'queue' }));

export function goTo(room: RoomName): void {
  useRoom.setState({ room });
}

/** Whoever runs a floor begins there. */
export function firstRoom(operator: Operator | null): RoomName {
  return operator !== null && operator.role !== 'operator' ? 'floor' : 'queue';
}

/** Whether whoever is signed on runs a floor. */
export function mayLead(): boolean {
  return firstRoom(useSession.getState().operator) === 'floor';
}
