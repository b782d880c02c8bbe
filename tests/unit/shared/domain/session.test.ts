import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { elapsedMs } from '../../../../shared/domain/elapsed';
import type { SessionMutation } from '../../../../shared/domain/mutations/session';
import type { SubmitMutation } from '../../../../shared/domain/mutations/submit';
import type { CapturedAt } from '../../../../shared/domain/primitives';
import { foldSession, sessionSchema, type Session, type SessionEvent } from '../../../../shared/domain/session';
import { keystrokesPerHour, signedOnMs } from '../../../../shared/domain/session-figures';
import { EPOCH, FORM_HASH, idOf, randomId } from '../../../support/desk-fixtures';
import { atMs, sessionMutation } from '../../../support/session-mutations';

const SESSION = idOf('reference', 7);
const MARIA = idOf('operator', 1);
const STREAM = randomId(1);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const EFFORT = { keystrokes: 90, corrections: 4, activeMs: 40_000, pausedMs: 35_000, waitedMs: 500 };

function entry(seq: number, capturedAt: CapturedAt, more: Partial<SubmitMutation> = {}): SubmitMutation {
  return {
    id: idOf('mutation', seq), v: 1, kind: 'submit', operatorId: MARIA, itemId: idOf('item', seq), epoch: EPOCH, pass: 'key', formHash: FORM_HASH,
    capturedAt, hash: FORM_HASH, body: 'sealed', sessionId: SESSION, effort: EFFORT, seq, ...more,
  };
}

const step = (did: SessionMutation['did'], seq: number, capturedAt: CapturedAt, more: Partial<SessionMutation> = {}): SessionMutation =>
  sessionMutation(SESSION, MARIA, did, seq, { capturedAt, ...more });

type Placed = SessionMutation | SubmitMutation;

function folded(events: readonly Placed[], from: Session | null = null, outcomeOf: (event: Placed) => 'accepted' | 'kept' | 'refused' = () => 'accepted'): Session | null {
  return events.reduce((now: Session | null, event) => foldSession(now, event as SessionEvent, { deskId: 'desk', streamId: STREAM, seq: event.seq, outcome: outcomeOf(event) }), from);
}

describe('a session', () => {
  it('counts what was handed in, and pauses apart from it', () => {
    const session = folded([
      step('begin', 1, atMs(0)), entry(2, atMs(2 * MINUTE_MS)), entry(3, atMs(3 * MINUTE_MS), { rejectedFor: 'blank' }),
      step('pause', 4, atMs(4 * MINUTE_MS)), step('resume', 5, atMs(14 * MINUTE_MS)), entry(6, atMs(16 * MINUTE_MS)), step('end', 7, atMs(20 * MINUTE_MS), { note: 'sealed note' }),
    ]);
    expect(sessionSchema.parse(session)).toMatchObject({
      state: 'ended', items: 3, rejected: 1, kept: 0, refused: 0, keystrokes: 270, corrections: 12, activeMs: 120_000, silentMs: 105_000, waitedMs: 1_500,
      pauses: 1, pausedMs: 10 * MINUTE_MS, note: 'sealed note', deskId: 'desk', upTo: { [STREAM]: 7 },
    });
    expect(session && signedOnMs(session)).toBe(20 * MINUTE_MS);
    expect(session && keystrokesPerHour(session)).toBe((270 * HOUR_MS) / 120_000);
  });

  it('credits what was kept and not what was refused, and counts both', () => {
    const outcomes = ['accepted', 'kept', 'refused', 'kept'] as const;
    const session = folded([1, 2, 3, 4].map((seq) => entry(seq, atMs(seq))), null, ({ seq }) => outcomes[seq - 1] ?? 'accepted');
    expect(session).toMatchObject({ items: 3, kept: 2, refused: 1, keystrokes: 270 });
  });

  it('counts an entry that arrives after its end', () => {
    const session = folded([step('begin', 1, atMs(0)), step('end', 2, atMs(HOUR_MS)), entry(3, atMs(HOUR_MS - 1))]);
    expect(session).toMatchObject({ state: 'ended', items: 1, keystrokes: 90, last: atMs(HOUR_MS) });
  });

  it('counts nothing of another operator', () => {
    const begun = folded([step('begin', 1, atMs(0))]);
    expect(folded([entry(2, atMs(1), { operatorId: idOf('operator', 2) }), step('end', 3, atMs(2), { operatorId: idOf('operator', 2) })], begun)).toEqual(begun);
  });

  it('has no length where its beginning was not saved', () => {
    const session = folded([entry(2, atMs(MINUTE_MS)), step('end', 3, atMs(HOUR_MS))]);
    expect(session).toMatchObject({ begin: null, first: atMs(MINUTE_MS), state: 'ended', items: 1 });
    expect(session && signedOnMs(session)).toBeNull();
  });

  it('takes what makes no sense without counting it', () => {
    const session = folded([
      step('resume', 1, atMs(0)), step('begin', 2, atMs(1)), step('begin', 3, atMs(9)), step('pause', 4, atMs(10)), step('pause', 5, atMs(20)), step('resume', 6, atMs(30)),
      step('resume', 7, atMs(40)), step('end', 8, atMs(50)), step('pause', 9, atMs(60)), step('end', 10, atMs(70), { note: 'late' }),
    ]);
    expect(session).toMatchObject({ state: 'ended', begin: atMs(1), end: atMs(50), pauses: 1, pausedMs: 20, note: null });
  });

  it('ends a pause with its end', () => {
    expect(folded([step('begin', 1, atMs(0)), step('pause', 2, atMs(MINUTE_MS)), step('end', 3, atMs(3 * MINUTE_MS))])).toMatchObject({ state: 'ended', pausedAt: null, pausedMs: 2 * MINUTE_MS });
  });
});

