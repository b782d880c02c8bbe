import type { Operator } from '../../shared/domain/operator';
import type { Failure, FailureKind } from '../../shared/protocol/failure';
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

/** Nobody at the centre has looked at the PIN, and nobody will soon: the desk checks it by itself. */
const NO_CENTRE: ReadonlySet<FailureKind> = new Set(['unreachable', 'unavailable', 'notKeyroom']);

/** The centre is there and did not look: whom the desk knows may begin all the same, others hear what it said. */
const CENTRE_BUSY: ReadonlySet<FailureKind> = new Set(['rateLimited', 'internal']);

/** Signs an operator on: by the centre when it answers, else by what this desk remembers of an earlier sign-on. */
export async function signOn(parts: SignOnParts, login: string, pin: string): Promise<Result<SignedOn, DeskFailure>> {
  const answer = await parts.link.json({ method: 'POST', path: '/v1/sign-on', body: { login, pin } }, signOnResponseSchema);
  if (answer.ok) return signedOnByCentre(parts, answer.value.operator, pin);
  const { failure } = answer;
  const member = parts.roster.byLogin(login);
  if (NO_CENTRE.has(failure.kind) || (CENTRE_BUSY.has(failure.kind) && member !== undefined)) return signOnByDesk(parts, login, pin);
  if (member !== undefined && (await isOver(parts, failure.kind, member, pin))) await parts.roster.remove(member.operator);
  if (member !== undefined && failure.kind === 'lockedOut') await lockAsTheCentre(parts, member, failure.retryAfterMs ?? 0);
  return failed(deskFailure(failure));
}

/**
 * Whether what this desk remembers of a member counts no longer: the centre has revoked them, or refuses a PIN that was
 * right. Their queue is followed no more; what they have done here stays and is pushed.
 */
async function isOver({ pinHash }: SignOnParts, kind: FailureKind, member: RosterMember, pin: string): Promise<boolean> {
  return kind === 'revoked' || (kind === 'wrongPin' && pinHash.verify(pin, member.pinHash));
}

async function signedOnByCentre({ roster, pinHash }: SignOnParts, operator: Operator, pin: string): Promise<Result<SignedOn, DeskFailure>> {
  await roster.put({ operator, pinHash: await pinHash.hash(pin), wrongPins: 0, lockedUntilMs: 0 });
  return done({ operator, checkedBy: 'centre' });
}

/** A lock of the centre's holds here as well: whoever pulls the cable out gets no more tries by it. */
async function lockAsTheCentre({ roster, wallMs }: SignOnParts, member: RosterMember, retryAfterMs: number): Promise<void> {
  const lockedUntilMs = Math.max(member.lockedUntilMs, wallMs() + Math.min(retryAfterMs, LONGEST_LOCK_MS));
  await roster.put({ ...member, wrongPins: Math.max(member.wrongPins, FREE_TRIES), lockedUntilMs });
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

export function deskFailure(failure: Pick<Failure, 'kind' | 'retryAfterMs'>): DeskFailure {
  return failure.retryAfterMs === undefined
    ? { kind: failure.kind }
    : { kind: failure.kind, retryAfterMs: failure.retryAfterMs };
}
