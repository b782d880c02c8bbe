import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ItemKey } from '../../server/seed/answers';
import type { Address } from '../../shared/forms/address';
import { exportSchema } from '../../shared/protocol/admin';
import { drawnDelivery, type WORK_TYPES } from '../support/drawn-items';
import { shippedPlan } from '../support/shipped-plans';
import { Typist } from '../support/typist';
import { expect, firstRowFocused, MARIA, signOn, sourceName, test, type Site, type Station } from './station';

const PICTURES = resolve(import.meta.dirname, '../../out/pictures');
const SMALL = { width: 1280, height: 720 } as const;
const LARGE = { width: 1920, height: 1080 } as const;

/** Where a half-keyed item is looked at: the box that has the focus, what is keyed there, and what then is to be seen; of a cell, what it is called beside its piece of the source. */
type Look = Readonly<{ name: string; at: Address | null; typed?: string; seen: string | RegExp; cell?: string }>;

/** Answers that are off, so that an edit stands. */
type Scene = Readonly<{ workType: (typeof WORK_TYPES)[number]; off: Readonly<Record<Address, string>>; needs: Address; looks: readonly Look[] }>;

const SCENES: readonly Scene[] = [
  { workType: 'receipt', off: {}, needs: 'address', looks: [{ name: 'address', at: 'address', typed: '12 Harbour Street\n', seen: 'draft saved' }] },
  {
    workType: 'supplier-invoice', off: { net: '1250.50' }, needs: 'lines.1.amount',
    looks: [
      { name: 'lines', at: 'lines.1.unit', typed: 'h', seen: 'HUR Hour', cell: 'Unit 2' },
      { name: 'edits', at: 'gross', typed: '152561', seen: 'The lines do not add up to the net amount.' },
    ],
  },
  {
    workType: 'sales-order', off: { 'lines.0.quantity': '1500' }, needs: 'lines.1.article',
    looks: [{ name: 'lines', at: 'lines.1.article', typed: 'bolt', seen: 'More than 1,000 of one article.', cell: 'Article 2' }, { name: 'total', at: 'total', typed: '99', seen: /field \d+ of/ }],
  },
  {
    workType: 'new-customer', off: { birthDate: '2015-03-03' }, needs: 'country',
    looks: [{ name: 'country', at: 'country', typed: 'nor', seen: 'Norway' }, { name: 'edits', at: null, seen: 'Under 18 on the day of signing.' }],
  },
  {
    workType: 'questionnaire', off: { 'members.1.relation': '1' }, needs: 'members.1.education',
    looks: [{ name: 'members', at: 'members.1.education', typed: '3', seen: /field \d+ of/, cell: 'Activity 2' }, { name: 'edits', at: 'roads', seen: 'Exactly one person is the reference person.' }],
  },
  {
    workType: 'time-sheet', off: { 'days.1.end': '23:55' }, needs: 'absences.0.absence',
    looks: [{ name: 'days', at: 'days.2.end', typed: '1', seen: 'More than 10 hours in a day.', cell: 'End 3' }, { name: 'absences', at: 'absences.0.absence', typed: 's', seen: 'Sick leave', cell: 'Absence code 1' }, { name: 'edits', at: 'signed', seen: /The sum on the sheet/ }],
  },
];

test.beforeAll(() => mkdir(PICTURES, { recursive: true }));

for (const scene of SCENES) {
  test(`a half-keyed ${scene.workType} is readable in every size, and axe finds no violation`, async ({ centre, site, open }) => {
    const { station, answers } = await begin(centre, site, open, scene);
    const { page } = station;
    const typist = new Typist(page, shippedPlan(scene.workType));
    let from: Address | undefined;
    for (const { name, at, typed, seen, cell } of scene.looks) {
      await typist.keyUpTo(answers, at, from);
      if (typed !== undefined) await page.keyboard.type(typed);
      await expect(page.getByText(seen).first()).toBeVisible();
      await expect(page.locator('.zone-strip')).toHaveCount(1);
      if (cell !== undefined) await expect(page.locator('.row-bar').filter({ has: page.locator('.zone-strip') })).toContainText(cell);
      await look(station, `${scene.workType}-${name}`);
      if (typed !== undefined) await page.keyboard.press('Control+Delete');
      from = at ?? undefined;
    }
  });
}

