import type { SessionMutation } from '../../shared/domain/mutations/session';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import type { Operator } from '../../shared/domain/operator';
import type { Outcome } from '../../shared/domain/outcome';
import { foldSession, sessionIdOf, type Session, type SessionEvent } from '../../shared/domain/session';
import { FLOOR_SCOPE, queueScope } from '../../shared/protocol/pull';
import type { FeedChange } from '../store/rows';

/** A changed session's rows: its own, on the floor, and in its operator's queue. */
const ROWS_A_SESSION = 3;

/** The sessions that a push tells of, each as what stands before in the push has left it. A burst of entries writes its session once. */
export class SessionFold {
  readonly #sessions: Map<string, Session>;
  readonly #changed = new Map<string, Session>();

  constructor(known: ReadonlyMap<string, Session>, private readonly at: Omit<DecidedAt, 'seq'>) {
    this.#sessions = new Map(known);
  }

  /** Decides what an operator did with a session. It states what was: that they were revoked since takes nothing of it back. */
  decide(mutation: SessionMutation, operator: Operator | null): Outcome {
    const outcome = outcomeOf(mutation, operator, this.#sessions.get(mutation.sessionId) ?? null);
    this.note(mutation, outcome);
    return outcome;
  }

  /** Counts a mutation that was decided. */
  note(event: SessionMutation | SubmitMutation, outcome: Outcome): void {
    const id = sessionIdOf(event);
    const before = (id === null ? undefined : this.#sessions.get(id)) ?? null;
    const after = sessionAfter(before, event, outcome, { ...this.at, seq: event.seq });
    if (after === null || after === before) return;
    this.#sessions.set(after.id, after);
    this.#changed.set(after.id, after);
  }

  /** How many rows there will be to write at most, with those of one more session. */
  rowsWith(sessionId: string | null): number {
    const more = sessionId === null || this.#changed.has(sessionId) ? 0 : 1;
    return (this.#changed.size + more) * ROWS_A_SESSION;
  }

  get changed(): readonly Session[] {
    return [...this.#changed.values()];
  }

  get feed(): readonly FeedChange[] {
    return this.changed.flatMap((session) =>
      [FLOOR_SCOPE, queueScope(session.operatorId)].map((scope) => ({ scope, key: session.id, kind: 'session' as const, row: session })));
  }
}

function outcomeOf({ operatorId }: SessionMutation, operator: Operator | null, session: Session | null): Outcome {
  if (operator === null) return { kind: 'refused', reason: 'unknownOperator' };
  if (session !== null && session.operatorId !== operatorId) return { kind: 'refused', reason: 'otherSession' };
  return { kind: 'accepted' };
}

/** Where a mutation of a session was decided. */
export type DecidedAt = Readonly<{ deskId: string; streamId: string; seq: number }>;

/** What a mutation that the centre has decided makes of its session; of whom the site does not know there is none. */
export function sessionAfter(before: Session | null, event: SessionEvent, outcome: Outcome, at: DecidedAt): Session | null {
  switch (outcome.kind) {
    case 'accepted':
    case 'kept':
      return foldSession(before, event, { ...at, outcome: outcome.kind });
    case 'refused':
      return isOfNobody(outcome.reason) ? before : foldSession(before, event, { ...at, outcome: 'refused' });
    case 'gap':
    case 'fork':
      return before;
    default:
      return outcome satisfies never;
  }
}

/** The operator is not known here, the session is not theirs, or the id says something else already. */
function isOfNobody(reason: Extract<Outcome, { kind: 'refused' }>['reason']): boolean {
  return reason === 'unknownOperator' || reason === 'otherSession' || reason === 'idReused';
}
