import { randomUUID } from 'node:crypto';
import type { Mutation } from '../../shared/domain/mutation';
import { tinyJpeg } from '../support/centre-delivery';
import { CentreDesk } from '../support/centre-desk';
import { entryOf } from '../support/entry-of';
import type { Setting } from './bench-setting';
import { cpuSeconds } from './process-tree';
import { median } from './quantile';

const ENTRY = entryOf({ company: 'Kedai Kopi', date: '2026-11-21', address: '14 Jalan Besar, '.repeat(25).trim(), total: '1250.40' });
/** Writes of one site follow each other: several sites let several servers work at once. */
const SITES = 4;
const DESKS_A_SITE = 2;
const ROUNDS = 3;

type Way = Readonly<{ name: string; aPush: number; pushes: number; servers: number }>;
const WAYS: readonly Way[] = [1, 2].flatMap((servers) => [
  { name: `200 a push, ${servers} server process${servers > 1 ? 'es' : ''}`, aPush: 200, pushes: 1, servers },
  { name: `1 a push, ${servers} server process${servers > 1 ? 'es' : ''}`, aPush: 1, pushes: 50, servers },
]);

type Pusher = Readonly<{ desk: CentreDesk; streamId: string; journal: readonly Mutation[]; sent: { upTo: number } }>;

/** Mutations a second through HTTP: real sealed entries, real PostgreSQL, one and two server processes on one database. */
export async function centreRate({ centre, report }: Setting): Promise<void> {
  // The limit of requests a desk would be what is measured.
  const urls = [await centre.startServer({ rateLimitPerMin: 0 }), await centre.startServer({ rateLimitPerMin: 0 })];
  const pushers: Pusher[] = [];
  for (let s = 0; s < SITES; s += 1) pushers.push(...(await pushersOf({ centre }, `Site ${s + 1}`, urls[0] ?? '')));
  const rates = new Map<string, number[]>(WAYS.map(({ name }) => [name, []]));
  const cpu = { servers: 0, postgres: 0, desks: 0, all: 0 };
  const used = async () => ({ servers: centre.serverPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0), postgres: cpuSeconds(await centre.postgresPid()), desks: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6 });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of round % 2 === 0 ? WAYS : WAYS.toReversed()) {
      const before = await used();
      const beganAtMs = performance.now();
      await Promise.all(pushers.map((pusher, i) => pushAll(pusher, way, urls[i % way.servers] ?? '')));
      const tookS = (performance.now() - beganAtMs) / 1000;
      rates.get(way.name)?.push((pushers.length * way.aPush * way.pushes) / tookS);
      const after = await used();
      for (const side of ['servers', 'postgres', 'desks'] as const) cpu[side] += after[side] - before[side];
      cpu.all += tookS;
    }
  }
  for (const [name, each] of rates) report.add({ name: `mutations a second, ${name}`, value: median(each), unit: '1/s', samples: each.length, note: each.map((rate) => rate.toFixed(0)).join(', ') });
  const share = (seconds: number): string => (seconds / cpu.all).toFixed(2);
  report.add({ name: 'cores busy with it', value: (cpu.servers + cpu.postgres + cpu.desks) / cpu.all, unit: '', note: `servers ${share(cpu.servers)}, PostgreSQL ${share(cpu.postgres)}, desks ${share(cpu.desks)}; ${SITES} sites, ${pushers.length} desks at once` });
}

async function pushersOf({ centre }: Pick<Setting, 'centre'>, site: string, url: string): Promise<readonly Pusher[]> {
  const siteId = await centre.addSite(site);
  const logins = Array.from({ length: DESKS_A_SITE }, (_, i) => `op${i}`);
  const operators = await centre.addOperators(siteId, logins);
  const each = ROUNDS * WAYS.reduce((sum, { aPush, pushes }) => sum + aPush * pushes, 0);
  const items = await centre.publish({ site, assignTo: logins, items: each * DESKS_A_SITE, pages: [tinyJpeg(site)] });
  return Promise.all(operators.map(async ({ id, login }) => {
    const desk = await CentreDesk.enrol(url, await centre.enrolmentCode(site), login);
    const own = items.filter((item) => item.assignedTo === id);
    const journal: Mutation[] = [];
    for (const [i, item] of own.entries()) journal.push(await desk.submit(item, id, i + 1, ENTRY));
    return { desk, streamId: randomUUID(), journal, sent: { upTo: 0 } };
  }));
}

async function pushAll({ desk, streamId, journal, sent }: Pusher, { aPush, pushes }: Way, url: string): Promise<void> {
  desk.url = url;
  for (let n = 0; n < pushes; n += 1) {
    const outcomes = await desk.push(streamId, journal.slice(sent.upTo, sent.upTo + aPush));
    const wrong = outcomes.find(({ outcome }) => outcome.kind !== 'accepted');
    if (wrong !== undefined || outcomes.length !== aPush) throw new Error(`a mutation was not accepted: ${JSON.stringify(wrong)}`);
    sent.upTo += aPush;
  }
}
