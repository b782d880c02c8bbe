import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Assign, CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { transition } from '../../shared/domain/transition';
import type { SiteChange } from '../store/changes';
import type { LedgerRow } from '../store/rows';
import { feedOfItem, type MovedBy } from './feed-changes';

const CENTRE_CONTEXT = { deskId: '', deskState: 'active', operatorState: 'active' } as const;

/**
 * What the centre's own mutations write, in their order. `present` holds the rows of the items that they name.
 *
 * The centre decides them on the rows that it writes to: one that does not apply is a broken invariant, and throws.
 */
export function decideCentreMutations(
  mutations: readonly CentreMutation[],
  present: ReadonlyMap<string, Item>,
  receivedAtUtc: string,
): SiteChange {
  const after = new Map<string, Item>();
  const moves = new Map(mutations.flatMap((each) => (each.kind === 'assign' ? [[each.itemId, movedBy(each, receivedAtUtc)] as const] : [])));
  for (const mutation of mutations) {
    const before = after.get(mutation.itemId) ?? present.get(mutation.itemId) ?? null;
    const result = transition(before, mutation, CENTRE_CONTEXT);
    if (result.kind !== 'applied') throw new Error(`the centre's own ${mutation.kind} ${mutation.id} does not apply`);
    after.set(mutation.itemId, result.item);
  }
  return {
    ledger: mutations.map((mutation) => ledgerRow(mutation, receivedAtUtc)),
    places: [],
    stream: null,
    items: [...after.values()],
    feed: [...after.values()].flatMap((item) => feedOfItem(present.get(item.id) ?? null, item, moves.get(item.id))),
  };
}

function movedBy({ byMove, abandoned }: Assign, atUtc: string): MovedBy | null {
  if (abandoned !== undefined) return { byOperatorId: null, reason: 'abandoned', atUtc };
  return byMove === undefined ? null : { byOperatorId: byMove.operatorId, reason: byMove.reason, atUtc };
}

function ledgerRow(mutation: CentreMutation, receivedAtUtc: string): LedgerRow {
  const raw = JSON.stringify(mutation);
  return {
    mutationId: mutation.id, streamId: null, seq: null, kind: mutation.kind, itemId: mutation.itemId,
    operatorId: mutation.kind === 'assign' ? mutation.toOperatorId : null, deskId: null, envelope: mutation,
    hash: bytesToHex(sha256(utf8ToBytes(raw))), outcome: { kind: 'accepted' }, receivedAtUtc, raw,
  };
}
