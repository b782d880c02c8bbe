import { workerData } from 'node:worker_threads';
import { selfCheck } from './self-check';
import type { SelfCheckTask } from './self-check-at-once';

const { setting, done, port } = workerData as SelfCheckTask;

/** The one who waits is let go in any case; without an answer it says that there was none. */
async function answer(): Promise<void> {
  try {
    port.postMessage(await selfCheck(setting));
  } finally {
    Atomics.store(done, 0, 1);
    Atomics.notify(done, 0);
  }
}

void answer();
