import { InvalidArgumentError, type Command } from 'commander';
import { readFile } from 'node:fs/promises';
import {
  importedSchema, importStartedSchema, stagedPageResponseSchema, type ImportRequest,
} from '../../shared/protocol/admin';
import { loginSchema, nameSchema } from '../../shared/domain/primitives';
import { z } from 'zod';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { readDelivery, type Delivery } from './read-delivery';

const PAGES_AT_ONCE = 4;

type ImportOptions = CentreAddress & Readonly<{
  client: string; project: string; workType: string; site: string; due?: string; batch?: string; assign?: string[]; partial?: true;
}>;

/** `import`: takes a delivery in as a batch. */
export function addImportCommand(program: Command): void {
  withCentre(
    program.command('import').description(
      'Take a folder of JPEG and PNG images in as a batch: each image is an item, each subfolder one item of several pages. ' +
        'The delivery is taken whole or not at all.',
    ),
  )
    .argument('<DIR>', 'folder of the delivery')
    .requiredOption('--client <NAME>', 'the company that pays; made when it is new', argument(nameSchema))
    .requiredOption('--project <NAME>', 'the engagement; made when it is new', argument(nameSchema))
    .requiredOption('--work-type <TYPE>', 'what kind of work, e.g. receipt')
    .requiredOption('--site <NAME>', 'site that keys it', argument(nameSchema))
    .option('--due <ISO>', 'when it is due, e.g. 2026-12-01T17:00:00Z (default: in 24 hours)', dueOf)
    .option('--batch <NAME>', 'name of the batch (default: the next number)', argument(nameSchema))
    .option('--assign <LOGIN,…>', 'logins that it is shared out over whatever the project’s policy says (default: as the policy says)', loginsOf)
    .option('--partial', 'take what can be taken when some of the delivery is at fault')
    .action(async (folder: string, options: ImportOptions) => {
      const client = await CentreClient.find(options);
      const delivery = await readDelivery(folder);
      const imported = await importDelivery(client, requestOf(delivery, options), delivery);
      console.log(summaryOf(imported, delivery).join('\n'));
    });
}

function requestOf(delivery: Delivery, options: ImportOptions): ImportRequest {
  const { client, project, workType, site, due, batch, assign, partial } = options;
  return {
    client, project, workType, site, partial: partial === true, faults: [...delivery.faults], items: [...delivery.items],
    ...(due === undefined ? {} : { dueAtUtc: due }),
    ...(batch === undefined ? {} : { batchName: batch }),
    ...(assign === undefined ? {} : { assignTo: assign }),
  };
}

type Imported = z.infer<typeof importedSchema>;

async function importDelivery(client: CentreClient, request: ImportRequest, delivery: Delivery): Promise<Imported> {
  const { importId } = await client.send('POST', '/v1/admin/imports', request, importStartedSchema);
  const waiting = [...delivery.files];
  const sendNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await sendPage(client, importId, ...next);
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, sendNext));
  return client.send('POST', `/v1/admin/imports/${importId}/publish`, {}, importedSchema);
}

async function sendPage(client: CentreClient, importId: string, sha256: string, file: string): Promise<void> {
  const bytes = new Uint8Array(await readFile(file));
  await client.sendBytes(`/v1/admin/imports/${importId}/pages/${sha256}`, bytes, stagedPageResponseSchema);
}

function summaryOf(imported: Imported, delivery: Delivery): readonly string[] {
  const items = imported.itemCount === 1 ? '1 item' : `${imported.itemCount} items`;
  const inPool = imported.itemCount - imported.assigned.reduce((sum, each) => sum + each.itemCount, 0);
  return [
    `Batch ${imported.batch} (${imported.batchId}): ${items}, due ${imported.dueAtUtc}.`,
    ...imported.assigned.map((each) => `  ${each.login}: ${each.itemCount}`),
    ...(inPool > 0 ? [`  In the pool: ${inPool}. Operators who may ask get them by and by; a lead can give them out.`] : []),
    ...(delivery.ignoredCount > 0 ? [`Ignored ${delivery.ignoredCount} files that belong to images or are hidden.`] : []),
    ...(imported.leftOut.length > 0 ? ['Left out:', ...imported.leftOut.map((each) => `  ${each}`)] : []),
  ];
}

const instantSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

function dueOf(text: string): string {
  const parsed = instantSchema.safeParse(text);
  if (parsed.success) return new Date(parsed.data).toISOString();
  throw new InvalidArgumentError('A deadline is an ISO 8601 instant with its zone, e.g. 2026-12-01T17:00:00Z.');
}

function loginsOf(text: string): string[] {
  return text.split(',').map((login) => argument(loginSchema)(login));
}
