import { Option, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { checkSchema, explainSchema, exportSchema, statusSchema } from '../../shared/protocol/admin';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { CommandRefused } from './command-refused';
import { printSites } from './site-status';

/** `export`, `status`, `check` and `explain`. */
export function addResultCommands(program: Command): void {
  addExportCommand(program);
  withCentre(program.command('status').description('Print how the centre stands, as JSON; with --sites, which desk runs what, as a table.'))
    .option('--sites', 'which desk runs which version, since when, when it was heard of last, and what waits there')
    .action(async ({ sites, ...address }: CentreAddress & Readonly<{ sites?: true }>) => {
      const centre = await CentreClient.find(address);
      if (sites === true) await printSites(centre);
      else printJson(await centre.get('/v1/admin/status', statusSchema));
    });
  withCentre(program.command('check').description('Rebuild every item and session from the ledger and compare each with its row.'))
    .action(check);
  withCentre(program.command('explain').description('Tell the story of one item, oldest first.'))
    .argument('<ITEM>', 'its id, or batch/source as in 0001/receipt-07.jpg')
    .option('--json', 'as JSON')
    .action(explain);
}

type ExportOptions = CentreAddress & Readonly<{ batch: string; format: 'csv' | 'json'; raw?: true; out?: string }>;

function addExportCommand(program: Command): void {
  withCentre(program.command('export').description('Print a batch’s result for the client, as a numbered revision.'))
    .requiredOption('--batch <NAME|ID>', 'the batch')
    .addOption(new Option('--format <FORMAT>', 'how it is written').choices(['csv', 'json']).makeOptionMandatory())
    .option('--raw', 'CSV: leave cells as they are that a spreadsheet would run as a formula')
    .option('--out <FILE>', 'write to a file instead')
    .action(async (options: ExportOptions) => {
      const client = await CentreClient.find(options);
      const text = await exported(client, options);
      if (options.out === undefined) process.stdout.write(text);
      else await writeOut(options.out, text);
      await sayWhatIsOpen(client, options.batch);
    });
}

async function exported(client: CentreClient, { batch, format, raw }: ExportOptions): Promise<string> {
  const query = new URLSearchParams({ batch, ...(format === 'csv' && raw === true ? { raw: 'yes' } : {}) });
  if (format === 'csv') return client.text(`/v1/admin/export.csv?${query}`);
  return `${JSON.stringify(await client.get(`/v1/admin/export.json?${query}`, exportSchema), null, 2)}\n`;
}

/** On stderr, so that it never gets into the result: an unfinished batch must not go to a client by mistake. */
async function sayWhatIsOpen(client: CentreClient, batch: string): Promise<void> {
  const { batches } = await client.get('/v1/admin/status', statusSchema);
  const found = batches.find(({ id, name }) => id === batch || name === batch);
  if (found === undefined) return;
  const open = found.items - found.done;
  console.error(`${found.done} of ${found.items} items are done${open === 0 ? '.' : `; the other ${open} have no values yet.`}`);
}

async function writeOut(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new CommandRefused(`${file} cannot be written: ${isMissing(error) ? 'its folder does not exist' : String(error)}`);
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function check(address: CentreAddress): Promise<void> {
  const found = await (await CentreClient.find(address)).send('POST', '/v1/admin/check', {}, checkSchema);
  if (found.ok) {
    console.log(`${found.items} items and ${found.sessions} sessions agree with ${found.mutations} mutations in the ledger.`);
    return;
  }
  const differences = found.differences.map((each) => `${each.itemId}: ${each.what}`);
  throw new CommandRefused(`The rows differ from what the ledger gives (${found.items} items, ${found.sessions} sessions, ${found.mutations} mutations):`, differences);
}

async function explain(item: string, { json, ...address }: CentreAddress & Readonly<{ json?: true }>): Promise<void> {
  const client = await CentreClient.find(address);
  const story = await client.get(`/v1/admin/story?${new URLSearchParams({ item })}`, explainSchema);
  if (json === true) {
    printJson(story);
    return;
  }
  console.log(`${story.source} of batch ${story.batch} (${story.itemId})`);
  for (const event of story.events) console.log(`${event.atUtc}  ${event.text}`);
}

function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
