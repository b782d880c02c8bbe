import { Dexie } from 'dexie';
import { create } from 'zustand';
import { requestLogsPort } from './bridge';
import { INDEX_NAME, openIndex } from './database';
import type { FromIndexWorker, ToIndexWorker } from './index-worker-messages';

/** `reading`: the logs have not been read to their ends since the start. `broken`: the index could not be built anew either. */
export type IndexState = 'reading' | 'ready' | 'broken';

export const useIndexState = create<{ state: IndexState }>()(() => ({ state: 'reading' }));

/** The page's read side of the index; only the worker writes. */
export const index = openIndex();

let worker: Worker | null = null;
let rebuilt = false;

/** Starts the worker that builds the index and gives it the logs. */
export async function startIndex(): Promise<void> {
  worker = new Worker(new URL('./index-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<FromIndexWorker>) => void hear(event.data));
  worker.addEventListener('error', (event) => void hear({ type: 'broken', reason: event.message }));
  const port = await requestLogsPort();
  tell({ type: 'port' }, [port]);
}

/** Lets the worker know that somebody types, so that bulk writes pause between parcels. */
export function noteTyping(): void {
  tell({ type: 'typing' });
}

function tell(message: ToIndexWorker, transfer: Transferable[] = []): void {
  worker?.postMessage(message, transfer);
}

async function hear(message: FromIndexWorker): Promise<void> {
  if (message.type === 'caughtUp') {
    useIndexState.setState({ state: 'ready' });
    return;
  }
  worker?.terminate();
  if (rebuilt) {
    useIndexState.setState({ state: 'broken' });
    return;
  }
  rebuilt = true;
  useIndexState.setState({ state: 'reading' });
  index.close({ disableAutoOpen: false });
  await Dexie.delete(INDEX_NAME).catch(() => undefined);
  await startIndex();
}
