import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { answerCall, type CallHandlers } from '../../../../main/ipc/answer-call';
import { MAX_SEALED_ENTRY_BYTES } from '../../../../shared/domain/entry';
import { done, type Result } from '../../../../shared/ipc/desk-failure';
import { draftOf, mutationDraft } from '../../../support/desk-fixtures';

const PAGE = {} as WebContents;
const { capturedAt: _, ...draft } = draftOf(1, 1);
const ENTRIES = [['draft.save', draft], ['mutation.commit', mutationDraft(1)]] as const;

/** Answers that say nothing but that the handler was reached. */
const handlers = new Proxy({}, { get: () => async () => done('reached') }) as CallHandlers;
const call = (name: unknown, request: unknown): Promise<Result<unknown>> => answerCall(handlers, name, request, PAGE);

describe('a call of the page', () => {
  it.each(ENTRIES)('%s may carry an entry of 1 MB, whatever signs it is made of', async (name, entry) => {
    expect(await call(name, { ...entry, body: 'a'.repeat(MAX_SEALED_ENTRY_BYTES) })).toEqual(done('reached'));
    expect(await call(name, { ...entry, body: '"'.repeat(MAX_SEALED_ENTRY_BYTES) })).toEqual(done('reached'));
  });

  it.each(ENTRIES)('%s with a larger entry hears that it is too large', async (name, entry) => {
    for (const bytes of [MAX_SEALED_ENTRY_BYTES + 1, 2 * MAX_SEALED_ENTRY_BYTES, 8 * MAX_SEALED_ENTRY_BYTES]) {
      expect(await call(name, { ...entry, body: 'a'.repeat(bytes) })).toEqual({ ok: false, failure: { kind: 'tooLarge' } });
    }
  });

  it('that is not of the table is refused', async () => {
    const refused = { ok: false, failure: { kind: 'ipcRefused' } };
    expect(await call('desk.wipe', {})).toEqual(refused);
    expect(await call('toString', {})).toEqual(refused);
    expect(await call('mutation.commit', { ...mutationDraft(1), kind: 'revoke' })).toEqual(refused);
    expect(await call('mutation.commit', { ...mutationDraft(1), body: 7 })).toEqual(refused);
  });
});
