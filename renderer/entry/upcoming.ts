import { watchNextItemIds, watchQueueRow } from '../store/queries';
import { prepareEntry, type PreparedEntry } from './prepare-entry';
import { leftItems, notNext } from './saving-state';

type Ready = Extract<PreparedEntry, { kind: 'ready' }>;

/** Two ahead: the next must be there in the same frame, and the one after it when the next turns out to be quick. */
const AHEAD = 2;

let stopWatching: () => void = () => undefined;
let ready: readonly Ready[] = [];
let round = 0;

/** Keeps the next items of the queue ready to be shown at once, while `itemId` is being keyed. */
export function prepareAhead(operatorId: string, itemId: string): void {
  const except = new Set([...notNext(), itemId]);
  keepReady(operatorId, watchNextItemIds(operatorId, except, AHEAD));
}

/** Keeps the row of the queue that has the focus ready to be opened at once. */
export function prepareRow(operatorId: string, itemId: string): void {
  keepReady(operatorId, watchQueueRow(operatorId, itemId));
}

function keepReady(operatorId: string, itemIds: ReturnType<typeof watchNextItemIds>): void {
  // What was prepared stays until the new round is there: a quick operator may want it before.
  stopWatching();
  round += 1;
  const mine = round;
  const subscription = itemIds.subscribe((ids) => {
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

/** This item, or else the next one, if it is ready and was not submitted meanwhile. It is given once: what was prepared stays until the next round is there, and an item that is done by then must not come again. */
export function takeReady(itemId?: string): Ready | null {
  const isWanted = (id: string): boolean => (itemId === undefined ? !notNext().has(id) : id === itemId && !leftItems().has(id));
  const taken = ready.find(({ work: { item } }) => isWanted(item.id)) ?? null;
  ready = ready.filter((each) => each !== taken);
  return taken;
}
