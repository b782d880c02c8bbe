import type { FormPlan } from '../../../shared/forms/form-plan';
import type { Workings } from '../../../shared/forms/workings';

/** Everything that can be asked of workings, to hold two of them side by side. */
export function allOf(plan: FormPlan, workings: Workings): unknown {
  return {
    boxes: workings.addresses().map((address) => [address, workings.value(address), workings.shown(address), workings.isHidden(address)]),
    parts: plan.form.parts.flatMap((part) => (part.kind === 'section' ? [part, ...part.parts] : [part])).map(({ id }) => [id, workings.isPartHidden(id)]),
    rows: [...plan.rows.keys()].map((id) => [id, workings.rowCount(id)]),
    findings: workings.findings.map(({ key, edit, at, row, trouble }) => [key, edit.id, at, row, trouble]),
  };
}
