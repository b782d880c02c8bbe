import type { FormPlan } from '../../shared/forms/form-plan';
import { inLanguage, type Keyed } from '../../shared/forms/keying/keyed';
import { languageNow } from '../ui/messages';

/** What was submitted last under each form, for what is repeated and carried forward. It lives with the session. */
const last = new Map<string, Readonly<{ plan: FormPlan; keyed: Keyed }>>();

export function noteSubmitted(formHash: string, plan: FormPlan, keyed: Keyed): void {
  last.set(formHash, { plan, keyed });
}

/** In the language of now: `1.250` means another amount in another language. */
export function lastSubmitted(formHash: string): Keyed | null {
  const found = last.get(formHash);
  return found === undefined ? null : inLanguage(found.plan, found.keyed, languageNow());
}

export function forgetSubmitted(): void {
  last.clear();
}
