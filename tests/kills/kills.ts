import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkLedger } from '../../server/results/check-ledger';
import type { StoredLedgerRow } from '../../server/store/rows';
import { BenchCentre } from '../support/bench-centre';
import { tinyJpeg } from '../support/centre-delivery';
import { KilledDesk } from './killed-desk';
import { killCentre, killDesks, noKills, type Kills } from './kill-rounds';

const SITE = 'Cebu';
const LOGINS = ['maria', 'jun'] as const;
const ROWS_A_READ = 2_000;
const PROGRESS_MS = 30_000;

const { values } = parseArgs({
  options: {
    /** How many kills of desks, and of the centre. */
    desk: { type: 'string', default: '500' },
    centre: { type: 'string', default: '500' },
    items: { type: 'string', default: '24000' },
    'pace-ms': { type: 'string', default: '25' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'keyroom-kills-'));
  const centre = await BenchCentre.open(join(folder, 'centre'));
  try {
    return await kill(centre, folder);
  } finally {
    await centre.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function kill(centre: BenchCentre, folder: string): Promise<number> {
  const siteId = await centre.addSite(SITE);
  await centre.addOperators(siteId, LOGINS);
  await centre.publish({ site: SITE, assignTo: LOGINS, items: Number(values.items), pages: [tinyJpeg('one'), tinyJpeg('two')] });
  const serverUrl = await centre.startServer({ rateLimitPerMin: 0 });
  const desks = LOGINS.map((login) => new KilledDesk({ profileFolder: join(folder, login), login, paceMs: Number(values['pace-ms']) }));
  for (const desk of desks) await desk.start({ serverUrl, code: await centre.enrolmentCode(SITE) });
  const [ofDesks, ofCentre] = [noKills(), noKills()];
  const progress = setInterval(() => say(`… ${ofDesks.counted} of desks, ${ofCentre.counted} of the centre`), PROGRESS_MS);
  await Promise.all([
    killDesks(desks, Number(values.desk), ofDesks),
    killCentre(centre, Number(new URL(serverUrl).port), desks, Number(values.centre), ofCentre),
  ]);
  clearInterval(progress);
  for (const desk of desks) {
    await desk.kill();
    await desk.drain();
  }
  tell(ofDesks, 'desks');
  tell(ofCentre, 'the centre');
  return settleAccounts(centre, siteId, desks);
}

function tell({ counted, uncounted, histogram }: Kills, whom: string): void {
  say(`${counted} kills of ${whom} with something unsettled (${uncounted} more without):`);
  for (const [step, times] of [...histogram].sort(([, a], [, b]) => b - a)) say(`${String(times).padStart(6)}  ${step}`);
}

/** Holds the ledger against what desks have said: whether nothing is lost and nothing is there twice. */
async function settleAccounts(centre: BenchCentre, siteId: string, desks: readonly KilledDesk[]): Promise<number> {
  const saved = new Map(desks.flatMap((desk) => [...desk.saved]));
  const rows = await pushedRows(centre, siteId);
  const times = new Map<string, number>();
  for (const { mutationId } of rows) times.set(mutationId, (times.get(mutationId) ?? 0) + 1);
  const items = rows.map(({ itemId }) => itemId);
  const lost = [...saved.keys()].filter((id) => !times.has(id)).length;
  const twice = rows.length - times.size + (items.length - new Set(items).size);
  const silent = [...times.keys()].filter((id) => !saved.has(id)).length;
  const notAccepted = rows.filter(({ outcome }) => outcome.kind !== 'accepted').length;
  const troubles = desks.flatMap((desk) => desk.troubles);
  const check = await checkLedger(centre.centre);
  say(`${saved.size} entries were said to be saved; ${silent} more were on disk when the desk was killed before it could say so`);
  say(`${lost} lost, ${twice} twice, ${notAccepted} not accepted; the ledger gives the rows of ${check.items} items: ${check.ok ? 'yes' : 'NO'}`);
  for (const trouble of troubles.slice(0, 5)) say(`trouble at a desk: ${trouble}`);
  return lost === 0 && twice === 0 && notAccepted === 0 && check.ok && troubles.length === 0 ? 0 : 1;
}

async function pushedRows(centre: BenchCentre, siteId: string): Promise<readonly StoredLedgerRow[]> {
  const pushed: StoredLedgerRow[] = [];
  for (let after = 0; ; after += ROWS_A_READ) {
    const rows = await centre.centre.store.work.ledgerOfSite(siteId, after, ROWS_A_READ);
    pushed.push(...rows.filter(({ streamId }) => streamId !== null));
    if (rows.length < ROWS_A_READ) return pushed;
  }
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
