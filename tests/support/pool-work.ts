import { v7 } from 'uuid';
import type { Item } from '../../shared/domain/item';
import { mutationHash, type Mutation } from '../../shared/domain/mutation';
import type { AskEnvelope } from '../../shared/domain/mutations/ask';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy';
import { decideAdmissions } from '../../server/decide/decide-admission';
import type { Store } from '../../server/store/store';
import { RECEIVED_AT_UTC } from './centre-mutations';
import { addDeliveryTo, proposal, type StoredSite } from './centre-store-setup';

export const POOL_POLICY: Policy = { ...DEFAULT_POLICY, assign: 'pool' };

const BOOT_ID = '0b5ff2a4-6c1c-4a52-9d3b-6a2b8a4f4b11';

export function askOf(operatorId: string, seq: number, changed: Partial<AskEnvelope> = {}): Extract<Mutation, { kind: 'ask' }> {
  const content = {
    id: v7(), v: 1, kind: 'ask' as const, operatorId, count: 2, heldCount: 0,
    capturedAt: { wallUtc: RECEIVED_AT_UTC, monotonicMs: 1, bootId: BOOT_ID }, ...changed,
  };
  return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
}

type Delivered = Readonly<{ project: string; policy?: Policy; dueAtUtc?: string; workType?: string }>;

/** Publishes a delivery of so many items that nobody holds, and gives them in their order. */
export async function addPoolTo(store: Store, site: StoredSite, itemCount: number, { project, policy = POOL_POLICY, dueAtUtc, workType }: Delivered): Promise<readonly Item[]> {
  const deliveryId = await addDeliveryTo(store, site.siteId);
  const proposed = proposal(site, itemCount, { project, policy, ...(workType === undefined ? {} : { workType }) });
  const due = dueAtUtc ?? proposed.batch.dueAtUtc;
  const admissions = proposed.admissions.map(({ admit }) => ({ admit: { ...admit, dueAtUtc: due }, assign: null }));
  const begun = await store.batches.beginPublishing(deliveryId, { ...proposed, admissions, batch: { ...proposed.batch, dueAtUtc: due } });
  if ('kind' in begun) throw new Error(begun.kind);
  await store.work.atSite(site.siteId, async (tx) => tx.apply(decideAdmissions(begun.admissions, new Map(), RECEIVED_AT_UTC)));
  await store.batches.finishPublishing(deliveryId);
  return store.work.itemsOfBatch(begun.batch.id);
}
