import { InvalidArgumentError, type Command } from 'commander';
import { loginSchema, nameSchema } from '../../shared/domain/primitives';
import { shiftSchema, type Shift, type Weekday } from '../../shared/domain/floor/shift';
import { plannedShiftsSchema, shiftPlanOfSchema } from '../../shared/protocol/admin';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { readWeekdays, weekdaysText } from './weekdays';

type ShiftOptions = CentreAddress & Readonly<{ site: string; login: string; zone: string; days: readonly Weekday[]; from: string; to: string }>;

/** `shift`: who is planned to be there when. */
export function addShiftCommands(program: Command): void {
  const shift = program.command('shift').description('Planned shifts: when the people of a site are to be there.');
  const ofSite = (command: Command): Command => withCentre(command).requiredOption('--site <NAME>', 'their site', argument(nameSchema));
  const ofPerson = (command: Command): Command => ofSite(command).requiredOption('--login <LOGIN>', 'their sign-on name', argument(loginSchema));
  ofPerson(shift.command('set').description('Plan the hours of an operator on some days, in place of what was planned on them.'))
    .requiredOption('--zone <ZONE>', 'the time zone that the hours are in, as in Asia/Manila', argument(shiftSchema.shape.zone))
    .requiredOption('--days <DAYS>', 'as in mon-fri or sat,sun', weekdaysOf)
    .requiredOption('--from <HH:MM>', 'when it starts', argument(shiftSchema.shape.start))
    .requiredOption('--to <HH:MM>', 'when it ends; earlier than it starts means the next day', argument(shiftSchema.shape.end))
    .action(({ zone, days, from, to, ...who }: ShiftOptions) => plan(who, days, { zone, start: from, end: to }));
  ofPerson(shift.command('clear').description('Plan nothing for an operator.'))
    .option('--days <DAYS>', 'on these days only, as in mon-fri or sat,sun', weekdaysOf, readWeekdays('all') ?? [])
    .action(({ days, ...who }: ShiftOptions) => plan(who, days, null));
  ofSite(shift.command('list').description('Print what is planned at a site.'))
    .action(async ({ site, ...address }: CentreAddress & Readonly<{ site: string }>) => {
      const { plans } = await (await CentreClient.find(address)).send('POST', '/v1/admin/shifts/list', { site }, plannedShiftsSchema);
      for (const { login, shifts } of plans) console.log(lineOf(login, shifts));
      if (plans.length === 0) console.error(`No shifts are planned at ${site}.`);
    });
}

async function plan({ site, login, ...address }: CentreAddress & Readonly<{ site: string; login: string }>, weekdays: readonly Weekday[], hours: Omit<Shift, 'weekdays'> | null): Promise<void> {
  const client = await CentreClient.find(address);
  const { shifts } = await client.send('PUT', '/v1/admin/shifts', { site, login, weekdays, hours }, shiftPlanOfSchema);
  console.log(lineOf(login, shifts));
}

function lineOf(login: string, shifts: readonly Shift[]): string {
  const hours = shifts.map(({ weekdays, start, end, zone }) => `${weekdaysText(weekdays)} ${start}-${end} ${zone}`);
  return `${login}: ${hours.length === 0 ? 'nothing planned' : hours.join('; ')}`;
}

function weekdaysOf(text: string): readonly Weekday[] {
  const days = readWeekdays(text);
  if (days === null) throw new InvalidArgumentError('Days are mon, tue, wed, thu, fri, sat, sun, as in mon-fri or sat,sun; or all.');
  return days;
}
