import { InvalidArgumentError, Option, type Command } from 'commander';
import { MAX_POLICY_HOURS, policySchema, riskClassSchema, workTypeSchema, type Policy } from '../../shared/domain/policy';
import { nameSchema } from '../../shared/domain/primitives';
import { projectsSchema, setProjectResponseSchema, type ProjectWithPolicy } from '../../shared/protocol/admin';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { CommandRefused } from './command-refused';

type Settings = Readonly<{
  workType?: string; assign?: Policy['assign']; depthHours?: number | 'all'; cherryPicking?: boolean; maxHeld?: number | 'none';
  abandonedAfter?: number | 'never'; goalHours?: number; weight?: number; risk?: Policy['riskClass'];
}>;

/** `project`: how the work of a project gets to its operators. */
export function addProjectCommands(program: Command): void {
  const project = program.command('project').description('Projects and their policies: how work gets to operators.');
  withCentre(project.command('list').description('Print every project with its policy.'))
    .action(async (address: CentreAddress) => {
      const { projects } = await (await CentreClient.find(address)).get('/v1/admin/projects', projectsSchema);
      for (const each of projects) console.log(`${each.client}/${each.project} (${each.workType}): ${policyWords(each)}.`);
      if (projects.length === 0) console.log('There are no projects yet.');
    });
  withCentre(project.command('set').description('Change the policy of a project; it holds for what comes in, and for what is asked for, from now on.'))
    .argument('<CLIENT/PROJECT>', 'the project, e.g. "Harbour & Vale/Receipts"', namesOf)
    .option('--work-type <TYPE>', 'makes the project where it is not there yet', argument(workTypeSchema))
    .addOption(new Option('--assign <HOW>', 'ahead: items are given out when a batch comes in; pool: operators get the next ones when they need them').choices(['ahead', 'pool']))
    .option('--depth-hours <H>', 'ahead: at most so many hours of work an operator, the rest when they need it; all: all at once', hoursOr('all'))
    .addOption(new Option('--cherry-picking <HOW>', 'whether operators may open any item of the queue, or only the first').choices(['yes', 'no']).argParser(yesOrNo))
    .option('--max-held <N>', 'the most open items that one operator is given; none: no limit', heldOf)
    .option('--abandoned-after <H>', 'work of somebody of whom nothing was heard for so many hours goes back to the pool; never: it stays', hoursOr('never'))
    .option('--goal-hours <H>', 'work is wanted so many hours before its deadline', (text) => inHours(text, policySchema.shape.goalHours.safeParse(numberOf(text)).success))
    .option('--weight <W>', 'what a batch counts beside others that are wanted at the same time, 1 unless told', weightOf)
    .addOption(new Option('--risk <CLASS>', 'sensitive: only for operators who are cleared for it').choices(riskClassSchema.options))
    .action(set);
}

async function set({ client, project }: Names, { data, server, ...settings }: CentreAddress & Settings): Promise<void> {
  const policy = policyOf(settings);
  if (Object.keys(policy).length === 0 && settings.workType === undefined) throw new CommandRefused('Say what is to change; --help tells what can be set.', [], 2);
  const centre = await CentreClient.find({ data, server });
  const asked = { client, project, policy, ...(settings.workType === undefined ? {} : { workType: settings.workType }) };
  const now = await centre.send('PUT', '/v1/admin/projects', asked, setProjectResponseSchema);
  console.log(`${now.client}/${now.project}${now.isNew ? ' was added' : ''} (${now.workType}): ${policyWords(now)}.`);
}

function policyOf({ assign, depthHours, cherryPicking, maxHeld, abandonedAfter, goalHours, weight, risk }: Settings): Partial<Policy> {
  // A pool has no offline depth: to say pool takes it back.
  const depth = depthHours === undefined && assign === 'pool' ? 'all' : depthHours;
  const all = { assign, depthHours: orNull(depth), cherryPicking, maxHeldItems: orNull(maxHeld), abandonedAfterHours: orNull(abandonedAfter), goalHours, weight, riskClass: risk };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** A word stands for no limit. */
function orNull(value: number | string | undefined): number | null | undefined {
  return typeof value === 'string' ? null : value;
}

/** A policy as one reads it, without what is usual. */
function policyWords({ policy }: Pick<ProjectWithPolicy, 'policy'>): string {
  const { assign, depthHours, cherryPicking, maxHeldItems, abandonedAfterHours, goalHours, weight, riskClass } = policy;
  return [
    assign === 'pool' ? 'pool, operators get the next items' : depthHours === null ? 'assigned ahead, all at once' : `assigned ahead, ${depthHours} h of work`,
    ...(cherryPicking ? [] : ['no cherry-picking']),
    ...(maxHeldItems === null ? [] : [`at most ${maxHeldItems} items each`]),
    ...(abandonedAfterHours === null ? [] : [`back to the pool after ${abandonedAfterHours} h of silence`]),
    ...(goalHours === 0 ? [] : [`wanted ${goalHours} h before the deadline`]),
    ...(weight === 1 ? [] : [`weight ${weight}`]),
    ...(riskClass === 'normal' ? [] : [riskClass]),
  ].join('; ');
}

type Names = Readonly<{ client: string; project: string }>;

/** At the first slash: a project's name may hold one, a client's may not here. */
function namesOf(text: string): Names {
  const slash = text.indexOf('/');
  if (slash < 1) throw new InvalidArgumentError('A project is named with its client, as in "Harbour & Vale/Receipts".');
  return { client: argument(nameSchema)(text.slice(0, slash)), project: argument(nameSchema)(text.slice(slash + 1)) };
}

function numberOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function inHours(text: string, fits: boolean): number {
  if (fits) return numberOf(text);
  throw new InvalidArgumentError(`Hours are a number such as 8 or 0.5, at most ${MAX_POLICY_HOURS}.`);
}

/** Commander takes an argument for missing that is read as null. */
function hoursOr<Word extends string>(word: Word): (text: string) => number | Word {
  return (text) => (text === word ? word : inHours(text, policySchema.shape.depthHours.safeParse(numberOf(text)).success));
}

function heldOf(text: string): number | 'none' {
  if (text === 'none') return text;
  const parsed = policySchema.shape.maxHeldItems.safeParse(numberOf(text));
  if (parsed.success && parsed.data !== null) return parsed.data;
  throw new InvalidArgumentError('A limit is a whole number of items from 1, or none.');
}

function weightOf(text: string): number {
  const parsed = policySchema.shape.weight.safeParse(numberOf(text));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('A weight is a number above 0, at most 1000.');
}

function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new InvalidArgumentError('Say yes or no.');
}
