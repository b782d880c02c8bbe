import type { HoldReason } from '../../shared/domain/reasons';
import { keepHeld } from './draft-keeper';
import { effortNow } from './effort-watch';
import { settleBox, useEntry, type EntryInProgress, type KeyableWork } from './entry-state';
import { focusedBox } from './field-focus';
import { bringBack, openNext, type Opening } from './open-entry';
import { noteHeld, noteTakenUp, park } from './saving-state';
import { typeAheadFrom } from './type-ahead';

/**
 * Sets the item on screen aside with its draft and opens the next one in the same turn: the next key is meant for that.
 *
 * When the disk does not take the draft, the item comes back on top and says so.
 */
export function holdEntry(operatorId: string, reason: HoldReason): Promise<Opening> | Opening | null {
  const focused = focusedBox();
  if (focused !== null) settleBox(focused);
  const { work, mutationId, keyed, revision } = useEntry.getState();
  if (work === null) return null;
  const entry: EntryInProgress = { mutationId, keyed, revision, effort: effortNow() };
  noteHeld(work.item.id);
  park({ work, entry, failure: null });
  typeAheadFrom({ batchId: work.batch.id, formHash: work.item.formHash });
  void finish(operatorId, work, entry, reason);
  return openNext(operatorId);
}

async function finish(operatorId: string, work: KeyableWork, entry: EntryInProgress, reason: HoldReason): Promise<void> {
  const answer = await keepHeld(work, entry, reason);
  if (answer.ok) return;
  noteTakenUp(work.item.id);
  await bringBack(operatorId, work, entry, answer.failure);
}
