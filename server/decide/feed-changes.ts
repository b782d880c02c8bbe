import type { Item } from '../../shared/domain/item';
import type { Outcome } from '../../shared/domain/outcome';
import { queueScope } from '../../shared/protocol/pull';
import type { RefusedRow } from '../store/changes';
import type { FeedChange } from '../store/rows';
import type { ReadMutation } from './read-mutation';

/** What a changed item puts into the feed: its row for the holder, a tombstone for a former one. */
export function feedOfItem(before: Item | null, after: Item): readonly FeedChange[] {
  const changes: FeedChange[] = [];
  const former = before?.assignedTo ?? null;
  if (former !== null && former !== after.assignedTo) {
    changes.push({ scope: queueScope(former), key: after.id, kind: 'gone', goneKind: 'item' });
  }
  if (after.assignedTo !== null) {
    changes.push({ scope: queueScope(after.assignedTo), key: after.id, kind: 'item', row: after });
  }
  return changes;
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
