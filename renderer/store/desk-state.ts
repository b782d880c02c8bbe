import { create } from 'zustand';
import type { CallResponse } from '../../shared/ipc/calls';
import type { DeskStatus } from '../../shared/ipc/status';
import { callMain, onMainEvent } from './bridge';

export type DeskDescription = Omit<CallResponse<'desk.describe'>, 'status'>;

type DeskState = Readonly<{ description: DeskDescription | null; status: DeskStatus | null }>;

/** What main says of this desk: who it is, and how its link, disk and sync stand. */
export const useDesk = create<DeskState>()(() => ({ description: null, status: null }));

/** Reads the desk's description; again after an enrolment. */
export async function describeDesk(): Promise<void> {
  const answer = await callMain('desk.describe', {});
  if (!answer.ok) return;
  const { status, ...description } = answer.value;
  useDesk.setState({ description, status });
}

/** Follows the status for as long as the page lives. */
export function followDesk(): void {
  onMainEvent('desk.status', (status) => useDesk.setState({ status }));
}
