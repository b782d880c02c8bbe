import type { Item } from '../../shared/domain/item';
import { transition } from '../../shared/domain/transition';
import type { QueueRow, Shelf, StoredDraft, StoredMutation } from './database';

/** The desk's forecast does not know who was revoked; the centre decides that. */
const HERE = { deskId: '', deskState: 'active', operatorState: 'active' } as const;

/** What an operator sees of an item: the centre's row with this desk's unsettled mutations on top, each once. */
export function queueRowOf(
  operatorId: string,
  item: Item,
  mutations: readonly StoredMutation[],
  drafts: readonly StoredDraft[],
): QueueRow {
  const forecast = mutations.reduce((now: Item, { envelope }) => {
    const result = transition(now, envelope, HERE);
    return result.kind === 'applied' ? result.item : now;
  }, item);
  const own = drafts.filter(({ draft }) => draft.operatorId === operatorId);
  const hasDraft = own.length > 0;
  const heldFor = own.toSorted((a, b) => b.mutationId.localeCompare(a.mutationId))[0]?.draft.heldFor ?? null;
  const shelf = shelfOf(item, forecast, mutations);
  return {
    operatorId,
    itemId: item.id,
    shelf,
    rank: [heldFor !== null ? '2' : hasDraft ? '0' : '1', item.dueAtUtc, item.batchId, String(item.position).padStart(6, '0')].join('|'),
    source: item.source,
    batchId: item.batchId,
    position: item.position,
    dueAtUtc: item.dueAtUtc,
    hasDraft,
    heldFor,
    pageCount: item.pages.length,
  };
}

/** An item with an unsettled mutation of ours is off the list even when the forecast keeps it: it must not be keyed twice. */
function shelfOf(item: Item, forecast: Item, mutations: readonly StoredMutation[]): Shelf {
  if (item.state === 'done') return 'done';
  return forecast.state === 'done' || mutations.length > 0 ? 'saved' : 'open';
}
