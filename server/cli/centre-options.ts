import type { Command } from 'commander';

/** Adds the two ways of saying which centre a command is for. */
export function withCentre(command: Command): Command {
  return command
    .option('--data <DIR>', 'data folder of a centre that runs on this machine')
    .option('--server <URL>', 'address of a centre; its admin token is read from KEYROOM_ADMIN_TOKEN');
}
