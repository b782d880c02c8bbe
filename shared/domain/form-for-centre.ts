import { mutationHash, type Mutation } from './mutation';

/** Sessions, effort, asks and verdicts came with version 3 of the protocol, moves with 2. */
const SESSIONS_SINCE = 3;
const MOVES_SINCE = 2;

/**
 * A mutation as a centre of this protocol version takes it: itself, or restated where that loses nothing that is paid for. Null
 * where such a centre knows nothing of its kind: then it waits, as a centre refuses for good what it cannot read.
 *
 * An older centre reads a submit without what it does not know and holds the hash against the rest, so session and effort
 * have to go, and the hash is another: whoever sends it must from then on stand by it. What keying took is sealed in the entry too.
 */
export function formForCentre(mutation: Mutation, version: number): Mutation | null {
  switch (mutation.kind) {
    case 'submit':
      return version >= SESSIONS_SINCE ? mutation : withoutSession(mutation);
    case 'move':
      return version >= MOVES_SINCE ? mutation : null;
    case 'judge':
    case 'session':
    case 'ask':
      return version >= SESSIONS_SINCE ? mutation : null;
    default:
      return mutation satisfies never;
  }
}

function withoutSession(submit: Extract<Mutation, { kind: 'submit' }>): Mutation {
  if (submit.sessionId === undefined && submit.effort === undefined) return submit;
  const { sessionId: _, effort: __, hash: ___, ...said } = submit;
  return { ...said, hash: mutationHash(said) };
}
