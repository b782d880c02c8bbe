import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { EVENTS, type EventName, type EventPayload } from '../../shared/ipc/calls';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/channels';
import { failed } from '../../shared/ipc/desk-failure';
import { reportBroken } from '../profile';
import { answerCall, REFUSED, type CallHandlers } from './answer-call';

export type CallGuard = Readonly<{
  /** Whether this is a page that may call: the app's own, in its main frame. */
  mayCall: (event: IpcMainInvokeEvent) => boolean;
  /** Where broken invariants go. */
  onBroken: (error: unknown) => void;
}>;

/** The only way from a page into main: checks the sender, then the call itself, and lets its handler answer. */
export function serveCalls(handlers: CallHandlers, guard: CallGuard): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, request: unknown) => {
    if (!guard.mayCall(event)) return REFUSED;
    try {
      return await answerCall(handlers, name, request, event.sender);
    } catch (error) {
      guard.onBroken(error);
      return failed({ kind: 'internal' });
    }
  });
}

/** Sends an event of the table to a page. One that is not of the table's form is not sent: whoever tells of a change has made it by then, and hears of no failure. */
export function sendEvent<N extends EventName>(page: WebContents, name: N, payload: EventPayload<N>, onBroken: (error: unknown) => void = reportBroken): void {
  if (page.isDestroyed()) return;
  const parsed = EVENTS[name].safeParse(payload);
  if (parsed.success) page.send(EVENT_CHANNEL, name, parsed.data);
  else onBroken(parsed.error);
}
