import type { History } from './history';
import { runHistory, type Broken } from './run-history';
import { Tally } from './tally';

/** The same history with as few events as still break the same promise: what comes after goes, then ever smaller pieces of the rest. */
export async function shorten(history: History, broken: Broken): Promise<History> {
  let shortest: History = { ...history, events: history.events.slice(0, broken.at + 1) };
  if (!(await stillBreaks(shortest, broken))) return history;
  for (let size = Math.ceil(shortest.events.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = shortest.events.length - size; from > -size; from -= size) {
      const without = { ...shortest, events: shortest.events.toSpliced(Math.max(0, from), size) };
      if (await stillBreaks(without, broken)) shortest = without;
    }
  }
  return shortest;
}

async function stillBreaks(history: History, { promise }: Broken): Promise<boolean> {
  return (await runHistory(history, new Tally()))?.promise === promise;
}
