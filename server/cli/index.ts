import { CommanderError } from 'commander';
import { CommandRefused } from './command-refused';
import { commandLine } from './command-line';

const USAGE_EXIT_CODE = 2;

/** 0 when done, 1 when refused, 2 when the command was not understood. */
async function main(): Promise<void> {
  try {
    await commandLine().parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has said what it had to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  if (error instanceof CommandRefused) {
    console.error([error.message, ...error.details.map((detail) => `  ${detail}`)].join('\n'));
    return error.exitCode;
  }
  console.error(`The command has failed: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

await main();
