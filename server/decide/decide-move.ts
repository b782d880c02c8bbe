import type { Assign } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import { assignByMove, moveItem, type PassedOver } from '../../shared/domain/move-item';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { Operator } from '../../shared/domain/operator';
import type { RefusedReason } from '../../shared/domain/outcome';
import type { DeskRow } from '../store/rows';
import { mayLead } from './may-lead';

/** The rows that a lead's move is decided on. */
export type MoveContext = Readonly<{
  items: ReadonlyMap<string, Item>;
  lead: Operator | null;
  /** Whom the items are for; null when the site does not know them, or nobody is to have them. */
  target: Operator | null;
  desk: DeskRow;
}>;

export type MoveDecision =
  | Readonly<{ kind: 'refused'; reason: RefusedReason }>
  /** Each item either has an assignment of its own or was passed over. */
  | Readonly<{ kind: 'moved'; assigns: readonly Assign[]; passedOver: readonly PassedOverItem[] }>;

export type PassedOverItem = Readonly<{ itemId: string; source: string | null; reason: PassedOver }>;

/** Decides a lead's move item by item: where the centre had moved on, an item stays and is told of, and the rest moves. */
export function decideMove(move: MoveEnvelope, { items, lead, target, desk }: MoveContext): MoveDecision {
  if (lead === null) return { kind: 'refused', reason: 'unknownOperator' };
  if (!mayLead(lead, desk)) return { kind: 'refused', reason: 'notAllowed' };
  if (move.toOperatorId !== null && target?.state !== 'active') return { kind: 'refused', reason: 'unknownOperator' };
  const assigns: Assign[] = [];
  const passedOver: PassedOverItem[] = [];
  const named = new Set<string>();
  for (const seen of move.items) {
    const item = items.get(seen.itemId) ?? null;
    const result = named.has(seen.itemId) ? movedSince : moveItem(item, move, seen);
    named.add(seen.itemId);
    if (result.kind === 'moves') assigns.push(assignByMove(seen.itemId, move, result.to));
    else passedOver.push({ itemId: seen.itemId, source: item?.source ?? null, reason: result.reason });
  }
  return { kind: 'moved', assigns, passedOver };
}

/** One move names an item once; what names it again finds it moved. */
const movedSince = { kind: 'passedOver', reason: 'movedSince' } as const;
