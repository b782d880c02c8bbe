import type { z } from 'zod';
import type { pushRequestSchema, PushResponse } from '../../shared/protocol/push';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { readMutation } from '../decide/read-mutation';
import type { DeskRow } from '../store/rows';
import { checkEntries } from './check-entries';
import { judgedIdsOf } from './judged-entries';
import { storePush } from './store-push';

export type PushRequest = z.infer<typeof pushRequestSchema>;

/** Takes a push of a desk; the answer follows its durable commit. */
export async function takePush(centre: Centre, desk: DeskRow, { streamId, mutations: pushed }: PushRequest): Promise<PushResponse> {
  const mutations = pushed.map(readMutation);
  // Opening seals takes time: it is done before anybody has to wait for the site's lock.
  const judged = await centre.store.work.ledgerByMutation(desk.siteId, judgedIdsOf(mutations));
  const entryChecks = await checkEntries(mutations, judged, centre.forms, centre.keys.sealKey);
  const receivedAtUtc = nowUtc(centre.clock);
  return { outcomes: [...(await storePush(centre.store.work, desk, { streamId, mutations, entryChecks, receivedAtUtc }))] };
}
