import type { z } from 'zod';
import { replanned, type Shift } from '../../shared/domain/floor/shift';
import type { planShiftSchema, plannedShiftsSchema } from '../../shared/protocol/admin';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import { operatorNamed } from './add-accounts';
import { siteNamed } from './find-site';

type Plan = { shifts: z.infer<typeof plannedShiftsSchema>['plans'][number]['shifts'] };

/** Plans an operator's hours on some days, or nothing; gives all that is planned of them then. */
export async function planShift(centre: Centre, { site: siteName, login, weekdays, hours }: z.infer<typeof planShiftSchema>): Promise<Result<Plan>> {
  const found = await operatorNamed(centre, { site: siteName, login });
  if (!found.ok) return found;
  if (hours !== null && hours.start === hours.end) return failed('badRequest', 'A shift must end at another time than it starts.');
  return done({ shifts: asWritten(await centre.store.accounts.replan(found.value, (before) => replanned(before, weekdays, hours))) });
}

/** What is planned of everybody at a site who has a plan. */
export async function plannedShifts(centre: Centre, siteName: string): Promise<Result<z.infer<typeof plannedShiftsSchema>>> {
  const site = await siteNamed(centre, siteName);
  if (!site.ok) return site;
  const plans = await centre.store.accounts.shiftPlans(site.value.id);
  const people = await centre.store.accounts.operators(site.value.id);
  return done({ plans: people.flatMap(({ id, login }) => {
    const shifts = plans.get(id);
    return shifts === undefined ? [] : [{ login, shifts: asWritten(shifts) }];
  }) });
}

function asWritten(shifts: readonly Shift[]): Plan['shifts'] {
  return shifts.map((shift) => ({ ...shift, weekdays: [...shift.weekdays] }));
}
