import type { Command } from '../commands/command';
import { keysOf } from '../commands/key-profile';
import { panelCommands } from '../commands/station-commands';
import type { HoldReason, RejectReason } from '../../shared/domain/reasons';
import { entryCommands, submit } from '../entry/entry-commands';
import { focusBox, focusedBox } from '../entry/field-focus';
import { holdEntry } from '../entry/hold-entry';
import { rewordEntry, useEntry } from '../entry/entry-state';
import { forgetSubmitted } from '../entry/last-submitted';
import { beginPace, itemMsToday } from '../entry/pace-state';
import { leaveEntry, openItem, type Opening } from '../entry/open-entry';
import { useSourceRetry } from '../entry/entry-screen';
import { prepareRow, stopPreparing } from '../entry/upcoming';
import { forgetSaving, notNext, savingDone, unsafeEntries } from '../entry/saving-state';
import { floorCommands } from '../lead/floor-commands';
import { forgetFloor } from '../lead/forget-floor';
import { movesSaved } from '../lead/move-work';
import { followSupply, useSupply } from '../queue/supply';
import { queueCommands } from '../queue/queue-commands';
import { returnToQueue, useQueue } from '../queue/queue-state';
import { signOff, useSession } from '../session/session-state';
import { sourceCommands } from '../source/source-commands';
import { forgetPages } from '../source/decoded-pages';
import { callMain } from '../store/bridge';
import { useIndexState } from '../store/index-client';
import { isFirstOffered } from '../store/supply-feed';
import { chooseLanguage, LANGUAGES } from '../ui/messages';
import { firstRoom, goTo, mayLead, useRoom } from './room-state';

const isSignedOn = (): boolean => useSession.getState().operator !== null;
const operatorId = (): string => useSession.getState().operator?.id ?? '';

/** Whether the entry room is on screen: it is whenever there is an entry, or one is being looked for. */
export function isEntryShown(): boolean {
  const { work, opening } = useEntry.getState();
  return isSignedOn() && (work !== null || opening);
}

/** Opens an item from the queue; where that cannot be, the queue says why. */
export function openFromQueue(itemId: string): void {
  const { itemIds } = useQueue.getState();
  const isOrdered = (useSupply.getState().news?.orderedBatchIds.size ?? 0) > 0;
  // The first one is offered in any case: it opens in this same turn, so that no key is lost.
  if (!isOrdered || itemIds[0] === itemId) open(itemId);
  else void isFirstOffered(operatorId(), itemId, notNext()).then((isOffered) => (isOffered ? open(itemId) : useQueue.setState({ word: 'notFirst' })));
}

function open(itemId: string): void {
  void Promise.resolve(openItem(operatorId(), itemId)).then(onLeft);
}

function onLeft(next: Opening): void {
  if (next !== 'opened' && next !== 'overtaken') returnToQueue(next === 'leftByHand' ? null : next, notNext());
}

/** Sets the item on screen aside and goes on with the next. */
export function hold(reason: HoldReason): void {
  const opening = holdEntry(operatorId(), reason);
  if (opening === null) return;
  void Promise.resolve(opening).then((next) => {
    if (next !== 'opened') onLeft(next);
  });
}

/** Sends the item on screen back and goes on with the next. */
export function reject(reason: RejectReason): void {
  submit(operatorId(), onLeft, reason);
}

/** Gives the focus to the room on screen: to its last box, or to the queue. */
export function focusRoom(): void {
  if (useEntry.getState().work !== null) focusBox(focusedBox());
  else document.querySelector<HTMLElement>('main')?.focus();
}

/** Keys and pace are those of whoever is signed on. */
export function followSession(): void {
  useSession.subscribe(({ operator }, before) => {
    if (operator?.id === before.operator?.id) return;
    keysOf(operator?.id ?? null);
    goTo(firstRoom(operator));
    if (operator !== null) beginPace(operator.id);
    followSupply(operator?.role === 'operator' ? operator.id : null, itemMsToday);
  });
}

/** While the queue is on screen its focused row is kept ready, so that Enter opens it without a wait. */
export function followQueue(): void {
  useQueue.subscribe(({ activeId }, before) => {
    if (activeId !== before.activeId) prepareFocusedRow();
  });
  useEntry.subscribe(({ work }, before) => {
    if (work === null && before.work !== null) prepareFocusedRow();
  });
}

function prepareFocusedRow(): void {
  const { activeId } = useQueue.getState();
  const isReady = useIndexState.getState().state === 'ready';
  if (activeId !== null && isReady && isSignedOn() && !isEntryShown()) prepareRow(operatorId(), activeId);
}

/** Waits for what is being saved. What the disk did not take comes on screen, and the session stays with it. */
async function endSession(): Promise<void> {
  await Promise.all([savingDone(), movesSaved()]);
  if (isEntryShown()) await leaveEntry();
  const [unsafe] = unsafeEntries();
  if (unsafe !== undefined) {
    openFromQueue(unsafe.work.item.id);
    return;
  }
  returnToQueue(null, notNext());
  await signOff();
  stopPreparing();
  forgetSaving();
  forgetSubmitted();
  forgetPages();
  forgetFloor();
}

/** Every command of the station, in the order of menu and help. */
export function stationCommands(): readonly Command[] {
  return [
    ...floorCommands(() => isSignedOn() && !isEntryShown() && useRoom.getState().room === 'floor', operatorId),
    ...queueCommands(() => isSignedOn() && !isEntryShown() && useRoom.getState().room === 'queue', openFromQueue),
    ...entryCommands({
      isShown: isEntryShown, operatorId, onLeft,
      retrySource: () => useSourceRetry.setState(({ times }) => ({ times: times + 1 })),
    }),
    ...sourceCommands(() => useEntry.getState().work !== null),
    ...panelCommands,
    { id: 'station.queue', label: 'command.toQueueRoom', group: 'station', keys: ['Alt+1'], when: () => mayLead() && !isEntryShown() && useRoom.getState().room !== 'queue', run: () => goTo('queue') },
    { id: 'station.floor', label: 'command.toFloor', group: 'station', keys: ['Alt+2'], when: () => mayLead() && !isEntryShown() && useRoom.getState().room !== 'floor', run: () => goTo('floor') },
    { id: 'station.sync', label: 'command.sync', group: 'station', keys: ['F5'], when: isSignedOn, run: () => void callMain('sync.now', {}) },
    { id: 'station.signOff', label: 'command.signOff', group: 'station', keys: ['Ctrl+Shift+Q'], when: isSignedOn, run: () => void endSession() },
    ...LANGUAGES.map((language): Command => ({
      id: `station.language.${language}`, label: `language.${language}`, group: 'station', keys: [],
      when: () => true, run: () => void chooseLanguage(language).then(() => rewordEntry(language)),
    })),
  ];
}
