import { Codes, type CodeList } from '../../shared/forms/code-list';
import type { Form } from '../../shared/forms/form';
import { planForm, type FormPlan } from '../../shared/forms/form-plan';

/** A form made ready, with its lists by the form's own id for each. Throws what is wrong with it: a test's form is right. */
export function planOf(form: Form, lists: Readonly<Record<string, CodeList>> = {}): FormPlan {
  const planned = planForm(form, new Map(Object.entries(lists).map(([id, list]) => [id, new Codes(list)])));
  if (!planned.ok) throw new Error(planned.mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  return planned.plan;
}
