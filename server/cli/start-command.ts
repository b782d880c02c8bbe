import { InvalidArgumentError, type Command } from 'commander';
import { resolve } from 'node:path';
import { startCentre, type StartedCentre, type StartOptions } from './start-centre';
import { VERSION } from './version';

/** How long a clean end may take before the process ends anyway. */
const STOP_TIMEOUT_MS = 20_000;

/** `start`: serves until it is told to stop. */
export function addStartCommand(program: Command): void {
  program.command('start')
    .description(
      'Start a centre on a data folder. It brings its own PostgreSQL, or uses the one that DATABASE_URL leads to; ' +
        'with DATABASE_URL several may share one folder and database, each on its own port.',
    )
    .requiredOption('--data <DIR>', 'data folder; made when it is not there')
    .requiredOption('--port <N>', 'port to listen on; 0 for a free one', portOf)
    .option('--host <ADDRESS>', 'address to listen on', '127.0.0.1')
    .action(async (options: StartOptions) => {
      const started = await startCentre({ ...options, data: resolve(options.data) }, VERSION);
      stopOnSignal(started);
      console.log(`listening on ${started.url}`);
    });
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function stopOnSignal({ stop }: StartedCentre): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`The centre did not stop cleanly: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
