import type { CountedTry, SignOnTries } from './rows';

/** What one more try makes of the count; `tries` is null when it is not counted, because the login is locked. */
export function countedTry(
  before: SignOnTries,
  nowMs: number,
  lockMsFor: (wrong: number) => number,
): Readonly<{ counted: CountedTry; tries: SignOnTries | null }> {
  const { lockedUntilUtc: lockedBefore } = before;
  if (lockedBefore !== null && Date.parse(lockedBefore) > nowMs) {
    return { counted: { counted: false, lockedUntilUtc: lockedBefore }, tries: null };
  }
  const wrong = before.wrong + 1;
  const lockMs = lockMsFor(wrong);
  const lockedUntilUtc = lockMs === 0 ? null : new Date(nowMs + lockMs).toISOString();
  return { counted: { counted: true, lockedUntilUtc }, tries: { wrong, lockedUntilUtc } };
}
