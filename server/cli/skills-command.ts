import { InvalidArgumentError, Option, type Command } from 'commander';
import { riskClassSchema, workTypeSchema } from '../../shared/domain/policy';
import { loginSchema, nameSchema } from '../../shared/domain/primitives';
import { abilitiesSchema } from '../../shared/protocol/admin';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { CommandRefused } from './command-refused';

type SkillsOptions = CentreAddress & Readonly<{ site: string; login: string; workTypes?: readonly string[] | 'all'; cleared?: string }>;

/** `operator skills`: what work somebody may be given. */
export function addSkillsCommand(operator: Command): void {
  withCentre(operator.command('skills').description('Say which work types an operator may be given, and whether sensitive work. What they hold stays theirs.'))
    .requiredOption('--site <NAME>', 'their site', argument(nameSchema))
    .requiredOption('--login <LOGIN>', 'their sign-on name', argument(loginSchema))
    .option('--work-types <TYPE,…>', 'the work types, with commas; all for every one', workTypesOf)
    .addOption(new Option('--cleared <CLASS>', 'the highest risk class of their work').choices(riskClassSchema.options))
    .action(async ({ data, server, site, login, workTypes, cleared }: SkillsOptions) => {
      if (workTypes === undefined && cleared === undefined) throw new CommandRefused('Say what is to change: --work-types or --cleared.', [], 2);
      const client = await CentreClient.find({ data, server });
      const asked = { site, login, ...(workTypes === undefined ? {} : { skills: workTypes === 'all' ? null : workTypes }), ...(cleared === undefined ? {} : { clearedFor: cleared }) };
      const { skills, clearedFor } = await client.send('PUT', '/v1/admin/operators/abilities', asked, abilitiesSchema);
      console.log(`${login} is given ${skills === null ? 'every work type' : skills.join(', ')}, ${clearedFor === 'sensitive' ? 'sensitive work included' : 'no sensitive work'}.`);
    });
}

function workTypesOf(text: string): readonly string[] | 'all' {
  if (text === 'all') return text;
  const types = text.split(',').filter((each) => each !== '').map((each) => argument(workTypeSchema)(each.trim()));
  if (types.length === 0) throw new InvalidArgumentError('Name at least one work type, or all.');
  return [...new Set(types)];
}
