import { Dexie } from 'dexie';
import { create } from 'zustand';
import { requestLogsPort } from './bridge';
import { FORMER_INDEX_NAMES, INDEX_NAME, openIndex } from './database';
import type { FromIndexWorker, ToIndexWorker } from './index-worker-messages';

/** `reading`: the logs have not been read to their ends since the start. `broken`: the index could not be built anew either. */
export type IndexState = 'reading' | 'ready' | 'broken';

/** `builds` counts the times that the logs were read to their ends after a start: what asked in between asks again. */
export const useIndexState = create<Readonly<{ state: IndexState; builds: number }>>()(() => ({ state: 'reading', builds: 0 }));

/** An index that breaks once is built anew at once; one that breaks again, after a while: a disk may have room again. */
const REBUILD_MS = 5_000;

/** The page's read side of the index; only the worker writes. */
export const index = openIndex();

/** On a full disk a database may be opened or deleted for ever, without an error: longer than this counts as one. */
const PATIENCE_MS = 15_000;

let worker: Worker | null = null;
let watch: ReturnType<typeof setTimeout> | undefined;
let opening = false;
let rebuilt = false;

/** Indexes of earlier versions are of no use any more; what cannot be deleted now goes at another start. None is asked for that is not there: on a full disk that alone may hold up the others. */
async function dropFormerIndexes(): Promise<void> {
  const there = await Dexie.getDatabaseNames().catch((): string[] => []);
  for (const name of FORMER_INDEX_NAMES.filter((former) => there.includes(former))) await Dexie.delete(name).catch(() => undefined);
}

/** Starts the worker that builds the index and gives it the logs. */
export async function startIndex(): Promise<void> {
  const started = new Worker(new URL('./index-worker.ts', import.meta.url), { type: 'module' });
  const listen = (message: FromIndexWorker): void => {
    // One that was ended may still have something under way.
    if (worker === started) hear(message);
  };
  worker = started;
  watch = setTimeout(() => listen({ type: 'broken', reason: 'the index does not open' }), PATIENCE_MS);
  started.addEventListener('message', (event: MessageEvent<FromIndexWorker>) => listen(event.data));
  started.addEventListener('error', (event) => listen({ type: 'broken', reason: event.message }));
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

function hear(message: FromIndexWorker): void {
  clearTimeout(watch);
  if (message.type === 'opened') return;
  if (message.type === 'caughtUp') {
    if (useIndexState.getState().state !== 'ready' && !opening) void open();
    return;
  }
  worker?.terminate();
  worker = null;
  useIndexState.setState({ state: rebuilt ? 'broken' : 'reading' });
  if (rebuilt) setTimeout(() => void rebuild(), REBUILD_MS);
  else void rebuild();
  rebuilt = true;
}

/** The worker's connection is not the page's own: each may fail alone, and a live query says nothing of it. */
async function open(): Promise<void> {
  opening = true;
  const isOpen = await Promise.race([index.open().then(() => true, () => false), patience().then(() => false)]);
  opening = false;
  if (worker === null) return;
  if (isOpen) {
    useIndexState.setState(({ builds }) => ({ state: 'ready', builds: builds + 1 }));
    void dropFormerIndexes();
    return;
  }
  useIndexState.setState({ state: 'broken' });
  index.close({ disableAutoOpen: false });
  opening = true;
  setTimeout(() => void open(), REBUILD_MS);
}

async function rebuild(): Promise<void> {
  index.close({ disableAutoOpen: false });
  await Promise.race([Dexie.delete(INDEX_NAME).catch(() => undefined), patience()]);
  await startIndex();
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}
