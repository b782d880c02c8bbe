import { Codes, type CodeList } from '../../shared/forms/code-list';
import type { Form } from '../../shared/forms/form';
import { planForm, type FormPlan } from '../../shared/forms/form-plan';

/** As many forms as an operator meets in a shift; a plan is a few milliseconds' work. */
const KEPT_PLANS = 20;

const plans = new Map<string, FormPlan>();

/** A form made ready to be keyed, once; null where this version cannot work with it, or a list of it is not here yet. */
export function planOf(formHash: string, { form, codeLists }: Readonly<{ form: Form | null; codeLists: ReadonlyMap<string, CodeList> | null }>): FormPlan | null {
  const known = plans.get(formHash);
  if (known !== undefined) return known;
  if (form === null || codeLists === null) return null;
  const planned = planForm(form, new Map([...codeLists].map(([id, list]) => [id, new Codes(list)])));
  if (!planned.ok) return null;
  for (const oldest of plans.keys()) if (plans.size >= KEPT_PLANS) plans.delete(oldest);
  plans.set(formHash, planned.plan);
  return planned.plan;
}
