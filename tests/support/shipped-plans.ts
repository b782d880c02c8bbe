import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAuthoredForm } from '../../server/forms/authored-form';
import { Codes } from '../../shared/forms/code-list';
import { planForm, type FormPlan } from '../../shared/forms/form-plan';

const FOLDER = resolve(import.meta.dirname, '../../work-types');
const ENDING = '.form.json';

/** The shipped forms made ready, by their work types. */
export const shippedPlans: ReadonlyMap<string, FormPlan> = new Map(
  readdirSync(FOLDER).filter((file) => file.endsWith(ENDING)).map((file) => [file.slice(0, -ENDING.length), planned(file)]));

function planned(file: string): FormPlan {
  const read = readAuthoredForm(file, textOf(file), textOf);
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  const { form, lists } = read.value;
  const byHash = new Map(lists.map(({ hash, list }) => [hash, new Codes(list)]));
  const codes = Object.entries(form.codeLists ?? {}).flatMap(([id, { hash }]) => {
    const found = byHash.get(hash);
    return found === undefined ? [] : [[id, found] as const];
  });
  const plan = planForm(form, new Map(codes));
  if (!plan.ok) throw new Error(JSON.stringify(plan.mistakes));
  return plan.plan;
}

function textOf(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

/** The plan of a shipped work type. */
export function shippedPlan(workType: string): FormPlan {
  const plan = shippedPlans.get(workType);
  if (plan === undefined) throw new Error(`no form of work type ${workType} is shipped`);
  return plan;
}
