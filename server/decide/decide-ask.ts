import { derivedId } from '../../shared/domain/derived-id';
import type { Assign } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { AskEnvelope } from '../../shared/domain/mutations/ask';
import type { Operator } from '../../shared/domain/operator';
import type { PoolBatch } from '../store/pool';
import type { DeskRow } from '../store/rows';
import { sharesOf } from './pool-shares';

/** The rows that an ask is decided on. */
export type AskContext = Readonly<{
  operator: Operator;
  desk: DeskRow;
  batches: readonly PoolBatch[];
  /** By batch, in its order. */
  itemsOf: ReadonlyMap<string, readonly Item[]>;
  /** How many open items the operator holds: of a project, or of all. */
  held: (projectId?: string) => number;
}>;

/**
 * The assignments that an ask is answered with. Whoever holds more by now than when they asked, or may not work any more, is given
 * fewer or none: an ask is never refused for coming late.
 */
export function decideAsk(ask: AskEnvelope, { operator, desk, batches, itemsOf, held }: AskContext): readonly Assign[] {
  if (desk.state !== 'active') return [];
  const count = ask.count - Math.max(0, held() - ask.heldCount);
  const shares = sharesOf({ operator, count, heldOf: held }, batches);
  const given = shares.flatMap((share) => (itemsOf.get(share.batchId) ?? []).slice(0, share.count));
  return given.map((item) => assignByAsk(item, ask));
}

function assignByAsk({ id, epoch, minEpoch }: Item, ask: AskEnvelope): Assign {
  return {
    id: derivedId(ask.id, id), kind: 'assign', itemId: id, toOperatorId: ask.operatorId, minEpoch,
    epoch: { term: epoch.term, seq: epoch.seq + 1 }, byAsk: { mutationId: ask.id },
  };
}