async function begin(centre: Readonly<{ command: (...args: readonly string[]) => Promise<string> }>, site: Site, open: () => Promise<Station>, { workType, off, needs }: Scene) {
  const folder = join(site.folder, 'delivery');
  const keys = await drawnDelivery(folder, workType, 2, 41);
  await centre.command('import', folder, '--client', 'Nordlys Regnskap', '--project', `${site.name} June`, '--work-type', workType, '--site', site.name, '--batch', `${site.name} NR-0142`, '--assign', MARIA.login);
  const station = await open();
  await resize(station, SMALL);
  await signOn(station.page);
  await firstRowFocused(station.page);
  await expect(station.page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
  for (const [, { stored }] of keys) {
    if ((stored[needs] ?? '') !== '') break;
    await station.page.keyboard.press('ArrowDown');
  }
  await station.page.keyboard.press('Enter');
  await expect(station.page.getByTestId('source').getByRole('img')).toBeVisible();
  const key = keys.get(await sourceName(station.page).innerText());
  expect(key?.stored[needs]).toBeTruthy();
  const answers: ItemKey = { fields: {}, computed: [], zones: {}, ...key, stored: { ...key?.stored, ...off } };
  return { station, answers };
}

const INVOICE: Scene = { workType: 'supplier-invoice', off: { 'lines.0.unitPrice': '1250.50', 'lines.0.unit': 'HUR' }, needs: 'dueDate', looks: [] };

/** Of each language: what its command is called, and how a date, an amount and a typed decimal sign stand there. */
const LOCALES = [
  { id: 'it', name: 'Italiano', amount: '1250,50', day: /gio 19 ott 2023/, typed: '-7,25', edit: 'La somma delle righe non corrisponde all’imponibile.' },
  { id: 'nb', name: 'Norsk', amount: '1250,50', day: /tor\.? 19\. okt\. 2023/, typed: '-8,25', edit: 'Linjene summerer seg ikke til nettobeløpet.' },
] as const;

test('numbers and dates stand in the operator’s way on screen, and in the project’s in what is exported', async ({ centre, site, open }) => {
  const { station, answers } = await begin(centre, site, open, INVOICE);
  const { page } = station;
  const source = await sourceName(page).innerText();
  await new Typist(page, shippedPlan('supplier-invoice')).keyUpTo(answers, 'net');
  await expect(boxOf(page, 'lines.0.unitPrice')).toHaveValue('1250.50');
  for (const { id, name, amount, day, typed, edit } of LOCALES) {
    await chooseCommand(page, name);
    await expect(page.locator('html')).toHaveAttribute('lang', id);
    await expect(boxOf(page, 'net')).toBeFocused();
    await expect(boxOf(page, 'lines.0.unitPrice')).toHaveValue(amount);
    await expect(boxOf(page, 'invoiceDate')).toHaveValue(id === 'it' ? '19/10/2023' : '19.10.2023');
    await expect(page.getByText(day)).toBeVisible();
    await page.keyboard.press('Control+Delete');
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
    await expect(boxOf(page, 'net')).toHaveValue(typed);
    await expect(page.getByText(edit)).toBeVisible();
    await resize(station, LARGE);
    await page.screenshot({ path: join(PICTURES, `supplier-invoice-${id}.png`) });
    await resize(station, SMALL);
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Control+Delete');
  await new Typist(page, shippedPlan('supplier-invoice'), 'nb').keyUpTo(answers, null, 'net');
  // Two edits do not hold, and each is accepted.
  for (let edit = 0; edit < 2; edit += 1) {
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('F4');
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('saved-here')).toHaveText(/: 0$/, { timeout: 30_000 });
  await expect(page.getByTestId('settled')).toHaveText(/: 1$/);
  const { items } = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', `${site.name} NR-0142`, '--format', 'json')));
  const exported = items.find((each) => each.source === source);
  expect(exported?.values).toMatchObject({ invoiceDate: '2023-10-19', net: answers.stored['net'] });
  expect(exported?.rows?.['lines']?.[0]).toMatchObject({ unitPrice: '1250.50', unit: 'HUR' });
});

test('key settings, reasons and the note are readable, and axe finds no violation', async ({ centre, site, open }) => {
  const { station: { page } } = await begin(centre, site, open, { workType: 'receipt', off: {}, needs: 'address', looks: [] });
  // What is shown of the source goes along with the focus.
  const shown = () => Promise.all([page.getByTestId('source').screenshot(), page.locator('.zone-strip').screenshot()]);
  const [firstPage, firstStrip] = await shown();
  await page.keyboard.press('Tab');
  await expect(page.getByText('field 2 of 4')).toBeVisible();
  const [secondPage, secondStrip] = await shown();
  expect([secondPage.equals(firstPage), secondStrip.equals(firstStrip)]).toEqual([false, false]);
  await page.keyboard.press('Control+m');
  await page.keyboard.type('The total is written over.');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await lookOnce(page, 'note');
  await textSize(page, '200%');
  await expectInView(page, 'note at 200 %');
  await page.screenshot({ path: join(PICTURES, 'note-200.png') });
  await textSize(page, '');
  for (const [key, heading] of [['F8', 'Set aside: why?'], ['F9', 'Send back as not workable: why?']] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name: heading })).toBeVisible();
    await lookOnce(page, `panel-${key}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await chooseCommand(page, 'Set keys');
  await expect(page.getByRole('dialog', { name: 'Your keys on this desk' })).toBeVisible();
  await lookOnce(page, 'panel-keys');
  await textSize(page, '200%');
  await page.screenshot({ path: join(PICTURES, 'panel-keys-200.png') });
  await textSize(page, '');
  await page.keyboard.press('Escape');
  const aside = await sourceName(page).innerText();
  await page.keyboard.press('F8');
  await page.keyboard.press('2');
  await expect(sourceName(page)).not.toHaveText(aside);
  await page.keyboard.press('Escape');
  await firstRowFocused(page);
  await expect(page.getByText('aside: A page is missing')).toBeVisible();
  await lookOnce(page, 'queue-aside');
  await textSize(page, '200%');
  await page.screenshot({ path: join(PICTURES, 'queue-aside-200.png') });
});

function boxOf(page: Page, address: Address) {
  return page.locator(`.fields [name="${address}"]`);
}

/** Runs a command that has no key of its own, by its name. */
async function chooseCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Takes pictures of what is on screen in every size; what is keyed must be in view in each. */
async function look(station: Station, name: string): Promise<void> {
  const { page } = station;
  await lookOnce(page, `${name}-1280`);
  await expectInView(page, `${name} at 1280`);
  await resize(station, LARGE);
  await page.screenshot({ path: join(PICTURES, `${name}-1920.png`) });
  await expectInView(page, `${name} at 1920`);
  await resize(station, SMALL);
  await textSize(page, '200%');
  await page.screenshot({ path: join(PICTURES, `${name}-200.png`) });
  await expectInView(page, `${name} at 200 %`);
  await textSize(page, '');
}

async function lookOnce(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect.soft(violations.map((v) => ({ room: name, rule: v.id, at: v.nodes.map((n) => n.html.slice(0, 160)) }))).toEqual([]);
}

async function resize({ app, page }: Station, size: Readonly<{ width: number; height: number }>): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
  await expect.poll(() => page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }))).toEqual(size);
}

async function textSize(page: Page, size: string): Promise<void> {
  await page.evaluate((wanted) => {
    document.documentElement.style.fontSize = wanted;
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }, size);
}

/** The focused box and whatever code help belongs to it: whole, on screen, and under nothing else. */
async function expectInView(page: Page, name: string): Promise<void> {
  const covered = await page.evaluate(() => {
    const wanted = [document.activeElement, ...document.querySelectorAll('.code-help, .code-help [aria-selected=true]')];
    return wanted.flatMap((each) => {
      const { left, right, top, bottom } = each?.getBoundingClientRect() ?? { left: 0, right: 0, top: 0, bottom: 0 };
      const corners = [[left + 3, top + 3], [right - 3, top + 3], [left + 3, bottom - 3], [right - 3, bottom - 3]] as const;
      const isSeen = corners.every(([x, y]) => each !== null && each.contains(document.elementFromPoint(x, y)));
      return isSeen ? [] : [{ text: each?.textContent ?? '', tag: each?.tagName, left, right, top, bottom }];
    });
  });
  expect.soft({ name, covered }).toEqual({ name, covered: [] });
}
