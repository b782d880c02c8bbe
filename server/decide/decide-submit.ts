import type { Item } from '../../shared/domain/item';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import { transition, type TransitionResult } from '../../shared/domain/transition';
import type { DeskRow } from '../store/rows';

/** What the centre found when it opened a sealed entry and held it against its form. */
export type EntryCheck = 'fits' | 'unreadable' | 'invalidEntry';

/** The rows that one mutation is decided on. */
export type MutationContext = Readonly<{
  item: Item | null;
  operator: Operator | null;
  desk: DeskRow;
  entryCheck: EntryCheck;
}>;

/** The outcome, and the item's new row when it has changed. */
export type MutationDecision = Readonly<{ outcome: Outcome; item: Item | null }>;

/** Decides an entry that the centre has not seen before. It has to be valid only where it would be used. */
export function decideSubmit(submit: SubmitMutation, context: MutationContext): MutationDecision {
  if (context.operator === null) return refused('unknownOperator');
  const result = transition(context.item, submit, {
    deskId: context.desk.id, deskState: context.desk.state, operatorState: context.operator.state,
  });
  return decisionOf(result, context.entryCheck);
}

function decisionOf(result: TransitionResult, entryCheck: EntryCheck): MutationDecision {
  switch (result.kind) {
    case 'refused':
      return refused(result.reason);
    case 'kept':
      return { outcome: { kind: 'kept', reason: result.reason }, item: result.item };
    case 'applied':
      return entryCheck === 'fits' ? { outcome: { kind: 'accepted' }, item: result.item } : refused(entryCheck);
    default:
      return unreachable(result);
  }
}

export function refused(reason: Extract<Outcome, { kind: 'refused' }>['reason']): MutationDecision {
  return { outcome: { kind: 'refused', reason }, item: null };
}

function unreachable(value: never): never {
  throw new Error(`unknown result ${JSON.stringify(value)}`);
}
