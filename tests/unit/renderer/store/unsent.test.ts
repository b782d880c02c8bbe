import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { index } from '../../../../renderer/store/index-client';
import { unsentOf, type Unsent } from '../../../../renderer/store/session-queries';
import type { StoredMutation } from '../../../../renderer/store/database';
import { idOf, mutationDraft, randomId, sessionDraft } from '../../../support/desk-fixtures';

const session = idOf('reference', 51);
const unsent = (): Promise<Unsent> => new Promise((resolve) => {
  const subscription = unsentOf(idOf('operator', 1), session).subscribe({ next: (found) => {
    resolve(found);
    queueMicrotask(() => subscription.unsubscribe());
  } });
});
const store = (seq: number, envelope: object): Promise<unknown> => index.mutations.put({ id: idOf('mutation', seq), itemIds: [], streamId: randomId(1), seq, envelope } as unknown as StoredMutation);

beforeEach(async () => {
  await index.open();
});
afterEach(async () => {
  await index.delete({ disableAutoOpen: false });
});

it('the entries that wait are an operator’s own, of this session or an earlier one, and nothing that is no entry', async () => {
  await store(1, { ...mutationDraft(1), sessionId: session });
  await store(2, { ...mutationDraft(2), sessionId: idOf('reference', 52) });
  await store(3, { ...mutationDraft(3, 3, 2), sessionId: session });
  await store(4, sessionDraft(4));
  await store(5, { id: idOf('mutation', 5), kind: 'ask', operatorId: idOf('operator', 1), count: 2, heldCount: 0 });
  expect(await unsent()).toEqual({ count: 2, ofSession: 1 });
});
