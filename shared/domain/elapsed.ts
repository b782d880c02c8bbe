import type { CapturedAt } from './primitives';

/** An instant by the centre's time, as well as its desk knew that. */
export function centreMs({ wallUtc, offsetMs }: CapturedAt): number {
  return Date.parse(wallUtc) + (offsetMs ?? 0);
}

/**
 * How much time passed between two things done at a desk; below 0 when the second was done first.
 *
 * Within one boot by the clock that nobody can set. Across boots by the wall, corrected where both ends knew the centre's
 * time: of a clock that is wrong at both ends by the same hours the difference is right as it stands.
 */
export function betweenMs(from: CapturedAt, to: CapturedAt): number {
  if (from.bootId === to.bootId) return to.monotonicMs - from.monotonicMs;
  const areKnown = from.offsetMs !== undefined && to.offsetMs !== undefined;
  return areKnown ? centreMs(to) - centreMs(from) : Date.parse(to.wallUtc) - Date.parse(from.wallUtc);
}

/** The same, and never below 0: whole milliseconds. */
export function elapsedMs(from: CapturedAt, to: CapturedAt): number {
  return Math.max(0, Math.round(betweenMs(from, to)));
}
