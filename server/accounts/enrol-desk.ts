import type { z } from 'zod';
import type { DeskPlace, enrolRequestSchema } from '../../shared/protocol/enrol';
import type { Centre } from '../centre';
import { nowUtc, utcOf } from '../clock';
import { done, failed, type Result } from '../result';
import { drawEnrolmentCode, enrolmentCodeMac } from '../security/enrolment-code';
import { siteNamed } from './find-site';
import { deskPlace } from './desk-place';

/** Makes a one-time code for a new desk of a site. */
export async function makeEnrolmentCode(
  centre: Centre,
  request: Readonly<{ site: string; validMinutes: number }>,
): Promise<Result<{ code: string; validUntilUtc: string }>> {
  const site = await siteNamed(centre, request.site);
  if (!site.ok) return site;
  const code = drawEnrolmentCode();
  const validUntilUtc = utcOf(centre.clock.nowMs() + request.validMinutes * 60_000);
  const mac = enrolmentCodeMac(code, centre.keys.codeKey);
  await centre.store.accounts.addEnrolmentCode({ mac, siteId: site.value.id, validUntilUtc });
  return done({ code, validUntilUtc });
}

/** Enrols a desk with a code, which is used up by it. */
export async function enrolDesk(centre: Centre, request: z.output<typeof enrolRequestSchema>): Promise<Result<DeskPlace>> {
  const mac = enrolmentCodeMac(request.code, centre.keys.codeKey);
  const desk = await centre.store.accounts.enrolDesk(
    mac,
    { id: centre.mintId(), name: request.deskName, signKey: request.signKey, sealKey: request.sealKey },
    nowUtc(centre.clock),
  );
  if (desk === null) return failed('codeInvalid', 'This code is unknown, used or run out; ask for a new one.');
  return done(await deskPlace(centre, desk));
}
