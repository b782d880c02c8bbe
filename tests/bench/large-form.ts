import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { formSchema, type Form } from '../../shared/forms/form';
import { addForm } from '../../server/forms/add-form';
import { distinctPages } from '../support/distinct-pages';
import { openFirstItem, openPlain, openStation, signOn } from './apps';
import type { Setting } from './bench-setting';
import { recordKeys, takeKeys } from './key-latency';
import { pssMb } from './process-tree';
import { quantile } from './quantile';
import { recordChanges, takeChanges } from './screen-changes';

const FIELDS = 190;
const COLUMNS = 10;
const ROWS = 50;
const KEYS_PER_SECOND = 12;
const KEYS_A_SIDE = 600;
const ITEMS_MEASURED = 40;
/** Memory is looked at after so many items and after ten times as many. */
const ITEMS_BEFORE = 50;
const ITEMS_AFTER = 500;

/** A form as large as forms may be, with a full table: keys beside a plain page of as many boxes, the next item, and memory over a shift. */
export async function largeForm(setting: Setting): Promise<void> {
  const { centre, url, folder } = setting;
  const siteId = await centre.addSite('Large');
  await centre.addOperators(siteId, ['maria']);
  const added = await addForm(centre.centre, largeFormOf(), []);
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  const items = ITEMS_AFTER + ITEMS_MEASURED + 20;
  await centre.publish({ site: 'Large', assignTo: ['maria'], items, pages: distinctPages(items, 'large'), workType: 'large' });
  const station = await openStation(url, await centre.enrolmentCode('Large'), join(folder, 'large'));
  const plain = await openPlain(join(folder, 'plain-large'));
  try {
    await signOn(station.page, 'maria');
    await openFirstItem(station.page);
    await plain.page.evaluate(putBoxes, { fields: FIELDS, rows: ROWS, columns: COLUMNS });
    await keys(setting, station.page, plain.page);
    await plain.app.close();
    await nextItems(setting, station.page);
    await memory(setting, station.page, station.app.process().pid ?? 0);
  } finally {
    await station.app.close();
    await plain.app.close().catch(() => undefined);
  }
}

function largeFormOf(): Form {
  const text = (id: string, label: string) => ({ id, label, kind: 'text' as const, maxLength: 60 });
  const columns = Array.from({ length: COLUMNS }, (_, i) => (i === 0 ? text('c0', 'Column 0') : { ...text(`c${i}`, `Column ${i}`), keying: { default: `d${i}` } }));
  return formSchema.parse({
    v: 2, workType: 'large', title: 'Large',
    parts: [...Array.from({ length: FIELDS }, (_, i) => text(`f${i}`, `Field ${i}`)), { kind: 'rows', id: 'lines', label: 'Lines', most: ROWS, fields: columns }],
    edits: [{ id: 'differ', severity: 'soft', check: 'f0 != f1', message: 'Field 0 and 1 are the same.' }],
  });
}

/** As many plain inputs as the large form has boxes. */
function putBoxes({ fields, rows, columns }: Readonly<{ fields: number; rows: number; columns: number }>): void {
  const box = (label: string): string => `<input aria-label="${label}" autocomplete="off" style="width: 6rem">`;
  const row = (r: number): string => `<tr>${Array.from({ length: columns }, (_, c) => `<td>${box(`Column ${c} ${r}`)}</td>`).join('')}</tr>`;
  const single = Array.from({ length: fields }, (_, i) => `<label>Field ${i} ${box(`Field ${i}`)}</label><br>`).join('');
  document.body.innerHTML = `<form>${single}<table>${Array.from({ length: rows }, (_, r) => row(r)).join('')}</table></form>`;
  [...document.querySelectorAll('input')].at(-1)?.focus();
}