/** What a person may do in the course of a shift, at a desk whose clock is wrong and which starts anew in between. */
const shift = fc.record({
  wrongByMs: fc.integer({ min: -26 * HOUR_MS, max: 26 * HOUR_MS }),
  deeds: fc.array(fc.record({ did: fc.constantFrom('entry', 'entry', 'entry', 'pause', 'resume'), afterMs: fc.integer({ min: 0, max: HOUR_MS }), boots: fc.boolean() }), { maxLength: 25 }),
  ends: fc.boolean(),
});
type Shift = typeof shift extends fc.Arbitrary<infer S> ? S : never;

function shiftOf({ wrongByMs, deeds, ends }: Shift, isKnown = true): readonly Placed[] {
  let [nowMs, boot, bootedAtMs] = [0, 1, 0];
  const events: Placed[] = [step('begin', 1, atMs(0, { wrongByMs, isKnown }))];
  for (const { did, afterMs, boots } of [...deeds, ...(ends ? [{ did: 'end', afterMs: 1, boots: false } as const] : [])]) {
    nowMs += afterMs;
    if (boots) [boot, bootedAtMs] = [boot + 1, nowMs];
    const at = atMs(nowMs, { boot, wrongByMs, isKnown, bootedAtMs });
    const seq = events.length + 1;
    events.push(did === 'entry' ? entry(seq, at) : step(did, seq, at));
  }
  return events;
}

describe('the figures of a session', () => {
  it('are the same at a desk and at the centre, however much of it the centre has answered', () => {
    fc.assert(fc.property(shift, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (drawn, share, noticed) => {
      const events = shiftOf(drawn);
      const known = Math.floor(share * events.length);
      const row = folded(events.slice(0, known));
      // The desk may not have noticed yet that the centre has answered some of them.
      const unsettled = events.slice(Math.floor(noticed * known)).filter(({ seq }) => seq > (row?.upTo[STREAM] ?? 0));
      expect(folded(unsettled, row)).toEqual(folded(events));
    }));
  });

  it('are the same on a clock that is wrong by hours, whether anybody knows by how much or not', () => {
    const figures = (session: Session | null): unknown => session && [session.items, session.activeMs, session.pauses, session.pausedMs, signedOnMs(session)];
    fc.assert(fc.property(shift, fc.boolean(), (drawn, isKnown) => {
      expect(figures(folded(shiftOf(drawn, isKnown)))).toEqual(figures(folded(shiftOf({ ...drawn, wrongByMs: 0 }))));
    }));
  });

  it('are what really passed in a night that is an hour longer or shorter', () => {
    for (const [date, hours] of [['2026-10-24', 9], ['2026-03-28', 7]] as const) {
      const from = Temporal.PlainDateTime.from(`${date}T22:00`).toZonedDateTime('Europe/Rome');
      const to = Temporal.PlainDateTime.from(`${date}T06:00`).add({ days: 1 }).toZonedDateTime('Europe/Rome');
      const at = (when: Temporal.ZonedDateTime, boot: number): CapturedAt => ({ wallUtc: new Date(when.epochMilliseconds).toISOString(), monotonicMs: 0, bootId: randomId(boot) });
      const session = folded([step('begin', 1, at(from, 1)), step('end', 2, at(to, 2))]);
      expect(session && signedOnMs(session)).toBe(hours * HOUR_MS);
    }
  });

  it('never run backwards, whatever clocks say', () => {
    const at = fc.record({ wallUtc: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((d) => d.toISOString()), monotonicMs: fc.nat(), bootId: fc.constantFrom(randomId(1), randomId(2)), offsetMs: fc.integer() });
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('begin', 'pause', 'resume', 'end'), at), { maxLength: 12 }), (steps) => {
      const session = folded(steps.map(([did, capturedAt], i) => step(did, i + 1, capturedAt)));
      if (session !== null) expect(sessionSchema.safeParse(session).success).toBe(true);
    }));
    expect(elapsedMs(atMs(10), atMs(5))).toBe(0);
  });

  it('have a speed only over long enough a time', () => {
    expect(keystrokesPerHour({ keystrokes: 100, activeMs: 29_999 })).toBeNull();
    expect(keystrokesPerHour({ keystrokes: 100, activeMs: 30_000 })).toBe(12_000);
  });
});
