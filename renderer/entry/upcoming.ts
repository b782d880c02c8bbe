import { watchNextItemIds } from '../store/queries';
import { prepareEntry, type PreparedEntry } from './prepare-entry';
import { leftItems } from './saving-state';

type Ready = Extract<PreparedEntry, { kind: 'ready' }>;

/** Two ahead: the next must be there in the same frame, and the one after it when the next turns out to be quick. */
const AHEAD = 2;

let stopWatching: () => void = () => undefined;
let ready: readonly Ready[] = [];
let round = 0;

/** Keeps the next items of the queue ready to be shown at once, while `itemId` is being keyed. */
export function prepareAhead(operatorId: string, itemId: string): void {
  stopPreparing();
  const except = new Set([...leftItems(), itemId]);
  const mine = round;
  const subscription = watchNextItemIds(operatorId, except, AHEAD).subscribe((ids) => {
    void Promise.all(ids.map((id) => prepareEntry(operatorId, id))).then((prepared) => {
      if (mine === round) ready = prepared.filter((p) => p.kind === 'ready');
    });
  });
  stopWatching = () => subscription.unsubscribe();
}

export function stopPreparing(): void {
  stopWatching();
  stopWatching = () => undefined;
  round += 1;
  ready = [];
}

/** The next item that is ready and was not submitted meanwhile; null when none is ready yet. */
export function takeReady(): Ready | null {
  return ready.find(({ work }) => !leftItems().has(work.item.id)) ?? null;
}
