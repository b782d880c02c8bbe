import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { Command } from '../commands/command';
import { closePanel, openPanel } from '../commands/panels';
import { forgetShown } from '../entry/earlier-effort';
import { pauseEffort, resumeEffort } from '../entry/effort-watch';
import { useEntry } from '../entry/entry-state';
import { focusBox, focusedBox } from '../entry/field-focus';
import { forgetSubmitted } from '../entry/last-submitted';
import { forgetEntry, leaveEntry } from '../entry/open-entry';
import { forgetSaving, notNext, savingDone, unsafeEntries } from '../entry/saving-state';
import { forgetFloor } from '../lead/forget-floor';
import { movesSaved } from '../lead/move-work';
import { closeOpened } from '../lead/tray-state';
import { returnToQueue } from '../queue/queue-state';
import { endSession, pause, signOff, tellOnPause, useSession } from '../session/session-state';
import { forgetPages } from '../source/decoded-pages';
import { openFromQueue } from './open-from-queue';

/** Where the keys were when the pause began. */
let boxBefore: string | null = null;

/** Pause, summary and sign-off. From a pause whoever comes to the desk may sign off, without seeing anything of the shift. */
export function shiftCommands(isAtWork: () => boolean): readonly Command[] {
  const isOnPause = (): boolean => useSession.getState().pause !== null;
  return [
    { id: 'station.pause', label: 'command.pause', group: 'station', keys: ['Ctrl+Shift+P'], when: isAtWork, run: takePause },
    { id: 'station.summary', label: 'command.summary', group: 'station', keys: ['Ctrl+Shift+S'], when: isAtWork, run: () => openPanel('summary') },
    {
      id: 'station.signOff', label: 'command.signOff', group: 'station', keys: ['Ctrl+Shift+Q'], when: () => isAtWork() || isOnPause(),
      run: () => (isOnPause() ? void endShift('', true) : openPanel('signOff')),
    },
  ];
}

function takePause(): void {
  boxBefore = useEntry.getState().work === null ? null : focusedBox();
  pauseEffort();
  closeOpened();
  void pause();
}

/** What was in progress goes on where it was left. */
export function afterPause(): void {
  resumeEffort();
  if (boxBefore !== null) focusBox(boxBefore);
}

/**
 * Waits for what is being saved, ends the session on disk and signs off. What the disk did not take of the work comes on
 * screen, and the session stays with it.
 */
export async function endShift(note: string, anyway: boolean): Promise<DeskFailure | null> {
  await Promise.all([savingDone(), movesSaved()]);
  const { work, opening } = useEntry.getState();
  if (work !== null || opening) await leaveEntry();
  const [unsafe] = unsafeEntries();
  if (unsafe !== undefined) {
    closePanel();
    // Whoever asks may not be whose entry it is: the screen stays covered.
    if (useSession.getState().pause !== null) tellOnPause('unsafe');
    else openFromQueue(unsafe.work.item.id);
    return null;
  }
  const ended = await endSession(note);
  // Main may have signed off already: then there is nothing left to save for.
  if (!ended.ok && !anyway && ended.failure.kind !== 'notSignedOn') return ended.failure;
  closePanel();
  returnToQueue(null, notNext());
  const signedOff = signOff();
  forgetAll();
  await signedOff;
  return null;
}

function forgetAll(): void {
  resumeEffort();
  // While the disk was slow something may have been opened.
  forgetEntry();
  forgetSaving();
  forgetShown();
  forgetSubmitted();
  forgetPages();
  forgetFloor();
}
