import { Command } from 'commander';
import { VERSION } from './version';
import { addAccountCommands } from './account-commands';
import { addFormCommands } from './form-commands';
import { addImportCommand } from './import-command';
import { addProjectCommands } from './project-commands';
import { addReleaseCommands } from './release-commands';
import { addResultCommands } from './result-commands';
import { addShiftCommands } from './shift-commands';
import { addSiteCommands } from './site-commands';
import { addStartCommand } from './start-command';

/** All commands of the centre. */
export function commandLine(): Command {
  const program = new Command('keyroom-server')
    .description('The Keyroom centre: starts it, and tells a running one what to do.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Add --help to see how it is used.')
    .exitOverride();
  addStartCommand(program);
  addSiteCommands(program);
  addAccountCommands(program);
  addShiftCommands(program);
  addFormCommands(program);
  addProjectCommands(program);
  addImportCommand(program);
  addResultCommands(program);
  addReleaseCommands(program);
  return program;
}
