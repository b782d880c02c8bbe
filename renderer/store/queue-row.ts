import type { Assign } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { assignByMove, moveItem } from '../../shared/domain/move-item';
import type { Envelope } from '../../shared/domain/mutation';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import { transition } from '../../shared/domain/transition';
import { byPlace } from './by-place';
import type { QueueRow, Shelf, StoredDraft, StoredMutation } from './database';

/** The desk's forecast does not know who was revoked; the centre decides that. */
const HERE = { deskId: '', deskState: 'active', operatorState: 'active' } as const;

/**
 * What an operator sees of an item: the centre's row with this desk's unsettled mutations on top, each once, in the order
 * of their places. Null when a lead has moved it away at this desk, and the centre has not answered yet.
 */
export function queueRowOf(
  operatorId: string,
  item: Item,
  mutations: readonly StoredMutation[],
  drafts: readonly StoredDraft[],
): QueueRow | null {
  const forecast = mutations.toSorted(byPlace).reduce((now: Item, { envelope }) => forecastOf(now, envelope), item);
  const submits = mutations.filter(({ envelope }) => envelope.kind === 'submit');
  if (submits.length === 0 && forecast.assignedTo !== operatorId) return null;
  const own = drafts.filter(({ draft }) => draft.operatorId === operatorId);
  const hasDraft = own.length > 0;
  const heldFor = own.toSorted((a, b) => b.mutationId.localeCompare(a.mutationId))[0]?.draft.heldFor ?? null;
  const shelf = shelfOf(item, forecast, submits);
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

function forecastOf(item: Item, envelope: Envelope): Item {
  if (envelope.kind === 'ask') return item;
  const step = envelope.kind === 'submit' ? envelope : assignOf(item, envelope);
  const result = step && transition(item, step, HERE);
  return result?.kind === 'applied' ? result.item : item;
}

function assignOf(item: Item, move: MoveEnvelope): Assign | null {
  const seen = move.items.find((each) => each.itemId === item.id);
  const result = seen && moveItem(item, move, seen);
  return result?.kind === 'moves' ? assignByMove(item.id, move, result.to) : null;
}

/** An item with an unsettled mutation of ours is off the list even when the forecast keeps it: it must not be keyed twice. */
function shelfOf(item: Item, forecast: Item, mutations: readonly StoredMutation[]): Shelf {
  if (item.state === 'done') return 'done';
  return forecast.state === 'done' || mutations.length > 0 ? 'saved' : 'open';
}
