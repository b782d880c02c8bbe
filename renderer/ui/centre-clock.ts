import { create } from 'zustand';

const TICK_MS = 30_000;

/** A smaller change is what a comparison of two clocks over a network is unsure of. */
const STEADY_MS = 1_000;

let offsetMs = 0;

const useClock = create<Readonly<{ nowMs: number }>>()(() => ({ nowMs: Date.now() }));

/** Follows the time for as long as the page lives. */
export function startCentreClock(): void {
  setInterval(tick, TICK_MS);
}

/** How far the centre's clock is ahead of this PC's; deadlines are the centre's. */
export function setClockOffset(ms: number): void {
  if (Math.abs(ms - offsetMs) < STEADY_MS) return;
  offsetMs = ms;
  tick();
}

/** What time it is at the centre, twice a minute. */
export function useCentreNowMs(): number {
  return useClock((s) => s.nowMs);
}

/** The same outside of components, to the millisecond. */
export function centreNowMs(): number {
  return Date.now() + offsetMs;
}

function tick(): void {
  useClock.setState({ nowMs: centreNowMs() });
}
