import type { AskEnvelope } from '../../shared/domain/mutations/ask';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { SessionMutation } from '../../shared/domain/mutations/session';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import type { Outcome } from '../../shared/domain/outcome';
import { decideAsk } from './decide-ask';
import { decideJudge } from './decide-judge';
import { decideMove } from './decide-move';
import { decideSubmit, refused, type EntryCheck } from './decide-submit';
import { feedOfPassedOver } from './feed-changes';
import { feedOfJudged, feedOfKept, feedOfNotJudged } from './feed-of-kept';
import type { PushRows } from './push-rows';
import type { ReadMutation } from './read-mutation';

/** Sealed entries as they were found when they were opened, by mutation id. */
export type EntryChecks = ReadonlyMap<string, EntryCheck>;

const ACCEPTED = { kind: 'accepted' } as const;

/** Decides a mutation that the centre has not seen before, and writes it with all that follows from it. */
export function decideMutation(read: ReadMutation, rows: PushRows, checks: EntryChecks): Outcome {
  if (read.read.kind !== 'whole') return refuse(read, rows, read.read.kind);
  const { mutation } = read.read;
  switch (mutation.kind) {
    case 'submit':
      return takeSubmit(read, mutation, rows, checks);
    case 'move':
      return takeMove(read, mutation, rows);
    case 'judge':
      return takeVerdict(read, mutation, rows, checks);
    case 'session':
      return takeStep(read, mutation, rows);
    case 'ask':
      return takeAsk(read, mutation, rows);
    default:
      return mutation satisfies never;
  }
}

function refuse(read: ReadMutation, rows: PushRows, reason: Extract<Outcome, { kind: 'refused' }>['reason']): Outcome {
  const { outcome } = refused(reason);
  rows.store(read, outcome);
  return outcome;
}

function takeSubmit(read: ReadMutation, submit: SubmitMutation, rows: PushRows, checks: EntryChecks): Outcome {
  const before = rows.item(submit.itemId);
  const { outcome, item } = decideSubmit(submit, {
    item: before, operator: rows.operator(read.operatorId), desk: rows.desk, entryCheck: checks.get(read.id) ?? 'unreadable',
  });
  rows.store(read, outcome);
  rows.sessions.note(submit, outcome);
  if (item === null) return outcome;
  rows.change(before, item);
  if (outcome.kind === 'kept') rows.tell(feedOfKept(item, submit, rows.desk.id, rows.receivedAtUtc, outcome.reason));
  return outcome;
}

/** The move stands in the ledger, and behind it an assignment of the centre's for each item that moved. */
function takeMove(read: ReadMutation, move: MoveEnvelope, rows: PushRows): Outcome {
  const { items, desk, receivedAtUtc } = rows;
  const decision = decideMove(move, { items, lead: rows.operator(read.operatorId), target: rows.operator(move.toOperatorId), desk });
  if (decision.kind === 'refused') return refuse(read, rows, decision.reason);
  rows.store(read, ACCEPTED);
  rows.follow(decision.assigns);
  rows.tell(feedOfPassedOver(move, decision.passedOver, receivedAtUtc));
  return ACCEPTED;
}

/** The verdict stands in the ledger, and behind it what the centre makes of it. */
function takeVerdict(read: ReadMutation, judge: JudgeEnvelope, rows: PushRows, checks: EntryChecks): Outcome {
  const [before, kept, { desk, receivedAtUtc }] = [rows.item(judge.itemId), rows.entry(judge.keptId), rows];
  const lead = rows.operator(read.operatorId);
  const decision = decideJudge(judge, { item: before, lead, desk, kept, check: checks.get(judge.keptId) ?? 'unreadable' });
  if (decision.kind === 'refused') return refuse(read, rows, decision.reason);
  rows.store(read, ACCEPTED);
  if (decision.kind === 'notJudged') {
    rows.tell(feedOfNotJudged(judge, before?.source ?? null, decision.reason, receivedAtUtc));
    return ACCEPTED;
  }
  rows.follow([decision.judged]);
  const after = rows.itemNow(judge.itemId);
  rows.tell(feedOfJudged(after, decision, rows.entry(judge.winnerId), receivedAtUtc));
  rows.settle(before, after);
  return ACCEPTED;
}

function takeStep(read: ReadMutation, step: SessionMutation, rows: PushRows): Outcome {
  const outcome = rows.sessions.decide(step, rows.operator(read.operatorId));
  rows.store(read, outcome);
  return outcome;
}

/** The ask stands in the ledger, and behind it an assignment for each item that it is answered with. */
function takeAsk(read: ReadMutation, ask: AskEnvelope, rows: PushRows): Outcome {
  const operator = rows.operator(read.operatorId);
  if (operator === null) return refuse(read, rows, 'unknownOperator');
  rows.store(read, ACCEPTED);
  const left = rows.pool.left((id) => rows.itemNow(id));
  rows.follow(decideAsk(ask, { operator, desk: rows.desk, ...left, held: (projectId) => rows.pool.held(operator.id, projectId) }));
  return ACCEPTED;
}
