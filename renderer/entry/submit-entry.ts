import { problemsOf, storedEntry } from '../../shared/forms/parse-field';
import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { keyRing } from '../store/key-ring';
import { untilNotOpen } from '../store/queries';
import { showProblems, useEntry, type Keyed, type KeyableWork } from './entry-state';
import { bringBack, openNext, type Opening } from './open-entry';
import { beginSaving, endSaving, noteBack, noteLeft } from './saving-state';

/** What asking to submit came to: field ids in trouble, or what was opened next. */
export type Submission = Readonly<{ kind: 'problems'; first: string }> | Readonly<{ kind: 'left'; next: Promise<Opening> | Opening }>;

/**
 * Submits the entry on screen and opens the next item in the same turn.
 *
 * The entry that was left shows as "saving" until main says that it is on disk; when that fails it comes back on top.
 */
export function submitEntry(operatorId: string): Submission | null {
  const { work, keyed } = useEntry.getState();
  if (work === null) return null;
  const problems = problemsOf(work.form, keyed);
  const [first] = problems.keys();
  if (first !== undefined) {
    showProblems(Object.fromEntries(problems));
    return { kind: 'problems', first };
  }
  noteLeft(work.item.id);
  beginSaving(work, keyed);
  void finish(operatorId, work, keyed);
  return { kind: 'left', next: openNext(operatorId) };
}

async function finish(operatorId: string, work: KeyableWork, keyed: Keyed): Promise<void> {
  const answer = await commit(operatorId, work, keyed).catch((): Result<never> => failed({ kind: 'internal' }));
  endSaving(keyed.mutationId, answer.ok);
  if (answer.ok) {
    await untilNotOpen(operatorId, work.item.id);
    noteBack(work.item.id);
    return;
  }
  noteBack(work.item.id);
  await bringBack(operatorId, work, keyed, answer.failure);
}

async function commit(operatorId: string, { item, form }: KeyableWork, keyed: Keyed): Promise<Result<unknown, DeskFailure>> {
  const { deskKey, centreKey } = keyRing();
  const ids = { mutationId: keyed.mutationId, itemId: item.id, operatorId, formHash: item.formHash };
  const body = await sealEntry(storedEntry(form, keyed), ids, [publicHalf(deskKey), centreKey]);
  return callMain('mutation.commit', {
    id: keyed.mutationId, kind: 'submit', operatorId, itemId: item.id, epoch: item.epoch, pass: item.pass,
    formHash: item.formHash, body,
  });
}
