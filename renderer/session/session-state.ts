import { create } from 'zustand';
import type { Operator } from '../../shared/domain/operator';
import { done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { sealNote } from '../../shared/seals/note-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { beginSession, forgetSession, noteStep, settleSteps } from '../store/current-session';
import { forgetKeys, holdKeys, keyRing } from '../store/key-ring';
import { centreNowMs } from '../ui/centre-clock';

type SessionState = Readonly<{
  /** Who keys on this desk now, and who vouched for the PIN. */
  operator: Operator | null;
  checkedBy: 'centre' | 'desk' | null;
  sessionId: string | null;
  /** Since when they are on pause, and what is wrong with it; null while they are not. */
  pause: Readonly<{ sinceMs: number; trouble: 'notSaved' | 'unsafe' | null }> | null;
  /** The disk did not take the end of a pause: others still see one. */
  resumeUnsaved: boolean;
}>;

const NOBODY: SessionState = { operator: null, checkedBy: null, sessionId: null, pause: null, resumeUnsaved: false };

/** How often the end of a pause that the disk did not take is tried again, beside every step and every entry. */
const RETRY_MS = 5_000;

export const useSession = create<SessionState>()(() => NOBODY);

/** Counts what changes who is at the desk: a PIN that was typed before such a change opens nothing after it. */
let turn = 0;

export async function signOn(login: string, pin: string): Promise<Result<void, DeskFailure>> {
  const answer = await checkPin(login, pin);
  if (!answer.ok) return answer;
  turn += 1;
  const { operator, checkedBy } = answer.value;
  holdKeys(answer.value.keyRing);
  useSession.setState({ operator, checkedBy, sessionId: beginSession(operator.id), pause: null, resumeUnsaved: false });
  return done(undefined);
}

/** Covers the screen in this same turn; that there is a pause is saved behind it. */
export async function pause(): Promise<void> {
  if (useSession.getState().operator === null) return;
  turn += 1;
  useSession.setState({ pause: { sinceMs: centreNowMs(), trouble: null } });
  const saved = await noteStep('pause');
  if (!saved.ok) tellOnPause('notSaved');
}

/** Says on the covered screen what is wrong. */
export function tellOnPause(trouble: 'notSaved' | 'unsafe'): void {
  useSession.setState(({ pause: now }) => (now === null ? {} : { pause: { ...now, trouble } }));
}

/** Whoever is on pause comes back with their PIN, checked as at sign-on: at the centre, or here where there is no link. */
export async function resume(pin: string): Promise<Result<void, DeskFailure>> {
  const { operator } = useSession.getState();
  if (operator === null) return failed({ kind: 'notSignedOn' });
  const answer = await checkPin(operator.login, pin);
  if (!answer.ok) return answer;
  turn += 1;
  holdKeys(answer.value.keyRing);
  void saveResume();
  useSession.setState({ operator: answer.value.operator, checkedBy: answer.value.checkedBy, pause: null });
  return done(undefined);
}

/** Says so while it is not saved, and tries again for as long as it is of account. */
async function saveResume(): Promise<void> {
  const { sessionId } = useSession.getState();
  let isSaved = (await noteStep('resume')).ok;
  while (useSession.getState().sessionId === sessionId) {
    useSession.setState({ resumeUnsaved: !isSaved });
    if (isSaved) return;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    isSaved = await settleSteps();
  }
}

/** An answer is of no account when anything has happened since it was asked for: another pause, a sign-on, an end. */
async function checkPin(login: string, pin: string): ReturnType<typeof callMain<'session.signOn'>> {
  const asked = turn;
  const answer = await callMain('session.signOn', { login, pin });
  return asked === turn ? answer : failed({ kind: 'notSignedOn' });
}

/** Ends the session on disk, with the hand-over note sealed to the site where there is one. */
export async function endSession(note: string): Promise<Result<unknown, DeskFailure>> {
  turn += 1;
  const { operator, sessionId } = useSession.getState();
  const site = note === '' ? undefined : keyRing().siteKeys.at(-1);
  if (operator === null || sessionId === null) return done(null);
  if (site === undefined) return note === '' ? noteStep('end') : failed({ kind: 'internal' });
  return noteStep('end', await sealNote(note, { sessionId, operatorId: operator.id }, publicHalf(site)));
}

/** Nobody is signed on any more: keys and everything readable go. What is saved here stays and is still sent. */
export async function signOff(): Promise<void> {
  turn += 1;
  useSession.setState(NOBODY);
  forgetKeys();
  forgetSession();
  await callMain('session.signOff', {});
}
