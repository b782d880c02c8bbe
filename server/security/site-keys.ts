import { openSiteKey, wrapSiteKey } from '../../shared/seals/wrapped-key';
import { makeKey } from '../../shared/seals/make-key';
import { publicHalf, type PrivateKey, type PublicKey } from '../../shared/seals/sealed-key';
import type { SiteKeyRow } from '../store/rows';

/** Makes a site's key pair; its private half leaves this function only wrapped to the centre. */
export async function makeSiteKey(siteId: string, centreKey: PrivateKey): Promise<SiteKeyRow> {
  const key = await makeKey('seal');
  return { siteId, publicKey: publicHalf(key), wrappedPrivate: await wrapSiteKey(key, publicHalf(centreKey)) };
}

/** Wraps a site's keys anew, to one of its desks. */
export async function siteKeysForDesk(
  keys: readonly SiteKeyRow[],
  centreKey: PrivateKey,
  deskKey: PublicKey,
): Promise<{ kid: string; wrapped: string }[]> {
  return Promise.all(
    keys.map(async (row) => ({
      kid: row.publicKey.kid,
      wrapped: await wrapSiteKey(await openSiteKey(row.wrappedPrivate, centreKey), deskKey),
    })),
  );
}
