import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { distinctPages } from '../support/distinct-pages';
import { openPlain, openStation, signOn } from './apps';
import type { Setting } from './bench-setting';
import { pssMb } from './process-tree';
import { median, quantile } from './quantile';
import { recordChanges, takeChanges } from './screen-changes';
import { recordFrames, takeFrames } from './scroll-frames';

const BATCHES = 200;
const ITEMS_A_BATCH = 500;
const OPERATORS = 300;
/** Each batch lies with so many of them. */
const HOLDERS_A_BATCH = 10;
const SCROLL_KEYS = 150;
const SCROLL_KEYS_PER_SECOND = 30;
/** A frame longer than this is seen. */
const LONG_FRAME_MS = 50;
const PULL_PATIENCE_MS = 600_000;

/** A floor of 100,000 items: scrolled, and all of it moved at once. */
export async function floor(setting: Setting): Promise<void> {
  const { centre, url, folder, report } = setting;
  const siteId = await centre.addSite('Floor');
  const logins = Array.from({ length: OPERATORS }, (_, i) => `op${String(i).padStart(3, '0')}`);
  await centre.addOperators(siteId, logins);
  await centre.addOperators(siteId, ['lena'], 'lead');
  for (let b = 0; b < BATCHES; b += 1) {
    const assignTo = Array.from({ length: HOLDERS_A_BATCH }, (_, i) => logins[(b * HOLDERS_A_BATCH + i) % OPERATORS] ?? '');
    await centre.publish({ site: 'Floor', assignTo, items: ITEMS_A_BATCH, pages: distinctPages(1, `floor ${b}`) });
  }
  const station = await openStation(url, await centre.enrolmentCode('Floor'), join(folder, 'floor'));
  const plain = await openPlain(join(folder, 'plain-floor'));
  try {
    const beganAtMs = performance.now();
    await signOn(station.page, 'lena', 'Floor');
    await station.page.getByText('100,000', { exact: true }).first().waitFor({ timeout: PULL_PATIENCE_MS });
    report.add({ name: 'a floor of 100,000 items pulled and shown', value: (performance.now() - beganAtMs) / 1000, unit: 's', samples: 1 });
    report.add({ name: 'memory (PSS) with a floor of 100,000 items', value: pssMb(station.app.process().pid ?? 0), unit: 'MB', samples: 1 });
    await scrolling(setting, station.page, plain.page);
    await reassignAll(setting, station.page);
  } finally {
    await station.app.close();
    await plain.app.close().catch(() => undefined);
  }
}

/** Everything is chosen and goes to one operator, cut off from the centre, as often as there are rounds. */
async function reassignAll({ centre, report, rounds }: Setting, page: Page): Promise<void> {
  await centre.stopServers();
  // Those who get everything stand at the top of the list of operators.
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  const shownMs: number[] = [];
  const openedMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.keyboard.press('Control+a');
    const beganAtMs = performance.now();
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    openedMs.push(performance.now() - beganAtMs);
    await page.keyboard.type(`op00${round}`);
    await page.getByRole('option', { name: `Operator op00${round}` }).waitFor();
    await page.keyboard.press('ArrowDown');
    await recordChanges(page, 'floorHeld');
    await page.keyboard.press('Enter');
    shownMs.push(...(await takeChanges(page, 1)));
    // What is measured next is not measured beside what is still being written.
    await page.getByText('saving …').waitFor({ state: 'detached', timeout: PULL_PATIENCE_MS });
  }
  const note = `slowest ${Math.max(...shownMs).toFixed(0)} ms; the panel opened in ${median(openedMs).toFixed(0)} ms`;
  report.add({ name: '100,000 items chosen and reassigned: shown after', value: median(shownMs), unit: 'ms', samples: shownMs.length, aim: 100, note });
}

/** A held arrow key through the list of operators, beside one through a plain list of as many rows. */
async function scrolling({ report, rounds }: Setting, page: Page, plain: Page): Promise<void> {
  await page.keyboard.press('ArrowRight');
  await plain.evaluate(putRows, OPERATORS);
  const sides = { floor: { long: 0, blank: 0, frames: [] as number[] }, plain: { long: 0, blank: 0, frames: [] as number[] } };
  for (let round = 0; round < rounds; round += 1) {
    const turns = [{ at: plain, to: sides.plain, key: 'Tab' }, { at: page, to: sides.floor, key: 'ArrowDown' }];
    for (const { at, to, key } of round % 2 === 0 ? turns : turns.toReversed()) {
      await at.keyboard.press(key === 'Tab' ? 'Shift+Tab' : 'Home');
      await recordFrames(at);
      for (let i = 0; i < SCROLL_KEYS; i += 1) {
        await at.keyboard.press(key);
        await at.waitForTimeout(1000 / SCROLL_KEYS_PER_SECOND);
      }
      const { framesMs, blankFrames } = await takeFrames(at);
      to.frames.push(...framesMs);
      to.blank += blankFrames;
      to.long += framesMs.filter((ms) => ms > LONG_FRAME_MS).length;
    }
  }
  const words = (side: typeof sides.floor): string => `p99 ${quantile(side.frames, 0.99).toFixed(1)}, slowest ${Math.max(...side.frames).toFixed(0)} ms`;
  const note = `${sides.floor.long} against ${sides.plain.long}; floor ${words(sides.floor)}; plain ${words(sides.plain)}`;
  report.add({ name: `frames over ${LONG_FRAME_MS} ms while scrolling beyond those of a plain list`, value: Math.max(0, sides.floor.long - sides.plain.long), unit: 'frames', samples: sides.floor.frames.length, aim: 0, note });
  report.add({ name: 'blank frames while scrolling', value: sides.floor.blank, unit: 'frames', samples: sides.floor.frames.length, aim: 0 });
}

function putRows(count: number): void {
  document.body.innerHTML = `<main role="rowgroup" style="height: 90vh; overflow: auto">${Array.from({ length: count }, (_, i) => `<div role="row" tabindex="0" style="height: 34px">Row ${i}</div>`).join('')}</main>`;
  document.querySelector<HTMLElement>('[role=row]')?.focus();
}
