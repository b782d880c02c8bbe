import { v7 as uuidV7 } from 'uuid';
import type { SessionDraft } from '../../shared/domain/mutations/session';
import { done, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { callMain } from './bridge';

type Current = Readonly<{ id: string; operatorId: string }>;

let current: Current | null = null;
/** Steps are saved one behind the other: a pause must not stand before the beginning. */
let turns: Promise<unknown> = Promise.resolve();
/** A resume that the disk did not take: until it is saved the floor shows a pause. */
let owed: SessionDraft | null = null;

/** The session at this desk; null while nobody is signed on. */
export function currentSessionId(): string | null {
  return current?.id ?? null;
}

/** Begins a session. Where the beginning cannot be saved the session has none: that keeps nobody from work. */
export function beginSession(operatorId: string): string {
  const id = uuidV7();
  current = { id, operatorId };
  void noteStep('begin');
  return id;
}

export function forgetSession(): void {
  current = null;
  owed = null;
}

/** Saves a resume that could not be saved before, and answers whether none is owed any more; nobody waits where none is. */
export async function settleSteps(): Promise<boolean> {
  if (owed === null) return true;
  const settled = turns.then(saveOwed);
  turns = settled;
  return (await settled).ok;
}

/** Answers once the step is on disk. */
export function noteStep(did: SessionDraft['did'], note?: string): Promise<Result<unknown, DeskFailure>> {
  if (current === null) return Promise.resolve(done(null));
  const { id: sessionId, operatorId } = current;
  const draft: SessionDraft = { id: uuidV7(), kind: 'session', operatorId, sessionId, did, ...(note === undefined ? {} : { note }) };
  const saved = turns.then(() => saveStep(draft));
  turns = saved;
  return saved;
}

async function saveStep(draft: SessionDraft): Promise<Result<unknown, DeskFailure>> {
  const settled = await saveOwed();
  // Behind a later step it would end a pause that has just begun.
  if (!settled.ok) return settled;
  const answer = await callMain('mutation.commit', draft);
  if (!answer.ok && draft.did === 'resume' && draft.sessionId === current?.id) owed = draft;
  return answer;
}

/** Under the same id: should it have been saved after all, it counts once. */
async function saveOwed(): Promise<Result<unknown, DeskFailure>> {
  const draft = owed;
  if (draft === null) return done(null);
  const answer = await callMain('mutation.commit', draft);
  if (answer.ok && owed === draft) owed = null;
  return answer;
}
