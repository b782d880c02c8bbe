import { centreMs } from '../../shared/domain/elapsed';
import type { TimeWindow } from '../../shared/domain/floor/floor';
import { shiftWindows, type Shift } from '../../shared/domain/floor/shift';
import type { Session } from '../../shared/domain/session';
import { latestSessions, standingOf, type Standing } from '../../shared/domain/session-standing';

/** What is known of who is here beside the work itself: sessions of the last day, and who is planned when. */
export type Presence = Readonly<{ sessions: readonly Session[]; plans: ReadonlyMap<string, readonly Shift[]> }>;

export const NOTHING_KNOWN: Presence = { sessions: [], plans: new Map() };

/** Whoever was heard of within this time is at it. */
export const KEYING_MS = 15 * 60_000;

/** Whoever has not been heard of for longer is not counted on. */
export const QUIET_MS = 60 * 60_000;

/** What happened longer ago belongs to another shift. */
const SHIFT_MS = 12 * 60 * 60_000;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Whoever has not come an hour after their shift began is not counted on for the rest of it; whoever stays on beyond it, for an hour. */
const GRACE_MS = HOUR_MS;

export type OperatorState = 'keying' | 'paused' | 'signedOff' | 'quiet' | 'away' | 'notSeen';

export type OperatorPresence = Readonly<{ state: OperatorState; lastAtMs: number | null }>;

/** Each operator's standing by their latest session. */
export function standings({ sessions }: Presence, nowMs: number): ReadonlyMap<string, Standing> {
  return new Map([...latestSessions(sessions)].map(([operatorId, session]) => [operatorId, standingOf(session, sessions, nowMs)]));
}

/** What an operator is at: as their session says it, and by what they handed in where there is none, or something later. */
export function presenceOf(standing: Standing | undefined, lastDoneMs: number | null, nowMs: number): OperatorPresence {
  if (standing === undefined || nowMs - standing.atMs >= SHIFT_MS) return byHeard(lastDoneMs, nowMs);
  switch (standing.kind) {
    case 'paused':
    case 'signedOff':
      return { state: standing.kind, lastAtMs: standing.atMs };
    case 'left':
      return { state: 'away', lastAtMs: standing.atMs };
    case 'keying':
      return byHeard(Math.max(standing.atMs, lastDoneMs ?? 0), nowMs);
    default:
      return standing.kind satisfies never;
  }
}

function byHeard(atMs: number | null, nowMs: number): OperatorPresence {
  const since = atMs === null ? Number.POSITIVE_INFINITY : nowMs - atMs;
  return { lastAtMs: atMs, state: since < KEYING_MS ? 'keying' : since < QUIET_MS ? 'quiet' : since < SHIFT_MS ? 'away' : 'notSeen' };
}

/** When somebody is there to key. Whoever has no plan is there all the time, unless they have gone. */
export function windowsOf(state: OperatorState, plan: readonly Shift[] | undefined, nowMs: number, untilMs: number): readonly TimeWindow[] {
  const isHere = state === 'keying' || state === 'quiet' || state === 'paused';
  if (plan === undefined) return state === 'away' || state === 'signedOff' ? [] : [{ fromMs: nowMs, toMs: untilMs }];
  const [running, later] = [plannedAt(plan, nowMs), plannedAfter(plan, nowMs, untilMs)];
  const mayStillCome = running !== null && state === 'notSeen' && nowMs - running.fromMs < GRACE_MS;
  const present = running !== null && (isHere || mayStillCome) ? [{ fromMs: nowMs, toMs: running.toMs }] : [];
  const beyond = running === null && isHere ? [{ fromMs: nowMs, toMs: Math.min(nowMs + GRACE_MS, later[0]?.fromMs ?? Number.POSITIVE_INFINITY) }] : [];
  return [...present, ...beyond, ...later];
}

/** The end of the shift that somebody is in by their plan; null outside of one. */
export function plannedUntil(plan: readonly Shift[] | undefined, nowMs: number): number | null {
  return plan === undefined ? null : (plannedAt(plan, nowMs)?.toMs ?? null);
}

function plannedAt(plan: readonly Shift[], nowMs: number): TimeWindow | null {
  return windowsAround(plan, nowMs).find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs) ?? null;
}

function plannedAfter(plan: readonly Shift[], nowMs: number, untilMs: number): readonly TimeWindow[] {
  return windowsAround(plan, nowMs).filter(({ fromMs }) => fromMs > nowMs && fromMs < untilMs).map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, untilMs) }));
}

/** A calendar is slow to ask, and a floor asks it for everybody twice a minute: plans that are the same are read once a day. */
const known = new Map<string, readonly TimeWindow[]>();
const KNOWN_AT_MOST = 1_000;

/** From two days ago, so that the one that is running is whole, to ten days ahead. */
function windowsAround(plan: readonly Shift[], nowMs: number): readonly TimeWindow[] {
  const day = Math.floor(nowMs / DAY_MS);
  const key = `${day}|${JSON.stringify(plan)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = plan.flatMap((shift) => shiftWindows(shift, (day - 2) * DAY_MS, (day + 10) * DAY_MS)).sort((a, b) => a.fromMs - b.fromMs);
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(key, withoutOverlaps(found));
  return withoutOverlaps(found);
}

function withoutOverlaps(windows: readonly TimeWindow[]): readonly TimeWindow[] {
  const apart: TimeWindow[] = [];
  for (const window of windows) {
    const last = apart.at(-1);
    if (last !== undefined && window.fromMs <= last.toMs) apart.splice(-1, 1, { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) });
    else apart.push(window);
  }
  return apart;
}

/** The instant from which on sessions say anything of today. */
export function sessionsFromMs(nowMs: number): number {
  return nowMs - DAY_MS;
}

/** When a session began, or was first heard of. */
export function beganMs({ begin, first }: Session): number {
  return centreMs(begin ?? first);
}
