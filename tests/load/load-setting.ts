import { join, resolve } from 'node:path';
import { PIN, type BenchCentre } from '../support/bench-centre';
import { tinyJpeg } from '../support/centre-delivery';
import { cpuSeconds } from '../bench/process-tree';
import type { Report } from '../bench/report';
import type { DeskProcesses } from './desk-processes';
import type { DeskSpec } from './load-messages';
import type { LoadOptions } from './load-options';

/** The rates of the ramp, as multiples of the one asked for. */
export const RAMP = [1.5, 2, 3, 4, 6, 8] as const;

const PROFILES = resolve(import.meta.dirname, '../profiles');
const ITEMS_A_DELIVERY = 10_000;
/** Sources are not what is loaded here: the items of a delivery share a few small ones. */
const PAGES_A_DELIVERY = 8;

export type LoadSetting = Readonly<{ options: LoadOptions; report: Report; centre: BenchCentre; desks: DeskProcesses; siteIds: readonly string[] }>;

export type Cpu = Readonly<{ centre: number; postgres: number; desks: number }>;

/** CPU seconds that each side has used so far. */
export async function cpuOf({ centre, desks }: LoadSetting): Promise<Cpu> {
  return {
    centre: centre.serverPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    postgres: cpuSeconds(await centre.postgresPid()), desks: desks.cpuSeconds(),
  };
}

export function profileFlags({ profile }: LoadOptions): readonly string[] {
  return profile ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [];
}

/** Puts sites, operators and items into the centre by its own code, without HTTP; gives the sites' ids. */
export async function seed(centre: BenchCentre, options: LoadOptions): Promise<readonly string[]> {
  const siteIds: string[] = [];
  for (let s = 0; s < options.sites; s += 1) {
    const site = `Site ${s + 1}`;
    const siteId = await centre.addSite(site);
    siteIds.push(siteId);
    const logins = deskNumbers(options, s).map(loginOf);
    await centre.addOperators(siteId, logins);
    for (let left = itemsEach(options) * logins.length; left > 0; left -= ITEMS_A_DELIVERY) {
      const pages = Array.from({ length: PAGES_A_DELIVERY }, (_, i) => tinyJpeg(`${site} ${left} ${i}`));
      await centre.publish({ site, assignTo: logins, items: Math.min(left, ITEMS_A_DELIVERY), pages });
    }
  }
  return siteIds;
}

/** A tenth of the desks follow the queue of the next desk of their site besides their own. */
export async function deskSpecs(centre: BenchCentre, options: LoadOptions, urls: readonly string[], folder: string): Promise<readonly DeskSpec[]> {
  const specs: DeskSpec[] = [];
  for (let s = 0; s < options.sites; s += 1) {
    const numbers = deskNumbers(options, s);
    for (const [i, n] of numbers.entries()) {
      const other = follows(i) ? numbers[(i + 1) % numbers.length] : undefined;
      const before = (i + numbers.length - 1) % numbers.length;
      specs.push({
        name: `Desk ${n}`, login: loginOf(n), code: await centre.enrolmentCode(`Site ${s + 1}`), serverUrl: urls[n % urls.length] ?? '',
        profileFolder: join(folder, `desk-${n}`), alsoFollows: other !== undefined && other !== n ? loginOf(other) : null,
        isFollowed: follows(before) && before !== i,
      });
    }
  }
  return specs;
}

function follows(placeAtSite: number): boolean {
  return placeAtSite % 10 === 0;
}

/** What chance may make of an even share, and the whole of the ramp, are in it. */
function itemsEach({ desks, perHour, minutes, rampSeconds, backlog }: LoadOptions): number {
  const ramp = RAMP.reduce((sum, factor) => sum + factor, 0) * (perHour / 3600) * rampSeconds;
  const submissions = ((perHour / 60) * minutes + ramp) / desks;
  return Math.ceil(submissions + 6 * Math.sqrt(submissions)) + 10 + backlog;
}

function deskNumbers({ desks, sites }: LoadOptions, site: number): readonly number[] {
  return Array.from({ length: desks }, (_, n) => n).filter((n) => n % sites === site);
}

function loginOf(n: number): string {
  return `op${n}`;
}

/** The encoded hash of everybody's PIN. */
export function pinHashOf(centre: BenchCentre): Promise<string> {
  return centre.centre.pins.hash(PIN);
}
