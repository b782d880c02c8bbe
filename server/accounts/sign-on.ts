import type { Operator } from '../../shared/domain/operator';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { DeskRow, SignOnAttempts } from '../store/rows';

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 30 * 60_000;

/** After five wrong PINs the login is locked at that desk, each time twice as long as before. */
export function lockMsFor(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(FIRST_LOCK_MS * 2 ** (wrong - FREE_TRIES), LONGEST_LOCK_MS);
}

/** Signs an operator on at a desk. An unknown login, a revoked operator and a wrong PIN are told apart by nobody. */
export async function signOn(centre: Centre, desk: DeskRow, login: string, pin: string): Promise<Result<{ operator: Operator }>> {
  const { accounts } = centre.store;
  const before = lockedFor(await accounts.signOnAttempts(desk.id, login), centre.clock.nowMs());
  if (before > 0) return lockedOut(before);
  const found = await accounts.operatorByLogin(desk.siteId, login);
  const right = await centre.pins.verify(pin, found?.pinHash ?? NOBODYS_HASH);
  if (found !== null && right && found.operator.state === 'active') {
    await accounts.clearWrongPins(desk.id, login);
    return done({ operator: found.operator });
  }
  const nowMs = centre.clock.nowMs();
  const after = lockedFor(await accounts.addWrongPin(desk.id, login, nowMs, lockMsFor), nowMs);
  return after > 0 ? lockedOut(after) : failed('wrongPin', 'No such operator at this site, or not this PIN.');
}

/** Verified in place of a hash that is not there, so that an unknown login takes as long as a known one. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function lockedFor(attempts: SignOnAttempts, nowMs: number): number {
  return attempts.lockedUntilUtc === null ? 0 : Math.max(0, Date.parse(attempts.lockedUntilUtc) - nowMs);
}

function lockedOut(retryAfterMs: number): ReturnType<typeof failed> {
  return failed('lockedOut', 'Too many wrong PINs for this login at this desk.', { retryAfterMs });
}
