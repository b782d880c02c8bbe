import type { Operator } from '../../shared/domain/operator';
import { RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { signOnResponseSchema } from '../../shared/protocol/sign-on';
import { done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import type { CentreLink } from '../sync/centre-link';
import type { PinHash } from './pin-hash';
import type { Roster, RosterMember } from './roster';

/** Wrong PINs in a row before the desk makes an operator wait, and the first wait; it doubles with each further one. */
const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 60 * 60_000;

export type SignedOn = Readonly<{ operator: Operator; checkedBy: 'centre' | 'desk' }>;

export type SignOnParts = Readonly<{ roster: Roster; pinHash: PinHash; link: CentreLink; wallMs: () => number }>;

/** Signs an operator on: by the centre when it answers, else by what this desk remembers of an earlier sign-on. */
export async function signOn(parts: SignOnParts, login: string, pin: string): Promise<Result<SignedOn, DeskFailure>> {
  const answer = await parts.link.json({ method: 'POST', path: '/v1/sign-on', body: { login, pin } }, signOnResponseSchema);
  if (answer.ok) return signedOnByCentre(parts, answer.value.operator, pin);
  if (RETRY_BY_KIND[answer.failure.kind] === 'backoff') return signOnByDesk(parts, login, pin);
  if (answer.failure.kind === 'wrongPin') return failed({ kind: 'wrongPin' });
  return failed(deskFailure(answer.failure));
}

async function signedOnByCentre({ roster, pinHash }: SignOnParts, operator: Operator, pin: string): Promise<Result<SignedOn, DeskFailure>> {
  await roster.put({ operator, pinHash: await pinHash.hash(pin), wrongPins: 0, lockedUntilMs: 0 });
  return done({ operator, checkedBy: 'centre' });
}

async function signOnByDesk(parts: SignOnParts, login: string, pin: string): Promise<Result<SignedOn, DeskFailure>> {
  const member = parts.roster.byLogin(login);
  if (member === undefined) return failed({ kind: 'unknownOffline' });
  const waitMs = member.lockedUntilMs - parts.wallMs();
  // A clock set back must not lock somebody out for longer than any lock lasts.
  if (waitMs > 0 && waitMs <= LONGEST_LOCK_MS) return failed({ kind: 'lockedOut', retryAfterMs: Math.ceil(waitMs) });
  const right = await parts.pinHash.verify(pin, member.pinHash);
  // Others may have been tried while this one was checked.
  if (!right) return refuse(parts, parts.roster.byLogin(login) ?? member);
  if (member.wrongPins > 0) await parts.roster.put({ ...member, wrongPins: 0, lockedUntilMs: 0 });
  return done({ operator: member.operator, checkedBy: 'desk' });
}

async function refuse({ roster, wallMs }: SignOnParts, member: RosterMember): Promise<Result<SignedOn, DeskFailure>> {
  const wrongPins = member.wrongPins + 1;
  const lockMs = wrongPins < FREE_TRIES ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(wrongPins - FREE_TRIES, 12));
  await roster.put({ ...member, wrongPins, lockedUntilMs: lockMs === 0 ? 0 : wallMs() + lockMs });
  return lockMs === 0 ? failed({ kind: 'wrongPin' }) : failed({ kind: 'lockedOut', retryAfterMs: lockMs });
}

export function deskFailure(failure: Failure): DeskFailure {
  return failure.retryAfterMs === undefined
    ? { kind: failure.kind }
    : { kind: failure.kind, retryAfterMs: failure.retryAfterMs };
}
