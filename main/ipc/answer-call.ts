import type { WebContents } from 'electron';
import type { z } from 'zod';
import { CALLS, type CallName, type CallResponse, type Calls } from '../../shared/ipc/calls';
import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';

/** One handler a call; the request has been parsed by the table's schema. */
export type CallHandlers = {
  readonly [N in CallName]: (
    request: z.output<Calls[N]['request']>,
    sender: WebContents,
  ) => Promise<Result<CallResponse<N>, DeskFailure>>;
};

export const REFUSED: Result<never, DeskFailure> = failed({ kind: 'ipcRefused' });

/** Checks name, size and schema of a call, then lets its handler answer. Rejects with what a handler throws. */
export async function answerCall(handlers: CallHandlers, name: unknown, request: unknown, sender: WebContents): Promise<Result<unknown, DeskFailure>> {
  if (!isCallName(name)) return REFUSED;
  if (!isWithin(request, CALLS[name].maxBytes)) return failed({ kind: 'tooLarge' });
  return answer(handlers, name, request, sender);
}

async function answer<N extends CallName>(
  handlers: CallHandlers,
  name: N,
  request: unknown,
  sender: WebContents,
): Promise<Result<CallResponse<N>, DeskFailure>> {
  const parsed = CALLS[name].request.safeParse(request);
  if (parsed.success) return handlers[name](parsed.data as z.output<Calls[N]['request']>, sender);
  // An entry over the limit is no foul call: its operator hears that it is too large.
  return parsed.error.issues.some(isLongBody) ? failed({ kind: 'tooLarge' }) : REFUSED;
}

function isLongBody({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'too_big' && path.length === 1 && path[0] === 'body';
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
