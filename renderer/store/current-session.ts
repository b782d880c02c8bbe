import { v7 as uuidV7 } from 'uuid';
import type { SessionDraft } from '../../shared/domain/mutations/session';
import { done, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { callMain } from './bridge';

type Current = Readonly<{ id: string; operatorId: string }>;

let current: Current | null = null;
/** Steps are saved one behind the other: a pause must not stand before the beginning. */
let turns: Promise<unknown> = Promise.resolve();

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
}

/** Answers once the step is on disk. */
export function noteStep(did: SessionDraft['did'], note?: string): Promise<Result<unknown, DeskFailure>> {
  if (current === null) return Promise.resolve(done(null));
  const { id: sessionId, operatorId } = current;
  const draft: SessionDraft = { id: uuidV7(), kind: 'session', operatorId, sessionId, did, ...(note === undefined ? {} : { note }) };
  const saved = turns.then(() => callMain('mutation.commit', draft));
  turns = saved;
  return saved;
}
