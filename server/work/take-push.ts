import type { z } from 'zod';
import type { pushRequestSchema, PushResponse } from '../../shared/protocol/push';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { decidePush } from '../decide/decide-push';
import { readMutation, type ReadMutation } from '../decide/read-mutation';
import type { PushQuestion } from '../store/changes';
import type { DeskRow } from '../store/rows';
import { checkEntries } from './check-entries';

export type PushRequest = z.infer<typeof pushRequestSchema>;

/** Takes a push of a desk: one transaction, and the answer follows its durable commit. */
export async function takePush(centre: Centre, desk: DeskRow, { streamId, mutations: pushed }: PushRequest): Promise<PushResponse> {
  const mutations = pushed.map(readMutation);
  // Opening seals takes time: it is done before anybody has to wait for the site's lock.
  const entryChecks = await checkEntries(mutations, centre.store.batches, centre.keys.sealKey);
  const receivedAtUtc = nowUtc(centre.clock);
  const outcomes = await centre.store.work.atSite(desk.siteId, async (tx) => {
    const context = await tx.pushContext(questionOf(desk.id, streamId, mutations));
    const decision = decidePush(context, { streamId, mutations, entryChecks, receivedAtUtc });
    await tx.apply(decision.change);
    return decision.outcomes;
  });
  return { outcomes: [...outcomes] };
}

function questionOf(deskId: string, streamId: string, mutations: readonly ReadMutation[]): PushQuestion {
  return {
    deskId,
    streamId,
    seqs: mutations.map((each) => each.seq),
    mutationIds: mutations.map((each) => each.id),
    itemIds: mutations.flatMap((each) => each.itemId ?? []),
    operatorIds: mutations.flatMap((each) => each.operatorId ?? []),
  };
}
