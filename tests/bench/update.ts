import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { distinctPages } from '../support/distinct-pages';
import { openFirstItem, openStation, signOn, type Opened } from './apps';
import type { Setting } from './bench-setting';
import { KEYS_AN_ENTRY, keyEntry } from './keyed-entry';
import { pageNowMs, recordKeys, takeKeys } from './key-latency';
import { ARTIFACT_MB, PublishedReleases } from './published-releases';
import { quantile } from './quantile';

const KEYS_PER_SECOND = 12;
const ITEMS = 600;
const QUIET_ENTRIES = 2;
/** With the usual budget a release of this size takes minutes: so much of that is keyed through in each round. */
const BUDGET_ENTRIES = 5;
/** Keyed on while it lies ready. */
const DUE_ENTRIES = 2;
const MORE_MS = 50;
const READY_WITHIN_MS = 180_000;

/** What went on while a key was pressed. */
const WHENS = ['quiet', 'published', 'downloaded without a limit', 'downloaded with the usual budget', 'lying ready'] as const;
type When = (typeof WHENS)[number];
type Keys = Record<When, number[]>;

/** Keys through a release that is published, downloaded and due, beside keys at a desk where nothing is due. */
export async function update(setting: Setting): Promise<void> {
  const { centre, url, folder } = setting;
  const [site, profile] = ['Update', join(folder, 'update')];
  const siteId = await centre.addSite(site);
  await centre.addOperators(siteId, ['maria']);
  await centre.publish({ site, assignTo: ['maria'], items: ITEMS, pages: distinctPages(60, 'update') });
  const releases = await PublishedReleases.open(folder, centre.dataFolder, site, profile);
  const station = await openStation(url, await centre.enrolmentCode(site), profile, releases.env);
  try {
    await signOn(station.page, 'maria');
    await openFirstItem(station.page);
    await recordKeys(station.page);
    await keyEntry(station.page, KEYS_PER_SECOND);
    await takeKeys(station.page);
    await measure(setting, station, releases);
  } finally {
    await station.app.close();
  }
}

async function measure(setting: Setting, { app, page }: Opened, releases: PublishedReleases): Promise<void> {
  const keys: Keys = { quiet: [], published: [], 'downloaded without a limit': [], 'downloaded with the usual budget': [], 'lying ready': [] };
  const [pid, budgetMb] = [app.process().pid, [] as number[]];
  for (let round = 0; round < setting.rounds; round += 1) {
    await quiet(page, keys);
    await releases.setBudget('none');
    const version = await keyThrough(page, releases, keys);
    await stays(page, version, releases);
    await withdraw(page, version, releases);
    await quiet(page, keys);
    await releases.setBudget('512');
    budgetMb.push(await keyThroughBudget(page, releases, keys));
  }
  tell(setting, keys, budgetMb);
  const installs = (await releases.log()).split('\n').filter((line) => line.includes('is installed now')).length;
  const isSame = app.process().pid === pid && app.process().exitCode === null && (await releases.record()).trial === null;
  setting.report.add({ name: 'installations begun before sign-off', value: installs, unit: '', samples: setting.rounds, aim: 0, note: isSame ? 'the same process to the end' : 'ANOTHER PROCESS' });
}

async function quiet(page: Page, keys: Keys): Promise<void> {
  for (let i = 0; i < QUIET_ENTRIES; i += 1) await keyEntry(page, KEYS_PER_SECOND);
  keys.quiet.push(...(await takeKeys(page)).map(({ latencyMs }) => latencyMs));
}

