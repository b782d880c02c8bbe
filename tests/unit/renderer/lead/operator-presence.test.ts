import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { plannedUntil, presenceOf, standings, windowsOf, type OperatorState } from '../../../../renderer/lead/operator-presence';
import type { Shift } from '../../../../shared/domain/floor/shift';
import { foldSession, type Session, type SessionEvent } from '../../../../shared/domain/session';
import { idOf, randomId } from '../../../support/desk-fixtures';
import { atMs, sessionMutation } from '../../../support/session-mutations';

const [MARIA, BEN] = [idOf('operator', 1), idOf('operator', 2)];
const START_MS = Date.parse('2026-11-21T08:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Step = readonly [did: 'begin' | 'pause' | 'resume' | 'end', ms: number, wrongByMs?: number];

function sessionOf(n: number, operatorId: string, steps: readonly Step[], deskId = 'desk 1'): Session {
  const session = steps.reduce((now: Session | null, [did, ms, wrongByMs = 0], i) => {
    const step: SessionEvent = sessionMutation(idOf('reference', n), operatorId, did, i + 1, { capturedAt: atMs(ms, { wrongByMs }) });
    return foldSession(now, step, { deskId, streamId: randomId(n), seq: i + 1, outcome: 'accepted' });
  }, null);
  if (session === null) throw new Error('no session');
  return session;
}

const standing = (sessions: readonly Session[], atMinutes: number, operatorId = MARIA): unknown => {
  const found = standings({ sessions, plans: new Map() }, START_MS + atMinutes * MINUTE_MS).get(operatorId);
  return found && [found.kind, (found.atMs - START_MS) / MINUTE_MS];
};
const state = (sessions: readonly Session[], atMinutes: number, lastDoneMs: number | null = null): OperatorState => {
  const nowMs = START_MS + atMinutes * MINUTE_MS;
  return presenceOf(standings({ sessions, plans: new Map() }, nowMs).get(MARIA), lastDoneMs, nowMs).state;
};

describe('an operator on the floor', () => {
  it('is keying, on pause, or signed off, as their session says', () => {
    const begun = [['begin', 0]] as const;
    expect(standing([sessionOf(1, MARIA, begun)], 5)).toEqual(['keying', 0]);
    expect(standing([sessionOf(1, MARIA, [...begun, ['pause', 7 * MINUTE_MS]])], 90)).toEqual(['paused', 7]);
    expect(standing([sessionOf(1, MARIA, [...begun, ['pause', 7 * MINUTE_MS], ['resume', 9 * MINUTE_MS]])], 10)).toEqual(['keying', 9]);
    expect(standing([sessionOf(1, MARIA, [...begun, ['end', 30 * MINUTE_MS]])], 90)).toEqual(['signedOff', 30]);
  });

  it('is read at the centre’s time, though the desk’s clock is wrong by hours', () => {
    for (const wrong of [-7 * HOUR_MS, 9 * HOUR_MS]) expect(standing([sessionOf(1, MARIA, [['begin', 0, wrong], ['pause', MINUTE_MS, wrong]])], 5)).toEqual(['paused', 1]);
  });

  it('has left a session behind when they or somebody else at that desk began another', () => {
    const crashed = sessionOf(1, MARIA, [['begin', 0]]);
    expect(standing([crashed, sessionOf(2, BEN, [['begin', 20 * MINUTE_MS]])], 30)).toEqual(['left', 0]);
    expect(standing([crashed, sessionOf(2, BEN, [['begin', 20 * MINUTE_MS]], 'desk 2')], 30)).toEqual(['keying', 0]);
    expect(standing([crashed, sessionOf(2, MARIA, [['begin', 20 * MINUTE_MS]], 'desk 2')], 30)).toEqual(['keying', 20]);
  });

  it('is never keying for ever: what was not heard of for half a day was left', () => {
    expect(standing([sessionOf(1, MARIA, [['begin', 0]])], 13 * 60)).toEqual(['left', 0]);
    expect(standing([sessionOf(1, MARIA, [['begin', 0], ['pause', MINUTE_MS]])], 13 * 60)).toEqual(['left', 1]);
  });

  it('is quiet, then away, when nothing is heard; what they handed in counts as heard', () => {
    const session = [sessionOf(1, MARIA, [['begin', 0]])];
    expect([5, 20, 70].map((minutes) => state(session, minutes))).toEqual(['keying', 'quiet', 'away']);
    expect(state(session, 70, START_MS + 60 * MINUTE_MS)).toBe('keying');
    expect(state([], 70, START_MS + 60 * MINUTE_MS)).toBe('keying');
    expect(state([], 70)).toBe('notSeen');
  });
});

describe('when somebody is there', () => {
  const plan: readonly Shift[] = [{ zone: 'Asia/Manila', weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '14:00' }];
  const at = (local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime('Asia/Manila').epochMilliseconds;
  const local = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Manila').toPlainDateTime().toString({ smallestUnit: 'minute' });
  const windows = (now: string, is: OperatorState, days = 2): readonly string[] =>
    windowsOf(is, plan, at(now), at(now) + days * 24 * HOUR_MS).map(({ fromMs, toMs }) => `${local(fromMs)} ${local(toMs)}`);

  it('is their plan, from now on', () => {
    expect(windows('2026-11-24T09:30', 'keying')).toEqual(['2026-11-24T09:30 2026-11-24T14:00', '2026-11-25T06:00 2026-11-25T14:00', '2026-11-26T06:00 2026-11-26T09:30']);
    expect(plannedUntil(plan, at('2026-11-24T09:30'))).toBe(at('2026-11-24T14:00'));
    expect(plannedUntil(plan, at('2026-11-24T14:00'))).toBeNull();
    expect(plannedUntil(undefined, 0)).toBeNull();
  });

  it('is the next shift for whoever has gone, and an hour more for whoever stays', () => {
    expect(windows('2026-11-24T09:30', 'signedOff')).toEqual(['2026-11-25T06:00 2026-11-25T14:00', '2026-11-26T06:00 2026-11-26T09:30']);
    expect(windows('2026-11-24T09:30', 'away', 1)).toEqual(['2026-11-25T06:00 2026-11-25T09:30']);
    expect(windows('2026-11-24T14:20', 'keying', 1)).toEqual(['2026-11-24T14:20 2026-11-24T15:20', '2026-11-25T06:00 2026-11-25T14:00']);
    expect(windows('2026-11-25T05:30', 'keying', 1)[0]).toBe('2026-11-25T05:30 2026-11-25T06:00');
  });

  it('may still begin an hour after the shift has begun, and not later', () => {
    expect(windows('2026-11-24T06:40', 'notSeen', 1)).toEqual(['2026-11-24T06:40 2026-11-24T14:00', '2026-11-25T06:00 2026-11-25T06:40']);
    expect(windows('2026-11-24T07:40', 'notSeen', 1)).toEqual(['2026-11-25T06:00 2026-11-25T07:40']);
  });

  it('is all the time without a plan, unless they have gone', () => {
    expect(windowsOf('notSeen', undefined, 10, 20)).toEqual([{ fromMs: 10, toMs: 20 }]);
    for (const gone of ['away', 'signedOff'] as const) expect(windowsOf(gone, undefined, 10, 20)).toEqual([]);
  });

  it('joins what is planned twice', () => {
    const twice: readonly Shift[] = [...plan, { zone: 'Asia/Manila', weekdays: [2], start: '12:00', end: '18:00' }];
    expect(plannedUntil(twice, at('2026-11-24T09:30'))).toBe(at('2026-11-24T18:00'));
  });

  it('is an hour more or less on a night when clocks change', () => {
    const nights: readonly Shift[] = [{ zone: 'Europe/Rome', weekdays: [6], start: '22:00', end: '06:00' }];
    for (const [date, hours] of [['2026-10-24', 9], ['2026-03-28', 7]] as const) {
      const fromMs = Temporal.PlainDateTime.from(`${date}T22:00`).toZonedDateTime('Europe/Rome').epochMilliseconds;
      expect(plannedUntil(nights, fromMs)).toBe(fromMs + hours * HOUR_MS);
    }
  });
});
