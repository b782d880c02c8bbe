import { create } from 'zustand';
import type { Operator } from '../../shared/domain/operator';
import { done, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { callMain } from '../store/bridge';
import { forgetKeys, holdKeys } from '../store/key-ring';

/** Who keys on this desk now, and who vouched for the PIN. */
export const useSession = create<{ operator: Operator | null; checkedBy: 'centre' | 'desk' | null }>()(() => ({
  operator: null,
  checkedBy: null,
}));

export async function signOn(login: string, pin: string): Promise<Result<void, DeskFailure>> {
  const answer = await callMain('session.signOn', { login, pin });
  if (!answer.ok) return answer;
  holdKeys(answer.value.keyRing);
  useSession.setState({ operator: answer.value.operator, checkedBy: answer.value.checkedBy });
  return done(undefined);
}

/** Ends the session: keys and everything readable go with it. What is saved here stays and is still sent. */
export async function signOff(): Promise<void> {
  useSession.setState({ operator: null, checkedBy: null });
  forgetKeys();
  await callMain('session.signOff', {});
}
