import type { Item } from '../../shared/domain/item';
import type { Operator } from '../../shared/domain/operator';
import type { ReadMutation } from '../decide/read-mutation';
import { sharesOf } from '../decide/pool-shares';
import type { PushContext } from '../store/changes';
import type { PoolBatch, PoolContext, PoolSource } from '../store/pool';

type Asking = Readonly<{ operator: Operator; count: number }>;

/**
 * Reads what the asks of a push may be given: of each batch as many items as its shares come to when the asks are answered one after
 * the other and all that the push hands in is settled. What else the push does may make it fewer.
 */
export async function readPool(
  source: PoolSource,
  mutations: readonly ReadMutation[],
  { operators, items: touched }: Pick<PushContext, 'operators' | 'items'>,
): Promise<PoolContext | null> {
  const asks = mutations.flatMap(({ askCount, operatorId }): readonly Asking[] => {
    const operator = operatorId === null ? undefined : operators.get(operatorId);
    return askCount > 0 && operator !== undefined ? [{ operator, count: askCount }] : [];
  });
  if (asks.length === 0) return null;
  const batches = await source.poolBatches(asks.reduce((sum, { count }) => sum + count, 0));
  const held = await source.heldItems(asks.map(({ operator }) => operator.id));
  const named = [...[...held.values()].flatMap((byBatch) => [...byBatch.keys()]), ...[...touched.values()].map(({ batchId }) => batchId)];
  const projectOf = new Map([...(await source.projectsOf([...new Set(named)])), ...batches.map(({ batchId, project }) => [batchId, project.id] as const)]);
  const wanted = wantedOf(asks, batches, (operatorId, projectId) => heldAfter(operatorId, projectId, { held, projectOf }, [...touched.values()]));
  const items: Item[] = [];
  const readUpTo = new Map<string, number>();
  for (const [batchId, count] of wanted) {
    // What the push takes out of the pool before an ask must not leave it short.
    const limit = count + [...touched.values()].filter((item) => item.batchId === batchId).length;
    const read = await source.poolItems(batchId, limit);
    if (read.length === limit) readUpTo.set(batchId, read.at(-1)?.position ?? 0);
    items.push(...read);
  }
  return { batches: batches.filter(({ batchId }) => wanted.has(batchId)), items, readUpTo, held, projectOf };
}

/** How many items of each batch the asks come to, each counting what those before it take. */
function wantedOf(asks: readonly Asking[], batches: readonly PoolBatch[], heldOf: (operatorId: string, projectId: string) => number): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  for (const { operator, count } of asks) {
    const left = batches.map((batch) => ({ ...batch, count: batch.count - (wanted.get(batch.batchId) ?? 0) }));
    const shares = sharesOf({ operator, count, heldOf: (projectId) => heldOf(operator.id, projectId) }, left);
    for (const share of shares) wanted.set(share.batchId, (wanted.get(share.batchId) ?? 0) + share.count);
  }
  return wanted;
}

/** What somebody may still hold of a project once the push is decided. */
function heldAfter(operatorId: string, projectId: string, { held, projectOf }: Pick<PoolContext, 'held' | 'projectOf'>, touched: readonly Item[]): number {
  let count = 0;
  for (const [batchId, items] of held.get(operatorId) ?? []) if (projectOf.get(batchId) === projectId) count += items;
  const leaving = touched.filter((item) => item.state === 'open' && item.assignedTo === operatorId && projectOf.get(item.batchId) === projectId);
  return count - leaving.length;
}
