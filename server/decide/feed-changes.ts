import { compareEpochs } from '../../shared/domain/epoch';
import { floorItemOf } from '../../shared/domain/floor-item';
import type { Item } from '../../shared/domain/item';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { Outcome } from '../../shared/domain/outcome';
import { FLOOR_SCOPE, queueScope, type Moved } from '../../shared/protocol/pull';
import type { RefusedRow } from '../store/changes';
import type { FeedChange } from '../store/rows';
import type { PassedOverItem } from './decide-move';
import type { ReadMutation } from './read-mutation';

/** Who moved an item, when and why. */
export type MovedBy = Pick<Moved, 'byOperatorId' | 'reason' | 'atUtc'>;

/** What a changed item puts into the feed: its row for the holder and for the floor, a tombstone for a former holder, with who moved it where. */
export function feedOfItem(before: Item | null, after: Item, move: MovedBy | null = null): readonly FeedChange[] {
  const changes: FeedChange[] = [];
  const former = before?.assignedTo ?? null;
  if (former !== null && former !== after.assignedTo) {
    const tombstone = { scope: queueScope(former), key: after.id, kind: 'gone' as const, goneKind: 'item' };
    changes.push(move === null ? tombstone : { ...tombstone, moved: { toOperatorId: after.assignedTo, hard: compareEpochs(after.minEpoch, after.epoch) === 0, ...move } });
  }
  if (after.assignedTo !== null) {
    changes.push({ scope: queueScope(after.assignedTo), key: after.id, kind: 'item', row: after });
  }
  return [...changes, { scope: FLOOR_SCOPE, key: after.id, kind: 'floorItem', row: floorItemOf(after) }];
}

/** Tells the lead what became of the items of a move that stayed where they were. */
export function feedOfPassedOver(move: MoveEnvelope, items: readonly PassedOverItem[], receivedAtUtc: string): readonly FeedChange[] {
  if (items.length === 0) return [];
  const row = {
    mutationId: move.id, operatorId: move.operatorId, itemId: null, source: null, receivedAtUtc, body: null,
    outcome: { kind: 'passedOver' as const, gestureId: move.gestureId, items: [...items] },
  };
  return [{ scope: queueScope(move.operatorId), key: move.id, kind: 'notice', row }];
}

/** Tells the operator of a mutation that it was kept or refused; nothing for other outcomes. The operator is known at this site. */
export function feedOfNotice(
  read: ReadMutation,
  operatorId: string,
  item: Item | null,
  outcome: Outcome,
  receivedAtUtc: string,
): readonly FeedChange[] {
  if (outcome.kind !== 'kept' && outcome.kind !== 'refused') return [];
  const row = {
    mutationId: read.id, operatorId, itemId: read.itemId, source: item?.source ?? null, outcome, receivedAtUtc, body: read.body,
  };
  return [{ scope: queueScope(operatorId), key: noticeKey(read.id, read.hash, outcome), kind: 'notice', row }];
}

/** Takes back what was told of refused work on an item that is settled now: nobody has to key it again. */
export function feedOfSettled(refused: readonly RefusedRow[]): readonly FeedChange[] {
  return refused.map(({ operatorId, mutationId, hash, outcome }) => ({
    scope: queueScope(operatorId), key: noticeKey(mutationId, hash, outcome), kind: 'gone', goneKind: 'notice',
  }));
}

/** The same id with another content is another notice: it must not take the place of the first. */
function noticeKey(mutationId: string, hash: string, outcome: Outcome): string {
  const reused = outcome.kind === 'refused' && outcome.reason === 'idReused';
  return reused ? `${mutationId}.${hash.slice(0, 16)}` : mutationId;
}
