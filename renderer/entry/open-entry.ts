import { showSource } from '../source/source-view';
import { nextItemIds } from '../store/queries';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import { awaitEntry, closeEntry, showEntry, useEntry } from './entry-state';
import { keepDraft } from './draft-keeper';
import { prepareEntry, type PreparedEntry } from './prepare-entry';
import { leftItems, park, parkedOf } from './saving-state';
import { prepareAhead, stopPreparing, takeReady } from './upcoming';

type Ready = Extract<PreparedEntry, { kind: 'ready' }>;

/** What opening came to; where it is not `opened` the queue says why. */
export type Opening = 'opened' | 'endOfQueue' | 'leftByHand' | Exclude<PreparedEntry['kind'], 'ready'>;

/** Opens an item: in this same turn where it was prepared, so that no key is lost, else as soon as it is ready. */
export function openItem(operatorId: string, itemId: string): Promise<Opening> | Opening {
  const ready = takeReady(itemId);
  if (ready === null) return prepareAndOpen(operatorId, itemId);
  show(operatorId, ready);
  return 'opened';
}

async function prepareAndOpen(operatorId: string, itemId: string): Promise<Opening> {
  const prepared = await prepareEntry(operatorId, itemId);
  if (prepared.kind !== 'ready') return prepared.kind;
  show(operatorId, prepared);
  return 'opened';
}

/** Shows the next item: in this same turn where it is ready, else as soon as it is. */
export function openNext(operatorId: string): Promise<Opening> | Opening {
  const ready = takeReady();
  if (ready === null) return findNext(operatorId);
  show(operatorId, ready);
  return 'opened';
}

/** An entry that could not be saved comes back on top of whatever was opened since. */
export async function bringBack(operatorId: string, returned: Ready, failure: DeskFailure): Promise<void> {
  await leaveEntry();
  show(operatorId, returned, failure);
}

/** Leaves the entry on screen with its draft kept: on disk, and here, where it also stays when the disk did not take it. */
export async function leaveEntry(): Promise<void> {
  stopPreparing();
  await keepDraft();
  const { work, keyed, dirty } = useEntry.getState();
  if (work !== null && (keyed.revision > 0 || dirty)) park(work.item.id, keyed);
  closeEntry();
}

function show(operatorId: string, { work, keyed }: Ready, failure: DeskFailure | null = null): void {
  showEntry(work, failure === null ? (parkedOf(work.item.id) ?? keyed) : keyed, failure);
  showSource(work.item.pages.length);
  prepareAhead(operatorId, work.item.id);
}

async function findNext(operatorId: string): Promise<Opening> {
  stopPreparing();
  awaitEntry();
  const [next] = await nextItemIds(operatorId, leftItems(), 1);
  const opening = next === undefined ? 'endOfQueue' : await openItem(operatorId, next);
  // An entry that could not be saved may have come back meanwhile.
  if (opening !== 'opened' && useEntry.getState().opening) closeEntry();
  return opening;
}
