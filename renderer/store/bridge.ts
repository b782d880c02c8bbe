import { CALLS, EVENTS, type CallName, type CallRequest, type CallResponse, type EventName, type EventPayload } from '../../shared/ipc/calls';
import { LOGS_PORT_MESSAGE, type Bridge } from '../../shared/ipc/channels';
import { deskFailureSchema, done, failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';

declare global {
  interface Window {
    readonly keyroom: Bridge;
  }
}

/** Calls main by the typed table; the only way out of the page. An answer that does not fit the table is `internal`. */
export async function callMain<N extends CallName>(
  name: N,
  request: CallRequest<N>,
): Promise<Result<CallResponse<N>, DeskFailure>> {
  const answer: unknown = await window.keyroom.call(name, request).catch(() => null);
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return failed({ kind: 'internal' });
  if (answer.ok === true && 'value' in answer) {
    const value = CALLS[name].response.safeParse(answer.value);
    return value.success ? done(value.data as CallResponse<N>) : failed({ kind: 'internal' });
  }
  const failure = deskFailureSchema.safeParse('failure' in answer ? answer.failure : null);
  return failed(failure.success ? failure.data : { kind: 'internal' });
}

/** Listens to one event of the table for as long as the page lives. */
export function onMainEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  window.keyroom.onEvent((said, payload) => {
    if (said !== name) return;
    const parsed = EVENTS[name].safeParse(payload);
    if (parsed.success) listener(parsed.data);
  });
}

/** Asks main for the port over which journal and inbox are streamed. */
export function requestLogsPort(): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const take = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== LOGS_PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
    void callMain('logs.attach', {}).then((answer) => {
      if (!answer.ok) reject(new Error(`logs.attach: ${answer.failure.kind}`));
    });
  });
}
