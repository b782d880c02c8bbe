import { Codes } from '../../shared/forms/code-list';
import { readableForm } from '../../shared/forms/form';
import { planForm, type FormPlan } from '../../shared/forms/form-plan';
import type { BatchStore } from '../store/store';

/** As many as are keyed at the same time in a large house. */
const KEPT_PLANS = 100;

/** Forms made ready to check entries by. Forms are immutable, so a plan is made once. */
export class PlannedForms {
  readonly #plans = new Map<string, FormPlan>();
  readonly #store: Pick<BatchStore, 'form' | 'codeList'>;

  constructor(store: Pick<BatchStore, 'form' | 'codeList'>) {
    this.#store = store;
  }

  /** Null where there is no such form, or one that this build cannot work with: entries under it are not used, and hold nothing else up. */
  async plan(hash: string): Promise<FormPlan | null> {
    const known = this.#plans.get(hash);
    if (known !== undefined) return known;
    const row = await this.#store.form(hash);
    if (row === null) return null;
    const form = readableForm(row.form);
    const lists = new Map<string, Codes>();
    for (const [id, ref] of Object.entries(form.codeLists ?? {})) {
      const list = await this.#store.codeList(ref.hash);
      if (list === null) return null;
      lists.set(id, new Codes(list.list));
    }
    const planned = planForm(form, lists);
    if (!planned.ok) return null;
    for (const oldest of this.#plans.keys()) if (this.#plans.size >= KEPT_PLANS) this.#plans.delete(oldest);
    this.#plans.set(hash, planned.plan);
    return planned.plan;
  }
}
