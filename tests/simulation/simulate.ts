import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { historySchema } from './history';
import { runHistory } from './run-history';
import { runInWorkers } from './run-in-workers';
import type { Failure } from './simulation-worker';
import { COUNTED, Tally } from './tally';
import { PROMISES } from './violation';

/** From so many histories on a count of zero is a failure: the run has not met what it was to prove. */
const ENOUGH_TO_MEET_ALL = 1_000;
const PROGRESS_MS = 15_000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    histories: { type: 'string', default: '1000' },
    workers: { type: 'string', default: String(availableParallelism()) },
    /** A file with one history, to run it again. */
    replay: { type: 'string' },
    /** Prints one line of JSON and nothing else. */
    json: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function replay(file: string): Promise<number> {
  const history = historySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const broken = await runHistory(history, new Tally());
  say(broken === null ? 'every promise held' : `after event ${broken.at}: ${broken.detail}`);
  return broken === null ? 0 : 1;
}

async function simulate(): Promise<number> {
  const range = { seed: Number(values.seed), histories: Number(values.histories), workers: Number(values.workers) };
  const tally = new Tally();
  const startedMs = performance.now();
  let saidMs = startedMs;
  const { run, failure } = await runInWorkers(range, tally, (soFar) => {
    if (values.json || performance.now() - saidMs < PROGRESS_MS) return;
    saidMs = performance.now();
    say(`… ${soFar} of ${range.histories}`);
  });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  if (values.json) say(JSON.stringify({ run, failure, seconds }));
  else report(tally, run, failure, seconds);
  const lacking = run >= ENOUGH_TO_MEET_ALL ? tally.missing : [];
  return failure === null && lacking.length === 0 ? 0 : 1;
}

function report(tally: Tally, run: number, failure: Failure | null, seconds: number): void {
  for (const name of COUNTED) say(`${String(tally.counts.get(name) ?? 0).padStart(12)}  ${name}`);
  if (tally.missing.length > 0) say(`Not met once: ${tally.missing.join(', ')}`);
  if (failure === null) return say(`${run} histories in ${seconds} s, seeds from ${values.seed}: all ${PROMISES.length} promises held.`);
  say(`Seed ${failure.seed}, after event ${failure.broken.at}: ${failure.broken.detail}`);
  say(`Shortened to ${failure.shortened.events.length} events; save the next line as a file and give it to --replay:`);
  say(JSON.stringify(failure.shortened));
}

process.exitCode = values.replay === undefined ? await simulate() : await replay(values.replay);
