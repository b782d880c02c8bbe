import { DiskFailure } from '../../main/log/disk';
import { JournalConflict } from '../../main/sync/journal';
import type { SimulatedDesk } from './simulated-desk';
import type { World } from './world';

/** Whether the desk said "saved". Whoever hears that it did not, goes on and tries again. */
export async function trySaving({ tally }: World, desk: SimulatedDesk, what: 'draft' | 'submit' | 'move' | 'verdict' | 'session' | 'ask', write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    tally.count(`${what} saved`);
    return desk.running !== null;
  } catch (error) {
    if (error instanceof DiskFailure) tally.count(`${what} not saved: ${error.kind}`);
    else if (!(error instanceof JournalConflict)) throw error;
    return false;
  }
}
