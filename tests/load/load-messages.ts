/** A desk to be run: where it keeps its data, and who signs on there. */
export type DeskSpec = Readonly<{
  name: string;
  profileFolder: string;
  serverUrl: string;
  code: string;
  /** Its own operator, who submits. */
  login: string;
  /** An operator of another desk, whose queue this one follows too: it sees that desk's changes. */
  alsoFollows: string | null;
  /** Whether another desk follows its operator's queue. */
  isFollowed: boolean;
}>;

/** What the program asks of a process of desks; each is answered once. */
export type Ask =
  | Readonly<{ kind: 'enrol'; desks: readonly DeskSpec[]; pinHash: string }>
  /** Submissions in an open loop: planned without regard to how the last one fared. */
  | Readonly<{ kind: 'submit'; perHour: number; lastsMs: number; seed: number }>
  /** So many submissions at each desk, one after another, whatever the link. */
  | Readonly<{ kind: 'keyOffline'; each: number }>
  /** Waits until every desk has its link; what happened until then is told in the answer and nowhere else. */
  | Readonly<{ kind: 'settleDown' }>
  /** What happened since, and nothing more. */
  | Readonly<{ kind: 'tell' }>
  | Readonly<{ kind: 'close' }>
  /** Opens every desk again at once, and waits until none has anything to settle. */
  | Readonly<{ kind: 'comeBack' }>
  | Readonly<{ kind: 'committed' }>;

/** What happened in one process since it was last asked. Times are Unix milliseconds, with fractions. */
export type Told = Readonly<{
  /** Planned time to the centre's answer for it, known at the desk. */
  outcomeMs: readonly number[];
  /** Planned time to the journal's word that it is on disk. */
  durableMs: readonly number[];
  /** Each push over HTTP, from the request to the end of its answer, with a fresh token where one was needed. */
  pushMs: readonly number[];
  /** Item and planned time of what was submitted, and whether a desk that only follows is to see it done. */
  submitted: readonly (readonly [itemId: string, plannedAtMs: number, isFollowed: boolean])[];
  /** Item and time at which a desk that only follows saw it done. */
  seen: readonly (readonly [itemId: string, atMs: number])[];
  /** From the first request to nothing left to settle, a desk. */
  drainedMs: readonly number[];
  /** How often each kind of outcome was answered. */
  outcomes: Readonly<Record<string, number>>;
  /** How often each request failed, by path and reason; none is left out. */
  errors: Readonly<Record<string, number>>;
  requests: Readonly<Record<string, number>>;
  /** Submissions that had no item left to be of, and those that nobody has answered for. */
  withoutItem: number;
  unanswered: number;
  smallestBodyBytes: number;
  /** Ids of all that was ever committed here; only in answer to `committed`. */
  committedIds: readonly string[];
}>;

export type Request = Readonly<{ id: number; ask: Ask }>;
export type Reply = Readonly<{ id: number; told: Told }> | Readonly<{ id: number; failed: string }>;

/** The time now, comparable between processes of this machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
