import './no-eval';
import { toWorkerSchema, type ToMain } from '../../shared/ipc/log-port';
import { openIndex } from './database';
import { indexParcel } from './index-parcel';
import { positionIn } from './index-meta';
import type { FromIndexWorker, ToIndexWorker } from './index-worker-messages';

/** While somebody types, this long a pause between parcels leaves the machine to the keys. */
const PAUSE_MS = 100;
/** How long after the last key somebody still counts as typing. */
const TYPING_MS = 1_000;

let lastKeyMs = Number.NEGATIVE_INFINITY;
const database = openIndex();

function tellPage(message: FromIndexWorker): void {
  globalThis.postMessage(message);
}

globalThis.addEventListener('message', (event: MessageEvent<ToIndexWorker>) => {
  if (event.data.type === 'typing') lastKeyMs = performance.now();
  const [port] = event.ports;
  if (event.data.type === 'port' && port !== undefined) void follow(port);
});

async function follow(port: MessagePort): Promise<void> {
  const say = (message: ToMain): void => port.postMessage(message);
  let turns: Promise<void> = Promise.resolve();
  const atEnd = { journal: false, inbox: false };
  port.addEventListener('message', (event) => {
    turns = turns.then(() => take(event.data)).catch((error: unknown) => tellPage({ type: 'broken', reason: String(error) }));
  });
  async function take(raw: unknown): Promise<void> {
    const parcel = toWorkerSchema.parse(raw);
    await indexParcel(database, parcel);
    if (!parcel.atEnd && performance.now() - lastKeyMs < TYPING_MS) await pause();
    say({ type: 'taken', log: parcel.log, next: parcel.next });
    atEnd[parcel.log] = parcel.atEnd;
    if (atEnd.journal && atEnd.inbox) tellPage({ type: 'caughtUp' });
  }
  port.start();
  try {
    const positions = { journal: await positionIn(database, 'journal'), inbox: await positionIn(database, 'inbox') };
    tellPage({ type: 'opened' });
    say({ type: 'start', ...positions });
  } catch (error) {
    tellPage({ type: 'broken', reason: String(error) });
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
