import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { drawHistory, type History } from './history';
import { runHistory, type Broken } from './run-history';
import { shorten } from './shorten';
import { Tally, type Counted } from './tally';

export const seedsSchema = z.object({ from: z.int(), count: z.int().min(1) });

/** What became of some histories: how many were run, and the first that broke a promise, as short as it can be. */
export type Report = Readonly<{ run: number; counts: readonly (readonly [Counted, number])[]; failure: Failure | null }>;
export type Failure = Readonly<{ seed: number; broken: Broken; shortened: History }>;

async function runSeeds({ from, count }: z.infer<typeof seedsSchema>): Promise<Report> {
  const tally = new Tally();
  for (let i = 0; i < count; i += 1) {
    const history = drawHistory(from + i);
    const broken = await runHistory(history, tally);
    if (broken === null) continue;
    return { run: i + 1, counts: [...tally.counts], failure: { seed: history.seed, broken, shortened: await shorten(history, broken) } };
  }
  return { run: count, counts: [...tally.counts], failure: null };
}

parentPort?.on('message', (message) => {
  void runSeeds(seedsSchema.parse(message)).then((report) => parentPort?.postMessage(report));
});
