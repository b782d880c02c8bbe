import type { Command } from '../commands/command';
import { keysOf } from '../commands/key-profile';
import { panelCommands } from '../commands/station-commands';
import type { HoldReason, RejectReason } from '../../shared/domain/reasons';
import { entryCommands, submit } from '../entry/entry-commands';
import { focusBox, focusedBox } from '../entry/field-focus';
import { holdEntry } from '../entry/hold-entry';
import { rewordEntry, useEntry } from '../entry/entry-state';
import { beginPace, itemMsToday } from '../entry/pace-state';
import { prepareRow } from '../entry/upcoming';
import { floorCommands } from '../lead/floor-commands';
import { forgetFloor } from '../lead/forget-floor';
import { trayCommands } from '../lead/tray-commands';
import { useTray } from '../lead/tray-state';
import { followSupply, noteKey, notePause } from '../queue/supply';
import { queueCommands } from '../queue/queue-commands';
import { useQueue } from '../queue/queue-state';
import { useSession } from '../session/session-state';
import { sourceCommands } from '../source/source-commands';
import { callMain } from '../store/bridge';
import { useIndexState } from '../store/index-client';
import { chooseLanguage, LANGUAGES, type MessageKey } from '../ui/messages';
import { firstRoom, goTo, mayLead, useRoom, type RoomName } from './room-state';
import { onLeft, openFromQueue, operatorId } from './open-from-queue';
import { shiftCommands } from './shift';

/** Signed on, and not on pause: nothing of the rooms is on screen then. */
const isSignedOn = (): boolean => useSession.getState().operator !== null && useSession.getState().pause === null;

/** Whether the entry room is on screen: it is whenever there is an entry, or one is being looked for. */
export function isEntryShown(): boolean {
  const { work, opening } = useEntry.getState();
  return isSignedOn() && (work !== null || opening);
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

/** Keys, pace, room and work are those of whoever is signed on, and of what they may do now. */
export function followSession(): void {
  useSession.subscribe(({ operator, pause }, before) => {
    const isOther = operator?.id !== before.operator?.id;
    if (isOther) {
      keysOf(operator?.id ?? null);
      if (operator !== null) beginPace(operator.id);
    }
    // Whoever comes back from a pause may have been made a lead meanwhile, or be one no more.
    if (isOther || operator?.role !== before.operator?.role) {
      goTo(firstRoom(operator));
      if (firstRoom(operator) === 'queue') forgetFloor();
      followSupply(operator?.role === 'operator' ? operator.id : null, itemMsToday);
    }
    if ((pause === null) !== (before.pause === null)) notePause(pause !== null);
  });
}

/** Main hears whether an item is open, so that nothing comes between; a page that begins anew has none. */
export function followOpenItem(): void {
  const tell = (): void => void callMain('work.open', { isOpen: useEntry.getState().work !== null || useEntry.getState().opening });
  tell();
  useEntry.subscribe(({ work, opening }, before) => {
    if ((work !== null || opening) !== (before.work !== null || before.opening)) tell();
  });
}

/** Only where somebody presses keys is work asked for by itself. */
export function followKeys(target: Window): void {
  target.addEventListener('keydown', noteKey, { capture: true });
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

function isIn(room: RoomName): boolean {
  return isSignedOn() && !isEntryShown() && useRoom.getState().room === room;
}

function toRoom(room: RoomName, label: MessageKey, key: string): Command {
  return { id: `station.${room}`, label, group: 'station', keys: [key], when: () => isSignedOn() && mayLead() && !isEntryShown() && !isIn(room), run: () => goTo(room) };
}

/** Every command of the station, in the order of menu and help. */
export function stationCommands(): readonly Command[] {
  return [
    ...floorCommands(() => isIn('floor'), operatorId),
    ...trayCommands(() => isIn('tray'), operatorId),
    ...queueCommands(() => isIn('queue'), openFromQueue),
    ...entryCommands({ isShown: isEntryShown, operatorId, onLeft }),
    ...sourceCommands(() => isSignedOn() && (useEntry.getState().work !== null || (isIn('tray') && useTray.getState().opened !== null))),
    ...panelCommands,
    toRoom('queue', 'command.toQueueRoom', 'Alt+1'),
    toRoom('floor', 'command.toFloor', 'Alt+2'),
    toRoom('tray', 'command.toTray', 'Alt+3'),
    { id: 'station.sync', label: 'command.sync', group: 'station', keys: ['F5'], when: isSignedOn, run: () => void callMain('sync.now', {}) },
    ...shiftCommands(isSignedOn),
    ...LANGUAGES.map((language): Command => ({
      id: `station.language.${language}`, label: `language.${language}`, group: 'station', keys: [],
      when: () => true, run: () => void chooseLanguage(language).then(() => rewordEntry(language)),
    })),
  ];
}
