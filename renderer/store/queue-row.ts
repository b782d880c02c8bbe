import type { Assign } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { assignByMove, moveItem } from '../../shared/domain/move-item';
import type { Envelope } from '../../shared/domain/mutation';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { SubmitEnvelope } from '../../shared/domain/mutations/submit';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/policy';
import { urgencyKey, urgencyOfBatch } from '../../shared/domain/work-order';
import { transition } from '../../shared/domain/transition';
import { byPlace } from './by-place';
import type { QueueRow, Shelf, StoredDraft, StoredMutation } from './database';

/** What ranks begin with: what is begun stands first, what was set aside last. */
export const BEGUN_RANK = '0|';
export const FRESH_RANK = '1|';
const HELD_RANK = '2|';

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
  policy: Pick<Policy, 'goalHours' | 'weight'> = DEFAULT_POLICY,
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
    rank: [heldFor !== null ? HELD_RANK : hasDraft ? BEGUN_RANK : FRESH_RANK, urgencyKey(urgencyOfBatch({ id: item.batchId, dueAtUtc: item.dueAtUtc }, policy)), '|', String(item.position).padStart(6, '0')].join(''),
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
  const step = stepOf(item, envelope);
  const result = step && transition(item, step, HERE);
  return result?.kind === 'applied' ? result.item : item;
}

function stepOf(item: Item, envelope: Envelope): SubmitEnvelope | Assign | null {
  switch (envelope.kind) {
    case 'submit':
      return envelope;
    case 'move':
      return assignOf(item, envelope);
    case 'judge':
      // A queue does not know the entry that it is about: the centre tells what became of it.
    case 'session':
    case 'ask':
      return null;
    default:
      return envelope satisfies never;
  }
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
