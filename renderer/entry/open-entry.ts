import type { DeskFailure } from '../../shared/ipc/desk-failure';
import { showSource } from '../source/source-view';
import { nextItemIds } from '../store/queries';
import { keepDraft } from './draft-keeper';
import { prefilled } from '../../shared/forms/keying/prefill';
import { inLanguage } from '../../shared/forms/keying/keyed';
import { languageNow } from '../ui/messages';
import { noteShown } from './earlier-effort';
import { beginEffort, effortNow } from './effort-watch';
import { awaitEntry, closeEntry, showEntry, useEntry, type EntryInProgress, type KeyableWork } from './entry-state';
import { forgetVisits } from './focus-state';
import { lastSubmitted } from './last-submitted';
import { prepareEntry, type PreparedEntry } from './prepare-entry';
import { leftItems, noteTakenUp, notNext, park, parkedOf } from './saving-state';
import { prepareAhead, stopPreparing, takeReady } from './upcoming';

type Ready = Extract<PreparedEntry, { kind: 'ready' }>;

/** What opening came to; where it is not `opened` the queue says why. `overtaken`: another entry was shown meanwhile. */
export type Opening = 'opened' | 'overtaken' | 'endOfQueue' | 'leftByHand' | 'beingSaved' | Exclude<PreparedEntry['kind'], 'ready'>;

/** Items that are looked at when the next one is sought: one that cannot be opened must not block those behind it. */
const LOOK_AHEAD = 20;

/** Counts what was shown or closed: an opening that took its time shows nothing when another came before it. */
let turn = 0;
let returns: Promise<unknown> = Promise.resolve();

/** Opens an item: in this same turn where it was prepared, so that no key is lost, else as soon as it is ready. */
export function openItem(operatorId: string, itemId: string): Promise<Opening> | Opening {
  if (leftItems().has(itemId)) return 'beingSaved';
  const ready = takeReady(itemId);
  if (ready === null) return prepareAndOpen(operatorId, itemId, turn);
  show(operatorId, ready);
  return 'opened';
}

/** Shows the next item: in this same turn where it is ready, else as soon as it is. */
export function openNext(operatorId: string): Promise<Opening> | Opening {
  const ready = takeReady();
  if (ready === null) return findNext(operatorId);
  show(operatorId, ready);
  return 'opened';
}

/** An entry that could not be saved comes back on top of whatever was opened since; several come back one after another. */
export function bringBack(operatorId: string, work: KeyableWork, entry: EntryInProgress, failure: DeskFailure): Promise<void> {
  park({ work, entry, failure });
  const back = returns.then(async () => {
    await leaveEntry();
    show(operatorId, { kind: 'ready', work, entry, isFresh: false });
  });
  returns = back;
  return back;
}

/** Leaves the entry on screen with its draft kept: on disk, and here, where it also stays when the disk did not take it. */
export async function leaveEntry(): Promise<void> {
  stopPreparing();
  // Keys that come while the draft is being written belong to it too.
  while (await keepDraft()) if (!useEntry.getState().dirty) break;
  const { work, mutationId, keyed, revision, dirty, failure } = useEntry.getState();
  turn += 1;
  if (work !== null && (revision > 0 || dirty)) {
    park({ work, entry: { mutationId, keyed, revision, effort: effortNow() }, failure: dirty ? (failure ?? { kind: 'internal' }) : null });
  }
  closeEntry();
}

/** Nobody is signed on any more: what is on screen goes, and nothing that is still being opened comes. */
export function forgetEntry(): void {
  stopPreparing();
  turn += 1;
  closeEntry();
}

async function prepareAndOpen(operatorId: string, itemId: string, asked: number): Promise<Opening> {
  const prepared = await prepareEntry(operatorId, itemId);
  if (asked !== turn) return 'overtaken';
  if (prepared.kind !== 'ready') return prepared.kind;
  show(operatorId, prepared);
  return 'opened';
}

function show(operatorId: string, { work, entry, isFresh }: Ready): void {
  turn += 1;
  const before = parkedOf(work.item.id);
  const { keyed, ...rest } = before?.entry ?? entry;
  const inUse = inLanguage(work.plan, keyed, languageNow());
  const isEmpty = before === undefined && isFresh;
  noteTakenUp(work.item.id);
  forgetVisits();
  noteShown(work.item.id, rest.effort);
  beginEffort(rest.effort);
  showSource(work.item.pages.length);
  showEntry(work, { ...rest, keyed: isEmpty ? prefilled(work.plan, inUse, lastSubmitted(work.item.formHash)) : inUse }, before?.failure ?? null);
  prepareAhead(operatorId, work.item.id);
}

async function findNext(operatorId: string): Promise<Opening> {
  stopPreparing();
  awaitEntry();
  turn += 1;
  const asked = turn;
  const opening = await firstThatOpens(operatorId, asked).catch((): Opening => 'gone');
  if (opening !== 'opened' && asked === turn) closeEntry();
  return opening;
}

async function firstThatOpens(operatorId: string, asked: number): Promise<Opening> {
  let opening: Opening = 'endOfQueue';
  for (const itemId of await nextItemIds(operatorId, notNext(), LOOK_AHEAD)) {
    opening = await prepareAndOpen(operatorId, itemId, asked);
    if (opening === 'opened' || opening === 'overtaken') return opening;
  }
  return opening;
}
