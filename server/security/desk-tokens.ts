import { compactVerify, importJWK, jwtVerify, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { PublicKey } from '../../shared/seals/sealed-key';
import { utcOf, type Clock } from '../clock';

export const TOKEN_LIFETIME_MS = 10 * 60_000;
const CHALLENGE_LIFETIME_MS = 60_000;
const ALGORITHM = 'HS256';

type Purpose = 'desk' | 'challenge';

/** Which desk a token speaks for, as it was when the token was made. */
export type DeskClaims = Readonly<{ deskId: string; siteId: string }>;

/** Challenges and short-lived tokens of desks. Nothing is kept: any server with the same secret knows them. */
export class DeskTokens {
  readonly #secret: Uint8Array;
  readonly #clock: Clock;

  constructor(secret: Uint8Array, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  async challenge(deskId: string): Promise<string> {
    return this.#sign({ jti: randomUUID() }, deskId, 'challenge', CHALLENGE_LIFETIME_MS);
  }

  /** Whether the desk signed a challenge that was made for it less than a minute ago. */
  async answered(deskId: string, signedChallenge: string, signKey: PublicKey): Promise<boolean> {
    try {
      const key = await importJWK({ ...signKey }, 'ES256');
      const { payload } = await compactVerify(signedChallenge, key, { algorithms: ['ES256'] });
      const claims = await this.#verify(new TextDecoder().decode(payload), 'challenge');
      return claims?.['sub'] === deskId;
    } catch {
      return false;
    }
  }

  async token(claims: DeskClaims): Promise<Readonly<{ token: string; expiresAtUtc: string }>> {
    const token = await this.#sign({ site: claims.siteId }, claims.deskId, 'desk', TOKEN_LIFETIME_MS);
    return { token, expiresAtUtc: utcOf(this.#clock.nowMs() + TOKEN_LIFETIME_MS) };
  }

  /** What a token says, or null when it is none of ours or has run out. */
  async read(token: string): Promise<DeskClaims | null> {
    const claims = await this.#verify(token, 'desk');
    const { sub, site } = claims ?? {};
    return typeof sub === 'string' && typeof site === 'string' ? { deskId: sub, siteId: site } : null;
  }

  async #sign(claims: Readonly<Record<string, string>>, deskId: string, purpose: Purpose, lifetimeMs: number): Promise<string> {
    const nowMs = this.#clock.nowMs();
    return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM }).setSubject(deskId).setAudience(purpose)
      .setIssuedAt(new Date(nowMs)).setExpirationTime(new Date(nowMs + lifetimeMs)).sign(this.#secret);
  }

  async #verify(token: string, purpose: Purpose): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      const currentDate = new Date(this.#clock.nowMs());
      return (await jwtVerify(token, this.#secret, { algorithms: [ALGORITHM], audience: purpose, currentDate })).payload;
    } catch {
      return null;
    }
  }
}
