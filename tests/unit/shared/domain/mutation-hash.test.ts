import { describe, expect, it } from 'vitest';
import { mutationHash } from '../../../../shared/domain/mutation';
import type { SubmitMutation } from '../../../../shared/domain/mutations/submit';
import { CAPTURED_AT, mutationDraft, sha256Of } from '../../../support/desk-fixtures';

const mutation: SubmitMutation = { ...mutationDraft(1), v: 1, seq: 1, capturedAt: { ...CAPTURED_AT, offsetMs: -40 }, hash: '' };

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
  ])('changes with %j', (change) => {
    expect(mutationHash({ ...mutation, ...change })).not.toBe(mutationHash(mutation));
  });
});
