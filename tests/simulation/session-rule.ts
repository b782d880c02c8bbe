import { isDeepStrictEqual } from 'node:util';
import type { CapturedAt } from '../../shared/domain/primitives';
import type { Session } from '../../shared/domain/session';
import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import type { DeskView } from './desk-view';
import type { SimulatedDesk } from './simulated-desk';
import { Violation } from './violation';

const SAME = 'a session’s figures are the same everywhere, and are the sum of what the ledger holds';

type Figures = Pick<Session, 'items' | 'kept' | 'refused' | 'rejected' | 'keystrokes' | 'corrections' | 'activeMs' | 'silentMs' | 'waitedMs' | 'pauses' | 'pausedMs' | 'state'>;

/** Once all is quiet: each session's row is what its ledger comes to, counted here apart from the product's own. */
export function checkSessions(tables: MemoryTables): void {
  const decided = tables.ledger.filter(({ streamId, outcome, envelope }) => streamId !== null && envelope !== null && outcome.kind !== 'fork' && !isOfNobody(outcome));
  const bySession = new Map<string, StoredLedgerRow[]>();
  for (const row of decided) {
    const id = sessionOf(row);
    if (id !== null) bySession.set(id, [...(bySession.get(id) ?? []), row]);
  }
  const rows = [...tables.sessions.values()];
  if (rows.length !== bySession.size) throw new Violation(SAME, `${rows.length} sessions at the centre, ${bySession.size} in the ledger`);
  for (const session of rows) {
    const due = sumOf((bySession.get(session.id) ?? []).filter(({ operatorId }) => operatorId === session.operatorId));
    const there = Object.fromEntries(Object.keys(due).map((name) => [name, session[name as keyof Figures]]));
    if (!isDeepStrictEqual(there, due)) throw new Violation(SAME, `${session.id} at the centre ${JSON.stringify(there)}, by the ledger ${JSON.stringify(due)}`);
  }
}

/** Once all is quiet: a desk has the sessions of its operators, and of the floor where it has a lead, just as the centre has them. */
export function checkSessionsAt(desk: SimulatedDesk, view: DeskView, tables: MemoryTables): void {
  const all = [...tables.sessions.values()].map(({ siteId: _site, ...session }) => session);
  compare(view.sessionsOnFloor(), desk.hasLead ? all : [], `the floor at ${desk.id}`);
  for (const operatorId of desk.roster) compare(view.sessionsOf(operatorId), all.filter((each) => each.operatorId === operatorId), `${operatorId} at ${desk.id}`);
}

/** At any moment: what a desk shows of a session never counts more entries than were handed in. A stream that forked is looked at once it is quiet. */
export function checkNothingTwice(view: DeskView, operatorIds: readonly string[], handedIn: (sessionId: string) => number): void {
  for (const { id, items, refused, upTo } of operatorIds.flatMap((operatorId) => view.sessionsOf(operatorId))) {
    if (Object.keys(upTo).length > 1 || items + refused <= handedIn(id)) continue;
    throw new Violation(SAME, `${id} shows ${items} entries and ${refused} refused, of ${handedIn(id)} that were handed in`);
  }
}

function compare(here: readonly Session[], there: readonly Session[], of: string): void {
  const [shown, due] = [here.toSorted(byId), there.toSorted(byId)];
  if (!isDeepStrictEqual(shown, due)) throw new Violation(SAME, `${of}: ${JSON.stringify(shown.find((each, i) => !isDeepStrictEqual(each, due[i])))}, the centre has ${due.length}`);
}

const byId = (a: Session, b: Session): number => (a.id < b.id ? -1 : 1);

function isOfNobody(outcome: StoredLedgerRow['outcome']): boolean {
  return outcome.kind === 'refused' && ['unknownOperator', 'otherSession', 'idReused'].includes(outcome.reason);
}

function sessionOf({ envelope }: StoredLedgerRow): string | null {
  if (envelope?.kind === 'session') return envelope.sessionId;
  return envelope?.kind === 'submit' ? (envelope.sessionId ?? null) : null;
}

function sumOf(rows: readonly StoredLedgerRow[]): Figures {
  const entries = rows.flatMap(({ envelope, outcome }) => (envelope?.kind === 'submit' ? [{ ...envelope, outcome: outcome.kind }] : []));
  const credited = entries.filter(({ outcome }) => outcome === 'accepted' || outcome === 'kept');
  const sum = (of: (entry: (typeof credited)[number]) => number): number => credited.reduce((total, entry) => total + of(entry), 0);
  return {
    items: credited.length, kept: credited.filter(({ outcome }) => outcome === 'kept').length, refused: entries.length - credited.length,
    rejected: credited.filter(({ rejectedFor }) => rejectedFor !== undefined).length,
    keystrokes: sum(({ effort }) => effort?.keystrokes ?? 0), corrections: sum(({ effort }) => effort?.corrections ?? 0),
    activeMs: sum(({ effort }) => effort?.activeMs ?? 0), silentMs: sum(({ effort }) => effort?.pausedMs ?? 0), waitedMs: sum(({ effort }) => effort?.waitedMs ?? 0),
    ...pausesOf(rows),
  };
}

/** Steps in their order; what stands behind the end does not count. */
function pausesOf(rows: readonly StoredLedgerRow[]): Pick<Figures, 'pauses' | 'pausedMs' | 'state'> {
  let [pauses, pausedMs] = [0, 0];
  let since: CapturedAt | null = null;
  for (const { envelope } of rows) {
    if (envelope?.kind !== 'session' || envelope.did === 'begin') continue;
    const at: CapturedAt = envelope.capturedAt;
    if (envelope.did === 'pause') pauses += since === null ? 1 : 0;
    else if (since !== null) pausedMs += Math.max(0, Math.round(passed(since, at)));
    since = envelope.did === 'pause' ? (since ?? at) : null;
    if (envelope.did === 'end') return { pauses, pausedMs, state: 'ended' };
  }
  return { pauses, pausedMs, state: since === null ? 'keying' : 'paused' };
}

function passed(from: CapturedAt, to: CapturedAt): number {
  if (from.bootId === to.bootId) return to.monotonicMs - from.monotonicMs;
  const [wallMs, knownMs] = [new Date(to.wallUtc).getTime() - new Date(from.wallUtc).getTime(), (to.offsetMs ?? Number.NaN) - (from.offsetMs ?? Number.NaN)];
  return wallMs + (Number.isNaN(knownMs) ? 0 : knownMs);
}
