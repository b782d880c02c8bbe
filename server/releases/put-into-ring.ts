import type { DeskRing, DeskRingResponse } from '../../shared/protocol/admin-releases';
import { updatesItself } from '../../shared/updates/updates-itself';
import { deskNamed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { done, type Result } from '../result';

/** Puts a desk into a ring by name, and says whether it installs by itself what is waited for there. */
export async function putIntoRing(centre: Centre, asked: DeskRing): Promise<Result<DeskRingResponse>> {
  const desk = await deskNamed(centre, asked);
  if (!desk.ok) return desk;
  const { releases } = centre.store;
  await releases.setDeskRing(desk.value.id, asked.ring);
  const [report] = await releases.reports([desk.value.id]);
  return done({ deskId: desk.value.id, updatesItself: report === undefined ? null : updatesItself(report.build) });
}
