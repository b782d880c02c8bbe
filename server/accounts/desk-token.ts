import type { z } from 'zod';
import type { tokenResponseSchema } from '../../shared/protocol/token';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import { deskPlace } from './desk-place';

/** Gives a desk that has signed its challenge a token of minutes. A revoked desk gets one to push with. */
export async function deskToken(
  centre: Centre,
  deskId: string,
  signedChallenge: string,
): Promise<Result<z.infer<typeof tokenResponseSchema>>> {
  const desk = await centre.store.accounts.desk(deskId);
  const answered = desk !== null && (await centre.tokens.answered(deskId, signedChallenge, desk.signKey));
  if (!answered) return failed('unauthenticated', 'The challenge was not signed with this desk’s key, or too late.');
  const token = await centre.tokens.token({ deskId, siteId: desk.siteId });
  return done({ ...token, mayPull: desk.state === 'active', place: await deskPlace(centre, desk) });
}
