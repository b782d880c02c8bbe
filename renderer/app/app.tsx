import { I18nProvider } from 'react-aria-components';
import { Help } from '../commands/help';
import { KeySettings } from '../commands/key-settings';
import { Menu } from '../commands/menu';
import { Palette } from '../commands/palette';
import { EntryScreen } from '../entry/entry-screen';
import { useEntry } from '../entry/entry-state';
import { ReasonPanels } from '../entry/reason-panel';
import { leftItems } from '../entry/saving-state';
import { FloorScreen } from '../lead/floor-screen';
import { TrayScreen } from '../lead/tray-screen';
import { QueueScreen } from '../queue/queue-screen';
import { EnrolScreen } from '../session/enrol-screen';
import { SelfCheck } from '../session/self-check';
import { useSession } from '../session/session-state';
import { PauseScreen } from '../session/pause-screen';
import { ShiftSummary } from '../session/shift-summary';
import { SignOnScreen } from '../session/sign-on-screen';
import { useDesk } from '../store/desk-state';
import { Breakdown } from '../ui/breakdown';
import { useMessages } from '../ui/messages';
import { hold, reject } from './app-commands';
import { openFromQueue } from './open-from-queue';
import { afterPause, endShift } from './shift';
import { useRoom } from './room-state';
import { StatusBar } from './status-bar';

/** The station: one room at a time, the status bar under it, the panels of commands over it. */
export function App() {
  const { language } = useMessages();
  const operator = useSession((s) => s.operator);
  // The names of what was keyed last are part of the work: they go with it.
  const isPaused = useSession((s) => s.pause !== null);
  return (
    <I18nProvider locale={language}>
      <div className="station">
        <Menu />
        <Breakdown>
          <Room />
        </Breakdown>
        <StatusBar operator={isPaused ? null : operator} />
      </div>
      <Palette />
      <Help />
      <KeySettings />
      <ReasonPanels onHold={hold} onReject={reject} />
      <SelfCheck />
      <ShiftSummary onSignOff={endShift} />
    </I18nProvider>
  );
}

function Room() {
  const enrolled = useDesk((s) => s.description?.enrolled);
  const operator = useSession((s) => s.operator);
  const isPaused = useSession((s) => s.pause !== null);
  const inEntry = useEntry((s) => s.work !== null || s.opening);
  const room = useRoom((s) => s.room);
  if (enrolled === undefined) return <main className="threshold" />;
  if (operator === null) return enrolled ? <SignOnScreen /> : <EnrolScreen />;
  if (isPaused) return <PauseScreen onResumed={afterPause} />;
  if (inEntry) return <EntryScreen />;
  if (room === 'floor') return <FloorScreen lead={operator} />;
  if (room === 'tray') return <TrayScreen leadId={operator.id} />;
  return <QueueScreen operator={operator} onOpen={openFromQueue} hidden={leftItems()} />;
}
