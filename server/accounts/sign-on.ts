import type { Operator } from '../../shared/domain/operator';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { done, failed, type Result } from '../result';
import type { DeskRow } from '../store/rows';

export type SignOnParts = Pick<Centre, 'store' | 'pins' | 'clock'>;

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 30 * 60_000;

/** After five wrong PINs the login is locked at that desk, each time twice as long as before. */
export function lockMsFor(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(FIRST_LOCK_MS * 2 ** (wrong - FREE_TRIES), LONGEST_LOCK_MS);
}

/**
 * Signs an operator on at a desk. An unknown login and a wrong PIN are told apart by nobody; that an operator was revoked
 * is told to whoever knows their PIN.
 */
export async function signOn(
  centre: SignOnParts,
  desk: Pick<DeskRow, 'id' | 'siteId'>,
  login: string,
  pin: string,
): Promise<Result<{ operator: Operator }>> {
  const { accounts } = centre.store;
  const tried = await accounts.countTry(desk.id, login, centre.clock.nowMs(), lockMsFor);
  if (!tried.counted) return lockedOut(centre, tried.lockedUntilUtc);
  const found = await accounts.operatorByLogin(desk.siteId, login);
  const right = await centre.pins.verify(pin, found?.pinHash ?? NOBODYS_HASH);
  if (found !== null && right) {
    await accounts.clearWrongPins(desk.id, login);
    if (found.operator.state !== 'active') return failed('revoked', 'This operator was revoked.');
    await accounts.noteSignOn(desk.id, found.operator.id, nowUtc(centre.clock));
    return done({ operator: found.operator });
  }
  if (tried.lockedUntilUtc !== null) return lockedOut(centre, tried.lockedUntilUtc);
  return failed('wrongPin', 'No such operator at this site, or not this PIN.');
}

/** Verified in place of a hash that is not there, so that an unknown login takes as long as a known one. */
const NOBODYS_HASH =
  '$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function lockedOut({ clock }: SignOnParts, untilUtc: string): ReturnType<typeof failed> {
  const retryAfterMs = Math.max(0, Date.parse(untilUtc) - clock.nowMs());
  return failed('lockedOut', 'Too many wrong PINs for this login at this desk.', { retryAfterMs });
}
