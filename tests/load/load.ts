import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interrupted } from '../bench/interrupted';
import { Report } from '../bench/report';
import { BenchCentre } from '../support/bench-centre';
import { DeskProcesses } from './desk-processes';
import { checkLedger } from './ledger-check';
import { loadOptions, USAGE, type LoadOptions } from './load-options';
import { deskSpecs, pinHashOf, profileFlags, seed } from './load-setting';
import { comeBack, ramp, steady } from './phases';

/**
 * Many whole desks at one centre: a steady hour's rate, a ramp, and all of them back at once after a day offline.
 *
 * A missed aim is told; only a ledger that is not exact is a failure.
 */
async function main(): Promise<number> {
  const options = loadOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 2;
  }
  const report = await Report.begin('load.jsonl', options.json);
  const folder = await mkdtemp(join(tmpdir(), 'keyroom-load-'));
  const centre = await BenchCentre.open(join(folder, 'centre'));
  const desks = DeskProcesses.start(options.processes, profileFlags(options));
  let exact = false;
  try {
    exact = await Promise.race([load(options, report, centre, desks, folder), interrupted]);
  } finally {
    await desks.end();
    await centre.close();
    await rm(folder, { recursive: true, force: true });
  }
  report.end();
  return exact ? 0 : 1;
}

async function load(options: LoadOptions, report: Report, centre: BenchCentre, desks: DeskProcesses, folder: string): Promise<boolean> {
  report.say('seeding …');
  const siteIds = await seed(centre, options);
  const setting = { options, report, centre, desks, siteIds };
  // 200 desks at one address would take seven minutes to enrol at the shipped limit of tries.
  const urls = await startServers(centre, options, Array.from({ length: options.servers }, () => 0), 0);
  const ports = urls.map((url) => Number(new URL(url).port));
  const specs = await deskSpecs(centre, options, urls, folder);
  const pinHash = await pinHashOf(centre);
  report.say(`enrolling ${specs.length} desks …`);
  await desks.ask((n) => ({ kind: 'enrol', desks: desks.share(specs, n), pinHash }));
  const startAgain = async (): Promise<void> => {
    await startServers(centre, options, ports, options.rateLimit);
  };
  await centre.stopServers();
  await startAgain();
  await desks.ask(() => ({ kind: 'settleDown' }));
  await steady(setting);
  if (options.rampSeconds > 0) await ramp(setting);
  if (options.backlog > 0) await comeBack(setting, startAgain);
  return checkLedger(setting, urls[0] ?? '');
}

async function startServers(centre: BenchCentre, options: LoadOptions, ports: readonly number[], rateLimit: number | null): Promise<readonly string[]> {
  const limit = rateLimit === null ? {} : { rateLimitPerMin: rateLimit };
  const urls: string[] = [];
  for (const port of ports) urls.push(await centre.startServer({ port, nodeFlags: profileFlags(options), ...limit }));
  return urls;
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
