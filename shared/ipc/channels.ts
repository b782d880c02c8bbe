/** Names that preload and main share; free of schemas, as the preload must stay small. */
export const CALL_CHANNEL = 'keyroom:call';
export const EVENT_CHANNEL = 'keyroom:event';
export const LOGS_PORT_CHANNEL = 'keyroom:logs-port';

/** The `data` of the window message with which the preload hands the logs' port to the page. */
export const LOGS_PORT_MESSAGE = 'keyroom:logs-port';

/** The app's own scheme; the page's origin is `keyroom://app`. */
export const APP_SCHEME = 'keyroom';
export const APP_ORIGIN = 'keyroom://app';

/** What the preload puts on the page's window. */
export type Bridge = Readonly<{
  call: (name: string, request: unknown) => Promise<unknown>;
  onEvent: (listener: (name: string, payload: unknown) => void) => void;
}>;
