import { v7 } from 'uuid';
import { mutationHash } from '../../shared/domain/mutation';
import type { SessionMutation } from '../../shared/domain/mutations/session';
import type { CapturedAt } from '../../shared/domain/primitives';
import { randomId } from './desk-fixtures';

/** When something was done, so many milliseconds after a desk has begun, by a clock that may be wrong. */
export function atMs(ms: number, { boot = 1, wrongByMs = 0, isKnown = true, bootedAtMs = 0 } = {}): CapturedAt {
  const wall = Date.parse('2026-11-21T08:00:00.000Z') + ms + wrongByMs;
  return { wallUtc: new Date(wall).toISOString(), monotonicMs: ms - bootedAtMs, bootId: randomId(900 + boot), ...(isKnown ? { offsetMs: -wrongByMs } : {}) };
}

/** What an operator did with a session. */
export function sessionMutation(sessionId: string, operatorId: string, did: SessionMutation['did'], seq: number, changed: Partial<SessionMutation> = {}): SessionMutation {
  const content = { id: v7(), v: 1, kind: 'session' as const, operatorId, sessionId, did, capturedAt: atMs(seq * 60_000), ...changed };
  return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
}
