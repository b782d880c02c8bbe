import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { CALLS, EVENTS, type CallName, type CallResponse, type Calls, type EventName, type EventPayload } from '../../shared/ipc/calls';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/ipc/channels';
import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import type { z } from 'zod';

/** One handler a call; the request has been parsed by the table's schema. */
export type CallHandlers = {
  readonly [N in CallName]: (
    request: z.output<Calls[N]['request']>,
    sender: WebContents,
  ) => Promise<Result<CallResponse<N>, DeskFailure>>;
};

export type CallGuard = Readonly<{
  /** Whether this is a page that may call: the app's own, in its main frame. */
  mayCall: (event: IpcMainInvokeEvent) => boolean;
  /** Where broken invariants go. */
  onBroken: (error: unknown) => void;
}>;

const REFUSED: Result<never, DeskFailure> = failed({ kind: 'ipcRefused' });

/** The only way from a page into main: checks sender, name, size and schema, then calls the handler. */
export function serveCalls(handlers: CallHandlers, guard: CallGuard): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, request: unknown) => {
    if (!guard.mayCall(event) || !isCallName(name)) return REFUSED;
    if (!isWithin(request, CALLS[name].maxBytes)) return failed({ kind: 'tooLarge' });
    try {
      return await answer(handlers, name, request, event.sender);
    } catch (error) {
      guard.onBroken(error);
      return failed({ kind: 'internal' });
    }
  });
}

/** Sends an event of the table to a page. */
export function sendEvent<N extends EventName>(page: WebContents, name: N, payload: EventPayload<N>): void {
  if (!page.isDestroyed()) page.send(EVENT_CHANNEL, name, EVENTS[name].parse(payload));
}

async function answer<N extends CallName>(
  handlers: CallHandlers,
  name: N,
  request: unknown,
  sender: WebContents,
): Promise<Result<CallResponse<N>, DeskFailure>> {
  const parsed = CALLS[name].request.safeParse(request);
  if (!parsed.success) return REFUSED;
  return handlers[name](parsed.data as z.output<Calls[N]['request']>, sender);
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALLS, name);
}

function isWithin(request: unknown, maxBytes: number): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(request)) <= maxBytes;
  } catch {
    return false;
  }
}