async function keys({ report, rounds }: Setting, app: Page, plain: Page): Promise<void> {
  await fillRows(app);
  for (const page of [app, plain]) {
    await recordKeys(page);
    await typeEvenly(page, 24);
    await takeKeys(page);
  }
  const sides = { app: [] as number[], plain: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const turns = [{ page: plain, to: sides.plain }, { page: app, to: sides.app }];
    for (const { page, to } of round % 2 === 0 ? turns : turns.toReversed()) {
      await typeEvenly(page, Math.ceil(KEYS_A_SIDE / rounds));
      to.push(...(await takeKeys(page)).map(({ latencyMs }) => latencyMs));
    }
  }
  const [p50, p99] = [0.5, 0.99].map((q) => ({ app: quantile(sides.app, q), plain: quantile(sides.plain, q) }));
  if (p50 === undefined || p99 === undefined) return;
  const note = (q: typeof p50): string => `${q.app.toFixed(1)} ms against ${q.plain.toFixed(1)} ms`;
  report.add({ name: `key to frame, ${FIELDS} fields and ${ROWS} rows: p50 over the plain page's`, value: p50.app / p50.plain, unit: '×', samples: sides.app.length, note: note(p50) });
  report.add({ name: `key to frame, ${FIELDS} fields and ${ROWS} rows: p99 over the plain page's`, value: p99.app / p99.plain, unit: '×', samples: sides.app.length, aim: 1.25, note: note(p99) });
}

/** Fills the table to its last row and goes back to its first cell, where the keys are then measured. */
async function fillRows(page: Page): Promise<void> {
  for (let i = 0; i < FIELDS; i += 1) await page.keyboard.press('Tab');
  for (let row = 0; row < ROWS; row += 1) {
    await page.keyboard.type(`r${row}`);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('textbox', { name: `Column 0 ${ROWS}`, exact: true }).waitFor();
}

/** At an even rate, a word of eight keys into each box: some keys leave a box, as in any work. */
async function typeEvenly(page: Page, count: number): Promise<void> {
  const beganAtMs = performance.now();
  const pressed: Promise<void>[] = [];
  for (let i = 0; i < count; i += 1) {
    const waitMs = beganAtMs + (i * 1000) / KEYS_PER_SECOND - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    pressed.push(page.keyboard.press(i % 9 === 8 ? 'Shift+Tab' : 'abcdefgh'[i % 9] ?? 'a'));
  }
  await Promise.all(pressed);
}

async function nextItems({ report }: Setting, page: Page): Promise<void> {
  await recordChanges(page, 'nextItem');
  await page.keyboard.press('Control+Enter');
  await takeChanges(page, 1);
  const shownMs: number[] = [];
  for (let i = 0; i < ITEMS_MEASURED; i += 1) {
    await page.keyboard.type('abc');
    await page.waitForTimeout(400);
    await page.keyboard.press('Control+Enter');
    shownMs.push(...(await takeChanges(page, 1)));
  }
  const note = `p50 ${quantile(shownMs, 0.5).toFixed(1)}, slowest ${Math.max(...shownMs).toFixed(1)} ms`;
  report.add({ name: `next item of ${FIELDS} fields after submit: p95`, value: quantile(shownMs, 0.95), unit: 'ms', samples: shownMs.length, aim: 50, note });
}

async function memory({ report }: Setting, page: Page, pid: number): Promise<void> {
  let submitted = ITEMS_MEASURED + 1;
  const submitUpTo = async (count: number): Promise<number> => {
    for (; submitted < count; submitted += 1) {
      await page.keyboard.type('abc');
      await page.keyboard.press('Control+Enter');
      await takeChanges(page, 1);
    }
    await page.waitForTimeout(3000);
    return pssMb(pid);
  };
  const before = await submitUpTo(ITEMS_BEFORE);
  const after = await submitUpTo(ITEMS_AFTER);
  report.add({ name: `memory (PSS) after ${ITEMS_AFTER} items over that after ${ITEMS_BEFORE}`, value: after / before, unit: '×', samples: 1, aim: 1.2, note: `${after.toFixed(0)} MB against ${before.toFixed(0)} MB` });
}
