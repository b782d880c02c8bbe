import { openItem, type Opening } from '../entry/open-entry';
import { notNext } from '../entry/saving-state';
import { returnToQueue, useQueue } from '../queue/queue-state';
import { useSupply } from '../queue/supply';
import { useSession } from '../session/session-state';
import { isFirstOffered } from '../store/supply-feed';

export function operatorId(): string {
  return useSession.getState().operator?.id ?? '';
}

/** Opens an item from the queue; where that cannot be, the queue says why. */
export function openFromQueue(itemId: string): void {
  const { itemIds } = useQueue.getState();
  const isOrdered = (useSupply.getState().news?.orderedBatchIds.size ?? 0) > 0;
  // The first one is offered in any case: it opens in this same turn, so that no key is lost.
  if (!isOrdered || itemIds[0] === itemId) open(itemId);
  else void openOrdered(operatorId(), itemId);
}

async function openOrdered(askedBy: string, itemId: string): Promise<void> {
  const isOffered = await isFirstOffered(askedBy, itemId, notNext());
  if (askedBy !== operatorId()) return;
  if (isOffered) open(itemId);
  else useQueue.setState({ word: 'notFirst' });
}

/** Where nothing was opened the queue comes back, and says why. */
export function onLeft(next: Opening): void {
  if (next !== 'opened' && next !== 'overtaken') returnToQueue(next === 'leftByHand' ? null : next, notNext());
}

function open(itemId: string): void {
  void Promise.resolve(openItem(operatorId(), itemId)).then(onLeft);
}
