import { cellAddress, cellPlace } from '../../../shared/forms/address';
import { GENERAL_REASONS, hindrancesOf, problemsOf } from '../../../shared/forms/entry-check';
import type { FormPlan } from '../../../shared/forms/form-plan';
import { boxFor } from '../../../shared/forms/keying/flow';
import { keyingsOf, withFlag, withOverride, withoutBlankRows, withText, type Keyed } from '../../../shared/forms/keying/keyed';
import { fieldAt, readText } from '../../../shared/forms/read-text';
import { Workings } from '../../../shared/forms/workings';

const TRIES = 40;

/**
 * Does what an operator does until the page lets the entry go: flags what is wrong or missing, overrides soft edits with
 * the first reason, flags what a hard edit complains of. Null where that comes to no end.
 */
export function madeSubmittable(plan: FormPlan, begun: Keyed): Keyed | null {
  let keyed = withoutBlankRows(plan, begun);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const next = mendedOnce(plan, keyed);
    if (next === keyed) return keyed;
    keyed = next;
  }
  return null;
}

function mendedOnce(plan: FormPlan, keyed: Keyed): Keyed {
  const workings = new Workings(plan, keyingsOf(plan, keyed));
  for (const [address, problem] of problemsOf(plan, workings, keyed.flags)) {
    if (problem === 'tooFewRows') return withRowStarted(plan, keyed, cellPlace(address)?.rowsId ?? '');
    return withFlag(keyed, boxFor(workings, address) ?? address, problem === 'required' ? 'notPresent' : 'illegible');
  }
  const unread = Object.entries(keyed.texts).find(([address, text]) => keyed.flags[address] === undefined && !readText(plan, fieldAt(plan, address), text, keyed.language).ok);
  if (unread !== undefined) return withFlag(keyed, unread[0], 'illegible');
  const [hindrance] = hindrancesOf(workings.findings, keyed.overrides);
  if (hindrance === undefined) return keyed;
  if (hindrance.edit.severity === 'soft') return withOverride(keyed, hindrance.key, (plan.form.reasons ?? GENERAL_REASONS)[0]?.code ?? '');
  return withFlag(keyed, boxFor(workings, hindrance.at) ?? hindrance.at, 'illegible');
}

function withRowStarted(plan: FormPlan, keyed: Keyed, rowsId: string): Keyed {
  const first = plan.rows.get(rowsId)?.fields.find(({ compute }) => compute === undefined);
  const row = keyed.rowCounts[rowsId] ?? 0;
  return withText(plan, { ...keyed, rowCounts: { ...keyed.rowCounts, [rowsId]: row + 1 } }, cellAddress(rowsId, row, first?.id ?? ''), '');
}
