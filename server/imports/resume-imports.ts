import type { Centre } from '../centre';
import { discard, publish } from './publish-import';

/** Finishes what a server that was killed had begun to publish. */
export async function resumeImports(centre: Centre): Promise<void> {
  for (const delivery of await centre.store.batches.deliveriesIn('publishing')) {
    if (delivery.plan !== null) await publish(centre, delivery.id, delivery.plan);
  }
}

/** Longer than any upload takes. */
const GIVEN_UP_AFTER_MS = 48 * 60 * 60_000;

/** Throws away pages of deliveries that were never published. */
export async function clearGivenUpImports(centre: Centre): Promise<void> {
  for (const delivery of await centre.store.batches.deliveriesIn('staged')) {
    if (mintedAtMs(delivery.id) < centre.clock.nowMs() - GIVEN_UP_AFTER_MS) await discard(centre, delivery);
  }
}

/** A UUID of version 7 begins with the milliseconds of its making. */
function mintedAtMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
