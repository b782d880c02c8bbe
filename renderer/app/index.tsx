import '../store/no-eval';
import '@fontsource-variable/inter/index.css';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/600.css';
import { createRoot } from 'react-dom/client';
import { retryDrafts } from '../entry/draft-keeper';
import { watchEffort } from '../entry/effort-watch';
import { catchKeysTypedAhead } from '../entry/type-ahead';
import { listenToKeys } from '../commands/keyboard';
import { setRoomFocus } from '../commands/panels';
import { setCommands } from '../commands/registry';
import { describeDesk, followDesk, useDesk } from '../store/desk-state';
import { startIndex } from '../store/index-client';
import { setClockOffset, startCentreClock } from '../ui/centre-clock';
import { startMessages } from '../ui/messages';
import '../ui/station.css';
import '../lead/lead.css';
import { App } from './app';
import { focusRoom, followKeys, followOpenItem, followQueue, followSession, stationCommands } from './app-commands';

async function start(): Promise<void> {
  await startMessages();
  setCommands(stationCommands());
  catchKeysTypedAhead(window);
  watchEffort(window);
  setRoomFocus(focusRoom);
  listenToKeys(window);
  followQueue();
  followOpenItem();
  followSession();
  followKeys(window);
  retryDrafts();
  startCentreClock();
  followDesk();
  useDesk.subscribe(({ status }) => setClockOffset(status?.clockOffsetMs ?? 0));
  await describeDesk();
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
  await startIndex();
}

void start();
