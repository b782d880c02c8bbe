import { describe, expect, it } from 'vitest';
import { mutationHash } from '../../../../shared/domain/mutation';
import type { SubmitMutation } from '../../../../shared/domain/mutations/submit';
import type { SessionMutation } from '../../../../shared/domain/mutations/session';
import { sessionMutation } from '../../../support/session-mutations';
import { CAPTURED_AT, mutationDraft, sha256Of } from '../../../support/desk-fixtures';

const mutation: SubmitMutation = { ...mutationDraft(1), v: 1, seq: 1, capturedAt: { ...CAPTURED_AT, offsetMs: -40 }, hash: '' };

const EFFORT = { keystrokes: 9, corrections: 1, activeMs: 2_000, pausedMs: 0, waitedMs: 40 };

describe('the hash of a mutation', () => {
  it('is the same in every version that was ever shipped', () => {
    const text = JSON.stringify([
      '01990001-0000-7000-8000-000000000001', 1, 'submit', '01990003-0000-7000-8000-000000000001', '01990002-0000-7000-8000-000000000001',
      1, 2, 'key', sha256Of('form'), '2026-11-21T08:00:00.000Z', 12, '00000000-0000-4000-8000-0000000003e7', -40, 'sealed 1',
    ]);
    expect(mutationHash(mutation)).toBe(sha256Of(text));
    expect(mutationHash(mutation)).toBe('bcaae58af471cef9746bc720f3787c72114ca773420f9ee4f01f81d306d9627a');
  });

  it('does not depend on the place in a stream', () => {
    const moved: SubmitMutation = { ...mutation, seq: 99 };
    expect(mutationHash(moved)).toBe(mutationHash(mutation));
  });

  it.each<Partial<SubmitMutation>>([
    { id: mutationDraft(2).id }, { v: 2 }, { operatorId: mutationDraft(1, 1, 2).operatorId }, { itemId: mutationDraft(1, 2).itemId },
    { epoch: { term: 2, seq: 2 } }, { epoch: { term: 1, seq: 3 } }, { formHash: sha256Of('other') }, { body: 'sealed 2' }, { capturedAt: CAPTURED_AT },
    { capturedAt: { ...CAPTURED_AT, offsetMs: -41 } }, { capturedAt: { ...mutation.capturedAt, monotonicMs: 13 } },
    { capturedAt: { ...mutation.capturedAt, wallUtc: '2026-11-21T08:00:00.001Z' } },
    { rejectedFor: 'blank' }, { sessionId: mutationDraft(3).id }, { effort: EFFORT },
  ])('changes with %j', (change) => {
    expect(mutationHash({ ...mutation, ...change })).not.toBe(mutationHash(mutation));
  });

  it.each(['keystrokes', 'corrections', 'activeMs', 'pausedMs', 'waitedMs'] as const)('covers the %s of an entry', (figure) => {
    const changed = { ...EFFORT, [figure]: EFFORT[figure] + 1 };
    expect(mutationHash({ ...mutation, effort: changed })).not.toBe(mutationHash({ ...mutation, effort: EFFORT }));
  });

  it.each<Partial<SessionMutation>>([{ sessionId: mutationDraft(4).id }, { operatorId: mutationDraft(1, 1, 2).operatorId }, { did: 'pause' }, { note: 'sealed' }, { capturedAt: CAPTURED_AT }])(
    'covers %j of a session', (change) => {
      const session = sessionMutation(mutationDraft(3).id, mutation.operatorId, 'end', 1);
      expect(mutationHash({ ...session, ...change })).not.toBe(mutationHash(session));
    },
  );
});
