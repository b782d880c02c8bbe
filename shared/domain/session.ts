import { z } from 'zod';
import { betweenMs, elapsedMs } from './elapsed';
import type { SessionEnvelope } from './mutations/session';
import type { SubmitEnvelope } from './mutations/submit';
import { capturedAtSchema, idSchema, streamIdSchema, type CapturedAt } from './primitives';

/** A session as the centre's rows and every desk have it: its times and figures, never a value. */
export const sessionSchema = z.object({
  id: idSchema,
  operatorId: idSchema,
  /** Where it was first heard of; empty while only the desk itself knows of it. */
  deskId: z.string(),
  state: z.enum(['keying', 'paused', 'ended']),
  /** Null where the beginning was not saved. */
  begin: capturedAtSchema.nullable(),
  /** The first and the latest that was heard of it. */
  first: capturedAtSchema,
  last: capturedAtSchema,
  pausedAt: capturedAtSchema.nullable(),
  end: capturedAtSchema.nullable(),
  pauses: z.int().min(0),
  pausedMs: z.int().min(0),
  /** Entries that are credited: used or kept. */
  items: z.int().min(0),
  /** Of these, sent back as not workable. */
  rejected: z.int().min(0),
  /** Of these, kept instead of used. */
  kept: z.int().min(0),
  /** Not credited: they can be put right and handed in again. */
  refused: z.int().min(0),
  keystrokes: z.int().min(0),
  corrections: z.int().min(0),
  activeMs: z.int().min(0),
  /** Silences while an item was open: neither work nor a pause that was asked for. */
  silentMs: z.int().min(0),
  waitedMs: z.int().min(0),
  /** The hand-over note, sealed. */
  note: z.string().nullable(),
  /** By stream, the last place of which these figures know: what stands behind it is not in them yet. */
  upTo: z.record(streamIdSchema, z.int().min(1)),
});
export type Session = Readonly<z.infer<typeof sessionSchema>>;

/** Where a mutation stands and what became of it; before the centre has answered, what will become of it. */
export type SessionContext = Readonly<{ deskId: string; streamId: string; seq: number; outcome: 'accepted' | 'kept' | 'refused' }>;

/** What tells of a session. */
export type SessionEvent = SessionEnvelope | SubmitEnvelope;

/** Whether a mutation tells of a session at all. */
export function isOfSession<E extends Readonly<{ kind: string }>>(envelope: E): envelope is Extract<E, { kind: SessionEvent['kind'] }> {
  return envelope.kind === 'session' || envelope.kind === 'submit';
}

/** The session that a mutation is of; null where it is of none. */
export function sessionIdOf(envelope: Readonly<{ kind: string; sessionId?: string | undefined }>): string | null {
  return envelope.kind === 'session' || envelope.kind === 'submit' ? (envelope.sessionId ?? null) : null;
}

/**
 * What a mutation makes of its session: final at the centre, a forecast on top of the centre's row at the desk.
 *
 * Pure and total: whatever comes in whatever order, nothing is counted twice, and time never runs backwards. What comes of
 * another operator than the session's does not count. An entry that arrives after the end still does.
 */
export function foldSession(before: Session | null, envelope: SessionEvent, context: SessionContext): Session | null {
  const sessionId = sessionIdOf(envelope);
  if (sessionId === null || (before !== null && before.operatorId !== envelope.operatorId)) return before;
  const session = heard(before ?? begun(sessionId, envelope, context), envelope.capturedAt, context);
  switch (envelope.kind) {
    case 'submit':
      return withEntry(session, envelope, context.outcome);
    case 'session':
      return context.outcome === 'refused' ? session : withStep(session, envelope);
    default:
      return envelope satisfies never;
  }
}

function begun(id: string, { operatorId, capturedAt }: SessionEvent, { deskId }: SessionContext): Session {
  return {
    id, operatorId, deskId, state: 'keying', begin: null, first: capturedAt, last: capturedAt, pausedAt: null, end: null, pauses: 0, pausedMs: 0,
    items: 0, rejected: 0, kept: 0, refused: 0, keystrokes: 0, corrections: 0, activeMs: 0, silentMs: 0, waitedMs: 0, note: null, upTo: {},
  };
}

function heard(session: Session, at: CapturedAt, { streamId, seq }: SessionContext): Session {
  const last = betweenMs(session.last, at) > 0 ? at : session.last;
  return { ...session, last, upTo: { ...session.upTo, [streamId]: Math.max(session.upTo[streamId] ?? 0, seq) } };
}

function withEntry(session: Session, { effort, rejectedFor }: SubmitEnvelope, outcome: SessionContext['outcome']): Session {
  if (outcome === 'refused') return { ...session, refused: session.refused + 1 };
  return {
    ...session,
    items: session.items + 1,
    rejected: session.rejected + (rejectedFor === undefined ? 0 : 1),
    kept: session.kept + (outcome === 'kept' ? 1 : 0),
    keystrokes: session.keystrokes + (effort?.keystrokes ?? 0),
    corrections: session.corrections + (effort?.corrections ?? 0),
    activeMs: session.activeMs + (effort?.activeMs ?? 0),
    silentMs: session.silentMs + (effort?.pausedMs ?? 0),
    waitedMs: session.waitedMs + (effort?.waitedMs ?? 0),
  };
}

function withStep(session: Session, { did, capturedAt, note }: SessionEnvelope): Session {
  if (did === 'begin') return { ...session, begin: session.begin ?? capturedAt };
  if (session.state === 'ended') return session;
  switch (did) {
    case 'pause':
      return session.state === 'paused' ? session : { ...session, state: 'paused', pausedAt: capturedAt, pauses: session.pauses + 1 };
    case 'resume':
      return resumed(session, capturedAt);
    case 'end':
      return { ...resumed(session, capturedAt), state: 'ended', end: capturedAt, note: note ?? null };
    default:
      return did satisfies never;
  }
}

function resumed(session: Session, at: CapturedAt): Session {
  if (session.pausedAt === null) return session;
  return { ...session, state: 'keying', pausedAt: null, pausedMs: session.pausedMs + elapsedMs(session.pausedAt, at) };
}
