import type { Centre } from '../centre';
import { publish } from './publish-import';

/** Finishes what a server that was killed had begun to publish. */
export async function resumeImports(centre: Centre): Promise<void> {
  for (const delivery of await centre.store.batches.deliveriesInPublishing()) {
    if (delivery.plan !== null) await publish(centre, delivery.id, delivery.plan);
  }
}
