import { FIRST_EPOCH } from '../../shared/domain/epoch';
import type { Operator } from '../../shared/domain/operator';
import { DEFAULT_POLICY } from '../../shared/domain/policy';
import { utcOf, type MintId } from '../clock';
import { shareOut } from '../decide/share-out';
import type { DeliveryRow, ProposedPlan } from '../store/delivery-rows';
import { deliveryDigest } from './delivery-digest';
import type { GivenAhead } from './given-ahead';
import type { SortedDelivery, WholeItem } from './sort-delivery';

const DEFAULT_DUE_MS = 24 * 60 * 60_000;

type Ask = Readonly<{
  delivery: DeliveryRow;
  sorted: SortedDelivery;
  given: GivenAhead;
  formHash: string;
  nowMs: number;
  mintId: MintId;
}>;

/** Everything that publishing will write, with all ids minted. */
export function proposePlan({ delivery, sorted, given, formHash, nowMs, mintId }: Ask): ProposedPlan {
  const { request, siteId } = delivery;
  const clientId = mintId();
  const projectId = mintId();
  const batch = {
    id: mintId(), projectId, siteId, name: request.batchName ?? null, formHash,
    dueAtUtc: request.dueAtUtc ?? utcOf(nowMs + DEFAULT_DUE_MS), itemCount: sorted.whole.length,
    sealedSourceKey: delivery.sourceKeyForSite,
  };
  const holders = shareOut(sorted.whole.length, given.operators, given.limitOf);
  return {
    client: { id: clientId, name: request.client },
    project: { id: projectId, clientId, name: request.project, workType: request.workType, policy: DEFAULT_POLICY },
    batch,
    digest: deliveryDigest(sorted.whole.map((each) => each.delivered)),
    admissions: sorted.whole.map((item, i) => admission(batch, item, i + 1, holders[i] ?? null, mintId)),
    leftOut: [...sorted.faults],
  };
}

function admission(
  batch: ProposedPlan['batch'],
  { delivered, pages }: WholeItem,
  position: number,
  holder: Operator | null,
  mintId: MintId,
): ProposedPlan['admissions'][number] {
  const itemId = mintId();
  const { siteId, id: batchId, formHash, dueAtUtc } = batch;
  return {
    admit: {
      id: mintId(), kind: 'admit', itemId, siteId, batchId, position, source: delivered.source, pages, formHash, dueAtUtc,
      ...(delivered.zones === undefined ? {} : { zones: delivered.zones }),
    },
    assign: holder === null ? null : {
      id: mintId(), kind: 'assign', itemId, toOperatorId: holder.id,
      epoch: { ...FIRST_EPOCH, seq: FIRST_EPOCH.seq + 1 }, minEpoch: FIRST_EPOCH,
    },
  };
}
