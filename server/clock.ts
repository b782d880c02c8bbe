import { v7 } from 'uuid';

/** The centre's clock: stamps what arrives, and decides nothing about items. */
export type Clock = Readonly<{ nowMs: () => number }>;

export const systemClock: Clock = { nowMs: () => Date.now() };

/** The clock's time as the instant that rows and messages carry. */
export function nowUtc(clock: Clock): string {
  return utcOf(clock.nowMs());
}

export function utcOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** Mints ids of things that are made at the centre. */
export type MintId = () => string;

export const mintId: MintId = () => v7();
