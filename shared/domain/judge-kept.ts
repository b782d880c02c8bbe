import { z } from 'zod';
import type { Judged } from './centre-mutation';
import { derivedId } from './derived-id';
import type { Item, SettledBy } from './item';
import type { JudgeEnvelope } from './mutations/judge';

/** Why a lead's verdict on a kept entry was not carried out: the centre had moved on, or the entry is not fit for it. */
export const notJudgedSchema = z.enum([
  /** No such item at this site. */
  'unknownItem',
  /** It is not a kept entry of this item, or not any more. */
  'notKept',
  /** Another entry has settled the item since the lead saw it. */
  'winnerChanged',
  /** Somebody else has decided on it since the lead saw it. */
  'judgedSince',
  /** It was keyed under another form than the item's. */
  'otherForm',
  /** The centre cannot open it. */
  'unreadable',
  /** It does not fit its form. */
  'invalidEntry',
  /** A second key needs a first one. */
  'noWinner',
  /** A second key has to be another operator's. */
  'sameOperator',
  /** Of the two at least one sends the item back: there are no values to compare. */
  'rejected',
]);
export type NotJudged = z.infer<typeof notJudgedSchema>;

/** What is known of a kept entry: who settled the item if it does, and whether it could. */
export type KeptFacts = Readonly<{ entry: SettledBy; formHash: string; check: 'fits' | 'unreadable' | 'invalidEntry' }>;

/**
 * Whether a lead's verdict is carried out, and if not, why. Only where all is as the lead saw it: of two verdicts that do not
 * know of each other the first to reach the centre counts.
 */
export function judgeKept(item: Item | null, judge: JudgeEnvelope, kept: KeptFacts | null): NotJudged | null {
  if (item === null) return 'unknownItem';
  if (kept === null || !item.kept.includes(judge.keptId)) return 'notKept';
  if ((item.settledBy?.mutationId ?? null) !== judge.winnerId) return 'winnerChanged';
  if ((item.standings.find((each) => each.mutationId === judge.keptId)?.standing ?? null) !== judge.standing) return 'judgedSince';
  return judge.verdict === 'close' ? null : unfit(item, judge, kept);
}

function unfit(item: Item, { verdict }: JudgeEnvelope, { entry, formHash, check }: KeptFacts): NotJudged | null {
  if (formHash !== item.formHash) return 'otherForm';
  if (check !== 'fits') return check;
  if (verdict === 'promote') return null;
  if (item.settledBy === null) return 'noWinner';
  if (item.settledBy.operatorId === entry.operatorId) return 'sameOperator';
  return item.settledBy.rejectedFor === undefined && entry.rejectedFor === undefined ? null : 'rejected';
}

/** What the centre writes into the item's story for a verdict that it carries out; the same each time that it is made. */
export function judgedBy(judge: JudgeEnvelope, entry: SettledBy): Judged {
  return {
    id: derivedId(judge.id, judge.keptId), kind: 'judged', itemId: judge.itemId, verdict: judge.verdict, entry,
    byLead: { mutationId: judge.id, operatorId: judge.operatorId },
  };
}
