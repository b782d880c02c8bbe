import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { transition } from '../../shared/domain/transition';
import type { SiteChange } from '../store/changes';
import type { PublishPlan } from '../store/delivery-rows';
import type { LedgerRow } from '../store/rows';
import { feedOfItem } from './feed-changes';

type Admission = PublishPlan['admissions'][number];

/** What taking items of a delivery in writes; items that are there already are passed over. */
export function decideAdmissions(
  admissions: readonly Admission[],
  present: ReadonlyMap<string, Item>,
  receivedAtUtc: string,
): SiteChange {
  const fresh = admissions.filter((each) => !present.has(each.admit.itemId));
  const admitted = fresh.map((each) => ({ mutations: mutationsOf(each), item: itemAfter(mutationsOf(each)) }));
  return {
    ledger: admitted.flatMap((each) => each.mutations.map((m) => centreLedgerRow(m, receivedAtUtc))),
    places: [],
    stream: null,
    items: admitted.map((each) => each.item),
    feed: admitted.flatMap((each) => feedOfItem(null, each.item)),
  };
}

function mutationsOf(admission: Admission): readonly CentreMutation[] {
  return admission.assign === null ? [admission.admit] : [admission.admit, admission.assign];
}

const CENTRE_CONTEXT = { deskId: '', deskState: 'active', operatorState: 'active' } as const;

function itemAfter(mutations: readonly CentreMutation[]): Item {
  let item: Item | null = null;
  for (const mutation of mutations) {
    const result = transition(item, mutation, CENTRE_CONTEXT);
    if (result.kind !== 'applied') throw new Error(`the centre's own ${mutation.kind} ${mutation.id} does not apply`);
    item = result.item;
  }
  if (item === null) throw new Error('an admission has no mutations');
  return item;
}

function centreLedgerRow(mutation: CentreMutation, receivedAtUtc: string): LedgerRow {
  const raw = JSON.stringify(mutation);
  return {
    mutationId: mutation.id, streamId: null, seq: null, kind: mutation.kind, itemId: mutation.itemId,
    operatorId: mutation.kind === 'assign' ? mutation.toOperatorId : null, deskId: null, envelope: mutation,
    hash: bytesToHex(sha256(utf8ToBytes(raw))), outcome: { kind: 'accepted' }, receivedAtUtc, raw,
  };
}