/** Keys entry after entry from before the release is at the centre until it has lain ready for a while. */
async function keyThrough(page: Page, releases: PublishedReleases, keys: Keys): Promise<string> {
  const release = await releases.build();
  await takeKeys(page);
  let [dueAtMs, readyAtMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const publishing = publishAndAsk(page, releases, release).then(async (atMs) => {
    dueAtMs = atMs;
    for (const untilMs = Date.now() + READY_WITHIN_MS; !(await releases.log()).includes(`update ${release.version} lies ready`); ) {
      if (Date.now() > untilMs) throw new Error(`${release.version} does not lie ready: ${(await releases.log()).slice(-1000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    readyAtMs = await pageNowMs(page);
  });
  let failure: unknown = null;
  publishing.catch((error: unknown) => (failure = error));
  while (readyAtMs === Number.POSITIVE_INFINITY && failure === null) await keyEntry(page, KEYS_PER_SECOND);
  await publishing;
  for (let i = 0; i < DUE_ENTRIES; i += 1) await keyEntry(page, KEYS_PER_SECOND);
  for (const { atMs, latencyMs } of await takeKeys(page)) keys[atMs < dueAtMs ? 'published' : atMs < readyAtMs ? 'downloaded without a limit' : 'lying ready'].push(latencyMs);
  return release.version;
}

async function keyThroughBudget(page: Page, releases: PublishedReleases, keys: Keys): Promise<number> {
  const release = await releases.build();
  await takeKeys(page);
  const publishing = publishAndAsk(page, releases, release);
  publishing.catch(() => undefined);
  for (let i = 0; i < BUDGET_ENTRIES; i += 1) await keyEntry(page, KEYS_PER_SECOND);
  const dueAtMs = await publishing;
  for (const { atMs, latencyMs } of await takeKeys(page)) keys[atMs < dueAtMs ? 'published' : 'downloaded with the usual budget'].push(latencyMs);
  const heldMb = await releases.heldMb();
  await withdraw(page, release.version, releases);
  return heldMb;
}

/** The centre and who publishes there work on the same processors as the desk: a key has it harder than at a site. Gives when the desk asked. */
async function publishAndAsk(page: Page, releases: PublishedReleases, release: Awaited<ReturnType<PublishedReleases['build']>>): Promise<number> {
  await releases.publish(release);
  const atMs = await pageNowMs(page);
  await askNow(page);
  return atMs;
}

/** As the key for syncing does. */
async function askNow(page: Page): Promise<void> {
  await page.evaluate(async () => window.keyroom.call('sync.now', {}));
}

/** Nothing is due afterwards. */
async function withdraw(page: Page, version: string, releases: PublishedReleases): Promise<void> {
  await releases.halt(version);
  for (const untilMs = Date.now() + 60_000; (await releases.record()).due !== null; ) {
    if (Date.now() > untilMs) throw new Error(`${version} stays due`);
    await askNow(page);
    await page.waitForTimeout(500);
  }
  await takeKeys(page);
}

const described = z.object({ value: z.object({ status: z.object({ update: z.object({ kind: z.string(), version: z.string().nullable(), waitsFor: z.string().nullable() }) }) }) });

/** What lies ready still waits for whoever keys. */
async function stays(page: Page, version: string, releases: PublishedReleases): Promise<void> {
  const { kind, waitsFor, version: told } = described.parse(await page.evaluate(async () => window.keyroom.call('desk.describe', {}))).value.status.update;
  if (kind === 'waiting' && told === version && (waitsFor === 'item' || waitsFor === 'signOff')) return;
  throw new Error(`${version} is ${kind}, waits for ${waitsFor}: ${(await releases.log()).slice(-1000)}`);
}

function tell({ report }: Setting, keys: Keys, budgetMb: readonly number[]): void {
  const limitMs = quantile(keys.quiet, 0.99) + MORE_MS;
  const over = (samples: readonly number[]): number => samples.filter((ms) => ms > limitMs).length;
  for (const when of WHENS) {
    const samples = keys[when];
    const note = `p50 ${quantile(samples, 0.5).toFixed(1)}, p95 ${quantile(samples, 0.95).toFixed(1)}, slowest ${Math.max(...samples).toFixed(1)} ms`;
    report.add({ name: `key to frame, ${when}: p99`, value: quantile(samples, 0.99), unit: 'ms', samples: samples.length, note });
    const limit = `quiet p99 ${(limitMs - MORE_MS).toFixed(1)} ms; ${KEYS_AN_ENTRY} keys an entry`;
    report.add({ name: `keys over ${MORE_MS} ms more than the quiet p99, ${when}`, value: over(samples), unit: '', samples: samples.length, ...(when === 'quiet' ? {} : { aim: 0 }), note: limit });
  }
  report.add({ name: 'fetched with the usual budget while somebody keyed', value: quantile(budgetMb, 0.5), unit: 'MB', samples: budgetMb.length, note: `median of a round, of ${ARTIFACT_MB} MB` });
}
