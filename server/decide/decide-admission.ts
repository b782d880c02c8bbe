import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { SiteChange } from '../store/changes';
import type { PublishPlan } from '../store/delivery-rows';
import { decideCentreMutations } from './decide-centre-mutations';

type Admission = PublishPlan['admissions'][number];

/** What taking items of a delivery in writes; items that are there already are passed over. */
export function decideAdmissions(
  admissions: readonly Admission[],
  present: ReadonlyMap<string, Item>,
  receivedAtUtc: string,
): SiteChange {
  const fresh = admissions.filter((each) => !present.has(each.admit.itemId));
  return decideCentreMutations(fresh.flatMap(mutationsOf), present, receivedAtUtc);
}

function mutationsOf(admission: Admission): readonly CentreMutation[] {
  return admission.assign === null ? [admission.admit] : [admission.admit, admission.assign];
}
