import { openItem, type Opening } from '../entry/open-entry';
import { notNext } from '../entry/saving-state';
import { returnToQueue } from '../queue/queue-state';
import { useSession } from '../session/session-state';

export function operatorId(): string {
  return useSession.getState().operator?.id ?? '';
}

/** Opens an item from the queue; where that cannot be, the queue says why. */
export function openFromQueue(itemId: string): void {
  void Promise.resolve(openItem(operatorId(), itemId)).then(onLeft);
}

/** Where nothing was opened the queue comes back, and says why. */
export function onLeft(next: Opening): void {
  if (next !== 'opened' && next !== 'overtaken') returnToQueue(next === 'leftByHand' ? null : next, notNext());
}
