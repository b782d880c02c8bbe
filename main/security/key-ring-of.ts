import type { KeyRing } from '../../shared/ipc/calls';
import { openSiteKey } from '../../shared/seals/wrapped-key';
import type { Enrolment } from './enrolment';

/** The keys that a page gets at sign-on: the desk's own, the site's as this desk opens them, and the centre's public half. */
export async function keyRingOf({ place, sealKey }: Enrolment): Promise<KeyRing> {
  const siteKeys = await Promise.all(place.siteKeys.map(({ wrapped }) => openSiteKey(wrapped, sealKey)));
  return { deskKey: sealKey, siteKeys, centreKey: place.centreKey };
}
