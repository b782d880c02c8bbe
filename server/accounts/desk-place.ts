import type { DeskPlace } from '../../shared/protocol/enrol';
import { publicHalf } from '../../shared/seals/sealed-key';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { siteKeysForDesk } from '../security/site-keys';
import type { DeskRow } from '../store/rows';

/** What a desk is told of its place. A revoked desk gets no key any more. */
export async function deskPlace(centre: Centre, desk: DeskRow): Promise<DeskPlace> {
  const site = await centre.store.accounts.site(desk.siteId);
  if (site === null) throw new Error(`site ${desk.siteId} of desk ${desk.id} is missing`);
  const keys = desk.state === 'active' ? await centre.store.accounts.siteKeys(desk.siteId) : [];
  return {
    deskId: desk.id,
    deskName: desk.name,
    siteId: site.id,
    siteName: site.name,
    centreKey: publicHalf(centre.keys.sealKey),
    siteKeys: await siteKeysForDesk(keys, centre.keys.sealKey, desk.sealKey),
    centreTimeUtc: nowUtc(centre.clock),
  };
}
