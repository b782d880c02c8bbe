import { Worker } from 'node:worker_threads';
import type { Failure, Report } from './simulation-worker';
import type { Tally } from './tally';

const SEEDS_A_TURN = 50;

export type Range = Readonly<{ seed: number; histories: number; workers: number }>;

/**
 * Runs histories in so many workers until all are run or one breaks a promise; gives that one. Seeds are handed out in
 * their order, so the first failure is among the lowest seeds.
 */
export async function runInWorkers({ seed, histories, workers }: Range, tally: Tally, onProgress: (run: number) => void): Promise<Readonly<{ run: number; failure: Failure | null }>> {
  let next = seed;
  let run = 0;
  let failure: Failure | null = null;
  const turns = async (): Promise<void> => {
    const worker = new Worker(new URL('./simulation-worker.mjs', import.meta.url));
    try {
      while (failure === null && next < seed + histories) {
        const count = Math.min(SEEDS_A_TURN, seed + histories - next);
        const report = await askWorker(worker, { from: next, count: ((next += count), count) });
        run += report.run;
        tally.add(report.counts);
        failure ??= report.failure;
        onProgress(run);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, turns));
  return { run, failure };
}

function askWorker(worker: Worker, seeds: Readonly<{ from: number; count: number }>): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: Report) => {
      worker.off('error', reject);
      resolve(report);
    });
    worker.postMessage(seeds);
  });
}
