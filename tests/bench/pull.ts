import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ByteProxy } from '../support/byte-proxy';
import { tinyJpeg } from '../support/centre-delivery';
import { distinctPages } from '../support/distinct-pages';
import { documentsFetched, openStation, signOn, syncNow, type Opened } from './apps';
import type { Setting } from './bench-setting';
import { pssMb } from './process-tree';
import { median, quantile } from './quantile';
import { recordChanges, takeChanges } from './screen-changes';

/** A delivery takes 20,000 items at most. */
const ITEMS_A_DELIVERY = 10_000;
const SCROLL_KEYS = 120;

/** Items pulled from a real centre until the queue shows them, and a queue of ten times as many. */
export async function pull(setting: Setting): Promise<void> {
  const { items, rounds, report } = setting;
  const tookMs: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round += 1) {
    await atEmptyDesk(setting, `Pull ${round}`, items, async (_station, ms) => void tookMs.push(ms));
  }
  const note = `${tookMs.map((ms) => ms.toFixed(0)).join(', ')} ms; nobody types`;
  report.add({ name: `${items} items pulled until the queue shows them`, value: median(tookMs), unit: 'ms', samples: tookMs.length, aim: 2000, note });
  await atEmptyDesk(setting, 'Pull all', items * 10, async (station, ms) => {
    report.add({ name: `${items * 10} items pulled until the queue shows them`, value: ms, unit: 'ms', samples: 1 });
    await largeQueue(setting, station, items * 10);
  });
}

/** A desk that has just signed on to an empty queue loses its link, and gets it back when so many items wait for it. */
async function atEmptyDesk(setting: Setting, site: string, count: number, run: (station: Opened, tookMs: number) => Promise<void>): Promise<void> {
  const { centre, url, folder } = setting;
  const siteId = await centre.addSite(site);
  await centre.addOperators(siteId, ['maria']);
  const proxy = await ByteProxy.open(Number(new URL(url).port));
  const station = await openStation(proxy.url, await centre.enrolmentCode(site), join(folder, site));
  try {
    await signOn(station.page, 'maria');
    await station.page.getByText('Nothing to key').waitFor();
    proxy.cut();
    for (let left = count; left > 0; left -= ITEMS_A_DELIVERY) {
      const pages = [...distinctPages(3, `${site} ${left}`), tinyJpeg(`${site} ${left}`)];
      await centre.publish({ site, assignTo: ['maria'], items: Math.min(left, ITEMS_A_DELIVERY), pages });
    }
    const shown = untilShown(station.page, count);
    const beganAtMs = await station.page.evaluate(() => performance.now());
    proxy.restore();
    void syncNow(station.page);
    await run(station, (await shown) - beganAtMs);
  } finally {
    await station.app.close();
    await proxy.close();
  }
}

/** The page's time at the first frame in which the queue counts so many items and shows its first rows. */
function untilShown(page: Page, count: number): Promise<number> {
  return page.evaluate((wanted) => new Promise<number>((resolve) => {
    const look = (): void => {
      const counted = Number((document.querySelector('.queue .crumbs')?.textContent ?? '').replaceAll(/\D/g, ''));
      if (counted !== wanted || document.querySelector('[data-testid=queue-row]') === null) return void requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(performance.now()));
      port1.start();
      port2.postMessage(null);
    };
    look();
  }), count);
}

/** How a queue of so many items opens and scrolls, and what it takes. */
async function largeQueue({ report }: Setting, { app, page }: Opened, count: number): Promise<void> {
  const of = `queue of ${count}`;
  await documentsFetched(page);
  report.add({ name: `${of}: memory of all processes (PSS)`, value: pssMb(app.process().pid ?? 0), unit: 'MB' });
  await recordChanges(page, 'focusedRow');
  for (const [key, times] of [['ArrowDown', SCROLL_KEYS], ['PageDown', SCROLL_KEYS], ['End', 1], ['Home', 1]] as const) {
    await tell(`${of}: ${key} to the frame with the new row`, await pressed(page, key, times));
  }
  const openedMs: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('Enter');
    await page.getByTestId('source').getByRole('img').waitFor();
    await recordChanges(page, 'queueRoom');
    await page.keyboard.press('Escape');
    openedMs.push(...(await takeChanges(page, 1)));
    await page.waitForTimeout(300);
  }
  await tell(`${of}: Escape to the frame with its rows`, openedMs);

  async function tell(name: string, times: readonly number[]): Promise<void> {
    const note = `p50 ${quantile(times, 0.5).toFixed(1)}, slowest ${Math.max(...times).toFixed(1)} ms`;
    report.add({ name: `${name}: p95`, value: quantile(times, 0.95), unit: 'ms', samples: times.length, note });
  }
}

/** One key after the other has been answered: two changes in one frame would count as one. */
async function pressed(page: Page, key: string, times: number): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (let i = 0; i < times; i += 1) {
    await page.keyboard.press(key);
    tookMs.push(...(await takeChanges(page, 1)));
  }
  return tookMs;
}
