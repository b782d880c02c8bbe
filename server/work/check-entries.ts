import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import { fitsForm } from '../../shared/forms/entry-check';
import { openEntry } from '../../shared/seals/entry-seal';
import type { PrivateKey } from '../../shared/seals/sealed-key';
import type { EntryCheck } from '../decide/decide-submit';
import type { ReadMutation } from '../decide/read-mutation';
import type { StoredLedgerRow } from '../store/rows';
import { submitOf } from './judged-entries';
import type { PlannedForms } from './planned-forms';

/** Opens the sealed entries of a push, and those that its verdicts are about, with the centre's key and holds each against its form. By mutation id. */
export async function checkEntries(
  mutations: readonly ReadMutation[],
  judged: ReadonlyMap<string, StoredLedgerRow>,
  forms: Pick<PlannedForms, 'plan'>,
  centreKey: PrivateKey,
): Promise<ReadonlyMap<string, EntryCheck>> {
  const checks = new Map<string, EntryCheck>();
  for (const { read } of mutations) {
    if (read.kind === 'whole' && read.mutation.kind === 'submit') checks.set(read.mutation.id, await checkEntry(read.mutation, forms, centreKey));
  }
  for (const [id, row] of judged) {
    const submit = submitOf(row);
    if (submit !== null) checks.set(id, await checkEntry(submit, forms, centreKey));
  }
  return checks;
}

async function checkEntry(mutation: SubmitMutation, forms: Pick<PlannedForms, 'plan'>, centreKey: PrivateKey): Promise<EntryCheck> {
  const entry = await openEntry(mutation.body, sealedForOf(mutation), centreKey);
  if (entry === null) return 'unreadable';
  if (mutation.rejectedFor !== undefined) return 'fits';
  const plan = await forms.plan(mutation.formHash);
  // An entry under a form that the centre does not know is never used: its item has another form.
  return plan !== null && fitsForm(plan, entry) ? 'fits' : 'invalidEntry';
}

/** The ids that a mutation's entry is bound to. */
export function sealedForOf(m: Pick<SubmitMutation, 'id' | 'itemId' | 'operatorId' | 'formHash'>): Parameters<typeof openEntry>[1] {
  return { mutationId: m.id, itemId: m.itemId, operatorId: m.operatorId, formHash: m.formHash };
}
