import type { Assign } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { Policy } from '../../shared/domain/policy';
import type { MintId } from '../clock';

/** An item that somebody holds, and what the centre knows of them. */
export type HeldRow = Readonly<{
  item: Item;
  /** When the last mutation of its holder came in; null when none ever did. */
  heardAtUtc: string | null;
  assignedAtUtc: string;
  policy: Pick<Policy, 'abandonedAfterHours'>;
}>;

/**
 * As many as go back to the pool in one transaction: per item a ledger row, the item, its row on the floor, the word to the former
 * holder, and at most one of its batch's pool.
 */
export const MAX_ABANDONED_AT_ONCE = 80;

const HOUR_MS = 60 * 60_000;

/** Since when its holder is silent about an item: since they were heard of last, or since it was given to them. */
export function silentSinceUtc({ heardAtUtc, assignedAtUtc }: Pick<HeldRow, 'heardAtUtc' | 'assignedAtUtc'>): string {
  return heardAtUtc !== null && heardAtUtc > assignedAtUtc ? heardAtUtc : assignedAtUtc;
}

export function isAbandoned(row: HeldRow, nowMs: number): boolean {
  const { item, policy } = row;
  if (policy.abandonedAfterHours === null || item.state !== 'open' || item.assignedTo === null) return false;
  return Date.parse(silentSinceUtc(row)) + policy.abandonedAfterHours * HOUR_MS <= nowMs;
}

/** The assignments that take abandoned items back into the pool. They are soft: what their holders still hand in counts. */
export function decideAbandoned(rows: readonly HeldRow[], nowMs: number, mintId: MintId): readonly Assign[] {
  return rows.filter((row) => isAbandoned(row, nowMs)).slice(0, MAX_ABANDONED_AT_ONCE).flatMap((row): readonly Assign[] => {
    const { id, epoch, minEpoch, assignedTo } = row.item;
    if (assignedTo === null) return [];
    return [{
      id: mintId(), kind: 'assign', itemId: id, toOperatorId: null, minEpoch, epoch: { term: epoch.term, seq: epoch.seq + 1 },
      abandoned: { fromOperatorId: assignedTo, sinceUtc: silentSinceUtc(row) },
    }];
  });
}
