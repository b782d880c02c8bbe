import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ByteProxy } from '../support/byte-proxy';
import { distinctPages } from '../support/distinct-pages';
import { openFirstItem, openPlain, openStation, signOn, syncNow, documentsFetched } from './apps';
import type { Setting } from './bench-setting';
import { itemsIndexed } from './index-size';
import { KEYS_AN_ENTRY, keyEntry } from './keyed-entry';
import { pageNowMs, recordKeys, takeKeys } from './key-latency';
import { quantile } from './quantile';

/** A quick operator: 12 keys a second are 43,200 an hour. */
const KEYS_PER_SECOND = 12;
const KEYS_A_SIDE = 600;
const SLOW_MS = 50;
/** Each tenth item of a pull brings a source of its own, so that sources arrive for as long as the rows do. */
const ITEMS_A_PAGE = 10;

type Sides = Readonly<{ app: number[]; plain: number[] }>;

/** Keystroke to frame in the entry room, idle and during a pull, beside a plain page of the same runtime. */
export async function typing(setting: Setting): Promise<void> {
  const { centre, url, folder } = setting;
  const siteId = await centre.addSite('Typing');
  await centre.addOperators(siteId, ['maria']);
  await centre.publish({ site: 'Typing', assignTo: ['maria'], items: 300, pages: distinctPages(300, 'first') });
  const proxy = await ByteProxy.open(Number(new URL(url).port));
  const station = await openStation(proxy.url, await centre.enrolmentCode('Typing'), join(folder, 'typing'));
  const plain = await openPlain(join(folder, 'plain'));
  try {
    await signOn(station.page, 'maria');
    await openFirstItem(station.page);
    for (const { page } of [station, plain]) {
      await recordKeys(page);
      // Once unmeasured: what runs for the first time is compiled and decoded first.
      await keyEntry(page, KEYS_PER_SECOND);
      await takeKeys(page);
    }
    tell(setting, 'idle', await idle(setting, station.page, plain.page), 1.25);
    await whilePulling(setting, proxy, station.page, plain.page);
  } finally {
    await station.app.close();
    await plain.app.close();
    await proxy.close();
    await rm(join(folder, 'typing'), { recursive: true, force: true });
  }
}

async function idle({ rounds }: Setting, app: Page, plain: Page): Promise<Sides> {
  const sides: Sides = { app: [], plain: [] };
  const entries = Math.ceil(KEYS_A_SIDE / KEYS_AN_ENTRY / rounds);
  for (let round = 0; round < rounds; round += 1) {
    for (const { page, keys } of inTurn(round, { page: plain, keys: sides.plain }, { page: app, keys: sides.app })) {
      for (let i = 0; i < entries; i += 1) await keyEntry(page, KEYS_PER_SECOND);
      keys.push(...(await takeKeys(page)).map((k) => k.latencyMs));
    }
  }
  return sides;
}

async function whilePulling(setting: Setting, proxy: ByteProxy, app: Page, plain: Page): Promise<void> {
  const sides: Sides = { app: [], plain: [] };
  const pulledMs: number[] = [];
  for (let round = 0; round < setting.rounds || (setting.rounds > 1 && sides.app.length < KEYS_A_SIDE); round += 1) {
    proxy.cut();
    await publishMore(setting, round);
    const pull = await keyThroughPull(setting, proxy, app);
    sides.app.push(...pull.keys);
    pulledMs.push(pull.tookMs);
    await documentsFetched(app);
    while (sides.plain.length < sides.app.length) {
      await keyEntry(plain, KEYS_PER_SECOND);
      sides.plain.push(...(await takeKeys(plain)).map((k) => k.latencyMs));
    }
  }
  tell(setting, `during a pull of ${setting.items} items`, sides, 2);
  setting.report.add({ name: `pull of ${setting.items} items while somebody types`, value: quantile(pulledMs, 0.5), unit: 'ms', samples: pulledMs.length, note: 'median; until the index holds all' });
}

async function publishMore({ centre, items }: Setting, round: number): Promise<void> {
  const pages = distinctPages(Math.ceil(items / ITEMS_A_PAGE), `round ${round}`);
  await centre.publish({ site: 'Typing', assignTo: ['maria'], items, pages });
}

/** Keys entry after entry while the link comes back and brings the items; counts the keys between link and last row. */
async function keyThroughPull({ items }: Setting, proxy: ByteProxy, app: Page) {
  const before = await itemsIndexed(app);
  await keyEntry(app, KEYS_PER_SECOND);
  await takeKeys(app);
  const beganAtMs = await pageNowMs(app);
  proxy.restore();
  let endedAtMs = Number.POSITIVE_INFINITY;
  void syncNow(app);
  const watching = (async () => {
    while ((await itemsIndexed(app)) < before + items) await app.waitForTimeout(500);
    endedAtMs = await pageNowMs(app);
  })();
  while (endedAtMs === Number.POSITIVE_INFINITY) await keyEntry(app, KEYS_PER_SECOND);
  await watching;
  const keys = (await takeKeys(app)).filter(({ atMs }) => atMs >= beganAtMs && atMs <= endedAtMs);
  return { keys: keys.map((k) => k.latencyMs), tookMs: endedAtMs - beganAtMs };
}

function tell({ report }: Setting, when: string, { app, plain }: Sides, aim: number): void {
  for (const q of [0.5, 0.95, 0.99]) {
    const ratio = quantile(app, q) / quantile(plain, q);
    const note = `${quantile(app, q).toFixed(1)} ms against ${quantile(plain, q).toFixed(1)} ms`;
    report.add({ name: `key to frame, ${when}: p${q * 100} over the plain page's`, value: ratio, unit: '×', samples: app.length, note, ...(q === 0.99 ? { aim } : {}) });
  }
  const slow = (keys: readonly number[]): number => (100 * keys.filter((ms) => ms > SLOW_MS).length) / keys.length;
  report.add({ name: `keys over ${SLOW_MS} ms, ${when}`, value: slow(app), unit: '%', samples: app.length, aim: slow(plain), note: `plain page ${slow(plain).toFixed(2)} % of ${plain.length}; slowest ${Math.max(...app).toFixed(0)} against ${Math.max(...plain).toFixed(0)} ms` });
}

/** The other one first in every other round. */
function inTurn<T>(round: number, first: T, second: T): readonly T[] {
  return round % 2 === 0 ? [first, second] : [second, first];
}
