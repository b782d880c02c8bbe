import { join } from 'node:path';
import { distinctPages } from '../support/distinct-pages';
import { openFirstItem, openStation, signOn } from './apps';
import type { Setting } from './bench-setting';
import { keyEntry } from './keyed-entry';
import { quantile } from './quantile';
import { recordChanges, takeChanges } from './screen-changes';

/** Twice as fast as a quick operator: an item in under three seconds. */
const KEYS_PER_SECOND = 25;
const ITEMS_A_ROUND = 12;

/** The next item on screen, with its source and its first field in focus, after the key that submits. */
export async function nextItem({ centre, url, folder, report, rounds }: Setting): Promise<void> {
  const siteId = await centre.addSite('Next');
  await centre.addOperators(siteId, ['maria']);
  const count = rounds * ITEMS_A_ROUND;
  await centre.publish({ site: 'Next', assignTo: ['maria'], items: count + 3, pages: distinctPages(count + 3, 'next') });
  const { app, page } = await openStation(url, await centre.enrolmentCode('Next'), join(folder, 'next'));
  try {
    await signOn(page, 'maria');
    await openFirstItem(page);
    await recordChanges(page, 'nextItem');
    await keyEntry(page, KEYS_PER_SECOND);
    await takeChanges(page, 1);
    const shownMs: number[] = [];
    for (let i = 0; i < count; i += 1) {
      await keyEntry(page, KEYS_PER_SECOND);
      shownMs.push(...(await takeChanges(page, 1)));
    }
    const note = `p50 ${quantile(shownMs, 0.5).toFixed(1)}, slowest ${Math.max(...shownMs).toFixed(1)} ms; keyed at ${KEYS_PER_SECOND} keys a second`;
    report.add({ name: 'next item on screen after submit: p95', value: quantile(shownMs, 0.95), unit: 'ms', samples: shownMs.length, aim: 50, note });
  } finally {
    await app.close();
  }
}
