import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import { Violation } from './violation';

/** Of a move or a verdict that has just been decided: whether it was refused for who its lead, its desk and its target were then, and only for that. */
export function checkStanding(tables: MemoryTables, { envelope, outcome, deskId }: StoredLedgerRow): void {
  const isOfItself = outcome.kind === 'fork' || (outcome.kind === 'refused' && ['idReused', 'malformed', 'hashMismatch'].includes(outcome.reason));
  if (envelope?.kind === 'assign' && envelope.byAsk !== undefined) checkGiven(tables, envelope.byAsk.mutationId);
  if ((envelope?.kind !== 'move' && envelope?.kind !== 'judge') || isOfItself) return;
  const said = outcome.kind === 'refused' ? outcome.reason : null;
  const due = dueRefusal(tables, envelope.operatorId, envelope.kind === 'move' ? envelope.toOperatorId : null, deskId ?? '');
  if (said !== due) throw new Violation('only a lead in good standing moves items and decides on entries, and items go only to somebody who works here', `${envelope.id}: ${said}, due is ${due}`);
}

function checkGiven({ ledger, operators, desks }: MemoryTables, askId: string): void {
  const ask = ledger.findLast(({ mutationId, outcome }) => mutationId === askId && outcome.kind === 'accepted');
  const isThere = operators.get(ask?.operatorId ?? '')?.operator.state === 'active' && desks.get(ask?.deskId ?? '')?.state === 'active';
  if (!isThere) throw new Violation('who asks is given only what they may have, the most urgent first, and nothing twice', `ask ${askId} of somebody who does not work here any more`);
}

function dueRefusal({ operators, desks }: MemoryTables, leadId: string, toOperatorId: string | null, deskId: string): string | null {
  const lead = operators.get(leadId)?.operator;
  const to = toOperatorId === null ? null : operators.get(toOperatorId)?.operator;
  if (lead === undefined) return 'unknownOperator';
  if (lead.role === 'operator' || lead.state === 'revoked' || desks.get(deskId)?.state === 'revoked') return 'notAllowed';
  return to === null || to?.state === 'active' ? null : 'unknownOperator';
}
