import type { Command } from '../commands/command';
import { panelCommands } from '../commands/station-commands';
import { entryCommands } from '../entry/entry-commands';
import { useEntry } from '../entry/entry-state';
import { leaveEntry, openItem, type Opening } from '../entry/open-entry';
import { useSourceRetry } from '../entry/entry-screen';
import { forgetSaving } from '../entry/saving-state';
import { queueCommands } from '../queue/queue-commands';
import { returnToQueue } from '../queue/queue-state';
import { signOff, useSession } from '../session/session-state';
import { sourceCommands } from '../source/source-commands';
import { forgetPages } from '../source/decoded-pages';
import { callMain } from '../store/bridge';
import { chooseLanguage, LANGUAGES } from '../ui/messages';

const isSignedOn = (): boolean => useSession.getState().operator !== null;
const operatorId = (): string => useSession.getState().operator?.id ?? '';

/** Whether the entry room is on screen: it is whenever there is an entry, or one is being looked for. */
export function isEntryShown(): boolean {
  const { work, opening } = useEntry.getState();
  return isSignedOn() && (work !== null || opening);
}

/** Opens an item from the queue; where that cannot be, the queue says why. */
export function openFromQueue(itemId: string): void {
  void openItem(operatorId(), itemId).then(onLeft);
}

function onLeft(next: Opening): void {
  if (next !== 'opened') returnToQueue(next === 'leftByHand' ? null : next);
}

async function endSession(): Promise<void> {
  await leaveEntry();
  forgetSaving();
  forgetPages();
  returnToQueue(null);
  await signOff();
}

/** Every command of the station, in the order of menu and help. */
export function stationCommands(): readonly Command[] {
  return [
    ...queueCommands(() => isSignedOn() && !isEntryShown(), openFromQueue),
    ...entryCommands({
      isShown: isEntryShown, operatorId, onLeft,
      retrySource: () => useSourceRetry.setState(({ times }) => ({ times: times + 1 })),
    }),
    ...sourceCommands(() => useEntry.getState().work !== null),
    ...panelCommands,
    { id: 'station.sync', label: 'command.sync', group: 'station', keys: ['F5'], when: isSignedOn, run: () => void callMain('sync.now', {}) },
    { id: 'station.signOff', label: 'command.signOff', group: 'station', keys: ['Ctrl+Shift+Q'], when: isSignedOn, run: () => void endSession() },
    ...LANGUAGES.map((language): Command => ({
      id: `station.language.${language}`, label: `language.${language}`, group: 'station', keys: [],
      when: () => true, run: () => void chooseLanguage(language),
    })),
  ];
}
