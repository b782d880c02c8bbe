import type { Judged } from '../../shared/domain/centre-mutation';
import type { Item, SettledBy } from '../../shared/domain/item';
import { judgedBy, judgeKept, type KeptFacts, type NotJudged } from '../../shared/domain/judge-kept';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import type { SubmitEnvelope } from '../../shared/domain/mutations/submit';
import type { Operator } from '../../shared/domain/operator';
import type { RefusedReason } from '../../shared/domain/outcome';
import type { DeskRow, LedgerRow } from '../store/rows';
import type { EntryCheck } from './decide-submit';
import { mayLead } from './may-lead';

/** The rows that a lead's verdict on a kept entry is decided on. */
export type JudgeContext = Readonly<{
  item: Item | null;
  lead: Operator | null;
  desk: DeskRow;
  /** The kept entry as it stands in the ledger; null when there is none of that id. */
  kept: LedgerRow | null;
  check: EntryCheck;
}>;

export type JudgeDecision =
  | Readonly<{ kind: 'refused'; reason: RefusedReason }>
  | Readonly<{ kind: 'notJudged'; reason: NotJudged }>
  | Readonly<{ kind: 'judged'; judged: Judged; kept: LedgerRow }>;

/** Decides a lead's verdict on a kept entry: carried out while all is as the lead saw it, and told of when it is not. */
export function decideJudge(judge: JudgeEnvelope, { item, lead, desk, kept, check }: JudgeContext): JudgeDecision {
  if (lead === null) return { kind: 'refused', reason: 'unknownOperator' };
  if (!mayLead(lead, desk)) return { kind: 'refused', reason: 'notAllowed' };
  const facts = kept === null ? null : factsOf(kept, check);
  const reason = judgeKept(item, judge, facts);
  if (reason !== null || facts === null || kept === null) return { kind: 'notJudged', reason: reason ?? 'notKept' };
  return { kind: 'judged', judged: judgedBy(judge, facts.entry), kept };
}

/** An entry of the ledger as it settles an item; null for what is none. */
export function settlingOf({ envelope, deskId }: Pick<LedgerRow, 'envelope' | 'deskId'>): SettledBy | null {
  if (envelope?.kind !== 'submit' || deskId === null) return null;
  const { id, operatorId, epoch, capturedAt, rejectedFor }: SubmitEnvelope = envelope;
  return { mutationId: id, operatorId, deskId, epoch, capturedAt, ...(rejectedFor === undefined ? {} : { rejectedFor }) };
}

function factsOf(row: LedgerRow, check: EntryCheck): KeptFacts | null {
  const entry = settlingOf(row);
  return entry === null || row.envelope?.kind !== 'submit' ? null : { entry, formHash: row.envelope.formHash, check };
}
