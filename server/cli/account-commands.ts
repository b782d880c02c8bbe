import { InvalidArgumentError, Option, type Command } from 'commander';
import { addedOperatorSchema, deskStateResponseSchema, enrolmentCodeResponseSchema } from '../../shared/protocol/admin';
import { roleSchema } from '../../shared/domain/operator';
import { loginSchema, nameSchema, pinSchema } from '../../shared/domain/primitives';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { addSkillsCommand } from './skills-command';

/** `operator` and `desk`. */
export function addAccountCommands(program: Command): void {
  addOperatorCommands(program);
  addDeskCommands(program);
}

type OperatorOptions = CentreAddress & Readonly<{ site: string; login: string; name: string; pin: string; role: string }>;

function addOperatorCommands(program: Command): void {
  const operator = program.command('operator').description('Operators, leads and managers: the people who sign on.');
  withCentre(operator.command('add').description('Add a person who may sign on at the desks of a site.'))
    .requiredOption('--site <NAME>', 'their site', argument(nameSchema))
    .requiredOption('--login <LOGIN>', 'short sign-on name: letters, digits, dot, dash, underscore', argument(loginSchema))
    .requiredOption('--name <NAME>', 'their name as shown', argument(nameSchema))
    .requiredOption('--pin <PIN>', '6 to 12 digits', argument(pinSchema))
    .addOption(new Option('--role <ROLE>', 'what they may do').choices(roleSchema.options).makeOptionMandatory())
    .action(async ({ data, server, ...who }: OperatorOptions) => {
      const client = await CentreClient.find({ data, server });
      const { operatorId } = await client.send('POST', '/v1/admin/operators', who, addedOperatorSchema);
      console.log(`${who.name} added at ${who.site} as ${who.login} (${operatorId}).`);
    });
  addSkillsCommand(operator);
  for (const [name, state, what] of STANDINGS) {
    withCentre(operator.command(name).description(`${what} an operator.${state === 'revoked' ? ' What they have keyed may still be pushed, and is kept.' : ' Their queue is theirs again.'}`))
      .requiredOption('--site <NAME>', 'their site', argument(nameSchema))
      .requiredOption('--login <LOGIN>', 'their sign-on name', argument(loginSchema))
      .action(async ({ data, server, ...who }: OperatorOptions) => {
        const client = await CentreClient.find({ data, server });
        await client.send('PUT', '/v1/admin/operators/state', { ...who, state }, addedOperatorSchema);
        console.log(`${who.login} is ${state}.`);
      });
  }
}

const STANDINGS = [['revoke', 'revoked', 'Revoke'], ['restore', 'active', 'Restore']] as const;

type DeskOptions = CentreAddress & Readonly<{ site: string; valid: number; desk: string }>;

function addDeskCommands(program: Command): void {
  const desk = program.command('desk').description('Desks: the workstations of a site.');
  withCentre(desk.command('enrol').description('Print a one-time code that a new desk is enrolled with.'))
    .requiredOption('--site <NAME>', 'site where the desk stands', argument(nameSchema))
    .option('--valid <MIN>', 'minutes that the code is good for, a week at most (default: 24 hours)', minutesOf)
    .action(async ({ data, server, site, valid }: DeskOptions) => {
      const client = await CentreClient.find({ data, server });
      const asked = { site, ...(valid === undefined ? {} : { validMinutes: valid }) };
      const { code, validUntilUtc } = await client.send('POST', '/v1/admin/enrolment-codes', asked, enrolmentCodeResponseSchema);
      console.log(code);
      console.error(`Type this code at the new desk; it works once, until ${validUntilUtc}.`);
    });
  for (const [name, state, what] of STANDINGS) {
    withCentre(desk.command(name).description(`${what} a desk.${state === 'revoked' ? ' It may push what it holds, and nothing else.' : ' It gets its work again.'}`))
      .argument('<DESK>', 'name or id of the desk', argument(nameSchema))
      .requiredOption('--site <NAME>', 'its site', argument(nameSchema))
      .action(async (which: string, { data, server, site }: DeskOptions) => {
        const client = await CentreClient.find({ data, server });
        await client.send('PUT', '/v1/admin/desks/state', { site, desk: which, state }, deskStateResponseSchema);
        console.log(`${which} is ${state}.`);
      });
  }
}

const LONGEST_MINUTES = 7 * 24 * 60;

function minutesOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LONGEST_MINUTES) return Number(text);
  throw new InvalidArgumentError(`Minutes are a whole number from 1 to ${LONGEST_MINUTES}.`);
}
