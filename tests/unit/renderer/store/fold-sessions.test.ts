import { describe, expect, it } from 'vitest';
import type { StoredMutation } from '../../../../renderer/store/database';
import { foldSessions } from '../../../../renderer/store/fold-sessions';
import type { Envelope } from '../../../../shared/domain/mutation';
import { foldSession, isOfSession, type Session } from '../../../../shared/domain/session';
import { CAPTURED_AT, EPOCH, FORM_HASH, idOf, moveDraft, randomId } from '../../../support/desk-fixtures';
import { sessionMutation } from '../../../support/session-mutations';

const [MARIA, SESSION, STREAM, OTHER] = [idOf('operator', 1), idOf('reference', 1), randomId(1), randomId(2)];

function stored(envelope: Envelope, seq: number, streamId = STREAM): StoredMutation {
  return { id: envelope.id, itemIds: [], streamId, seq, envelope };
}

function entry(seq: number, streamId = STREAM, sessionId: string | undefined = SESSION): StoredMutation {
  const effort = { keystrokes: 10, corrections: 0, activeMs: 5_000, pausedMs: 0, waitedMs: 0 };
  return stored({
    id: idOf('mutation', seq), v: 1, kind: 'submit', operatorId: MARIA, itemId: idOf('item', seq), epoch: EPOCH, pass: 'key', formHash: FORM_HASH, capturedAt: CAPTURED_AT, hash: FORM_HASH,
    effort, ...(sessionId === undefined ? {} : { sessionId }),
  }, seq, streamId);
}

const begin = stored(sessionMutation(SESSION, MARIA, 'begin', 1), 1);

/** The centre's row after these mutations. */
function rowAfter(...mutations: readonly StoredMutation[]): Session {
  const row = mutations.reduce((now: Session | null, { envelope, streamId, seq }) =>
    (!isOfSession(envelope) ? now : foldSession(now, envelope, { deskId: 'desk', streamId, seq, outcome: 'accepted' })), null);
  if (row === null) throw new Error('no row');
  return row;
}

describe('sessions at a desk', () => {
  it('are what waits alone where the centre knows nothing yet', () => {
    expect(foldSessions([], [begin, entry(2), entry(3)])).toMatchObject([{ id: SESSION, items: 2, keystrokes: 20, state: 'keying' }]);
  });

  it('count nothing twice that the row knows of, though it still seems to wait', () => {
    const row = rowAfter(begin, entry(2));
    expect(foldSessions([row], [begin, entry(2), entry(3)])).toEqual([{ ...rowAfter(begin, entry(2), entry(3)) }]);
  });

  it('count what waits in a stream of which the row knows nothing', () => {
    expect(foldSessions([rowAfter(begin, entry(2))], [entry(1, OTHER)])).toMatchObject([{ items: 2, upTo: { [STREAM]: 2, [OTHER]: 1 } }]);
  });

  it('are read from the row that knows more, where it comes for the operator and for the floor', () => {
    const [early, late] = [rowAfter(begin), rowAfter(begin, entry(2))];
    expect(foldSessions([early, late], [])).toEqual([late]);
    expect(foldSessions([late, early], [])).toEqual([late]);
  });

  it('are told of by moves and by entries of no session not at all', () => {
    const move = stored({ ...moveDraft(9, [1], 2), v: 1, hash: FORM_HASH, capturedAt: CAPTURED_AT }, 9);
    const row = rowAfter(begin);
    expect(foldSessions([row], [move, { ...entry(5), envelope: { ...entry(5).envelope, sessionId: undefined } as Envelope }])).toEqual([row]);
  });
});
