import { elapsedMs } from './elapsed';
import type { Session } from './session';

const HOUR_MS = 60 * 60_000;
/** Over less than this a speed says nothing. */
const LEAST_ACTIVE_MS = 30_000;

/** Keystrokes an hour, net of pauses and of waiting for the machine; null over too short a time. */
export function keystrokesPerHour({ keystrokes, activeMs }: Readonly<{ keystrokes: number; activeMs: number }>): number | null {
  return activeMs < LEAST_ACTIVE_MS ? null : Math.round((keystrokes * HOUR_MS) / activeMs);
}

/** How long somebody was signed on, pauses and all, as far as was heard of it; null where the beginning was not saved. */
export function signedOnMs({ begin, end, last }: Pick<Session, 'begin' | 'end' | 'last'>): number | null {
  return begin === null ? null : elapsedMs(begin, end ?? last);
}
