import { MAX_ITEMS_A_MOVE } from '../../shared/domain/mutations/move';
import { exportSchema, statusSchema } from '../../shared/protocol/admin';
import { BEN, deliverTo, goToOperator, LENA, moveTo, test, type FloorDesk } from './floor-site';
import { expect, firstRowFocused, MARIA, sourceName, submitAnything } from './station';

const ITEMS = 200;
const MOVES = Math.ceil(ITEMS / MAX_ITEMS_A_MOVE);

/** A move is to be seen at the other desk within this time. */
const SEEN_WITHIN_MS = 5_000;

test('a lead moves two hundred items; what was under way on the other desk counts, and nobody keys it again', async ({ centre, site, floor }) => {
  test.slow();
  const batch = await deliverTo(centre, site, MARIA.login, ITEMS);
  const before = (await status()).mutations;
  const maria = await floor.openDesk('desk-maria', MARIA);
  const ben = await floor.openDesk('desk-ben', BEN);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  await expect(maria.page.getByText(`${ITEMS} items to key`)).toBeVisible({ timeout: 60_000 });
  await expect(lena.page.getByTestId('batches-row').filter({ hasText: batch })).toContainText(String(ITEMS), { timeout: 60_000 });

  // Maria has one item open, half keyed, when her link goes and the work moves.
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  const first = await sourceName(maria.page).innerText();
  await maria.page.keyboard.type('Shop');
  await expect(maria.page.getByTestId('draft-state')).toHaveText('draft saved');
  await cut(maria);

  await goToOperator(lena.page, MARIA.name);
  await moveTo(lena.page, BEN.name);
  const movedAtMs = Date.now();
  await expect(ben.page.getByText(`${ITEMS} items to key`)).toBeVisible({ timeout: SEEN_WITHIN_MS });
  expect(Date.now() - movedAtMs).toBeLessThan(SEEN_WITHIN_MS);
  await expect(lena.page.getByText(`${ITEMS} items to ${BEN.name}`)).toContainText(`${ITEMS} items to ${BEN.name}`);

  // Cut off, Maria goes on: her own item and two more. Ben has begun with the list's first item, too.
  await maria.page.keyboard.press('Backspace');
  await maria.page.keyboard.press('Backspace');
  await maria.page.keyboard.press('Backspace');
  await maria.page.keyboard.press('Backspace');
  const byMaria = [first];
  await submitAnything(maria.page);
  for (let i = 0; i < 2; i += 1) {
    byMaria.push(await sourceName(maria.page).innerText());
    await submitAnything(maria.page);
  }
  await firstRowFocused(ben.page);
  await ben.page.keyboard.press('Enter');
  await expect(sourceName(ben.page)).toHaveText(first);
  await submitAnything(ben.page);
  await expect.poll(async () => (await status()).mutations.accepted - before.accepted).toBe(MOVES + 1);

  await ben.page.keyboard.press('Escape');
  maria.proxy.restore();
  await maria.page.keyboard.press('F5');
  await expect(ben.page.getByText(`${ITEMS - 3} items to key`)).toBeVisible({ timeout: 30_000 });
  const { mutations } = await status();
  const since = { accepted: mutations.accepted - before.accepted, kept: mutations.kept - before.kept, refused: mutations.refused - before.refused };
  expect(since).toEqual({ accepted: MOVES + 3, kept: 1, refused: 0 });
  const done = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json'))).items.filter((item) => item.keyedBy !== null);
  expect(Object.fromEntries(done.map((item) => [item.source, item.keyedBy]))).toEqual({ [first]: BEN.login, [byMaria[1] ?? '']: MARIA.login, [byMaria[2] ?? '']: MARIA.login });

  // Maria sees calmly what went, and that hers was kept.
  await expect(maria.page.getByTestId('moved')).toContainText(`Moved to ${BEN.name} by ${LENA.name}`);
  await maria.page.keyboard.press('Escape');
  await expect(maria.page.getByTestId('moved-work')).toContainText(`items went to ${BEN.name}`);
  await expect(maria.page.getByText('was done by somebody else first; yours is kept and counts for you.')).toBeVisible();
  await expect(maria.page.getByText('Nothing to key')).toBeVisible();

  async function status() {
    return statusSchema.parse(JSON.parse(await centre.command('status')));
  }
});

test('a lead who is cut off moves work, calls it back and takes a move back; each item’s fate is told', async ({ centre, site, floor }) => {
  test.slow();
  const batch = await deliverTo(centre, site, MARIA.login, 12);
  const before = (await status()).mutations;
  const maria = await floor.openDesk('desk-maria', MARIA);
  const ben = await floor.openDesk('desk-ben', BEN);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  const { page } = lena;
  await expect(page.getByTestId('batches-row').filter({ hasText: batch })).toContainText('12', { timeout: 60_000 });
  await cut(lena);

  // While the lead is cut off, Maria hands one in.
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  const handedIn = await sourceName(maria.page).innerText();
  await submitAnything(maria.page);
  await expect.poll(async () => (await status()).mutations.accepted - before.accepted).toBe(1);

  await goToOperator(page, MARIA.name);
  await moveTo(page, BEN.name);
  await expect(page.getByTestId('operators-row').filter({ hasText: BEN.name })).toContainText('12');
  await expect(page.getByTestId('floor-waiting')).toHaveText('12 items wait for the centre');
  await expect(page.getByText('saved here, waits for the centre')).toBeVisible();
  lena.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByTestId('floor-waiting')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText(`1 item stayed where it was: ${handedIn} (done meanwhile)`)).toBeVisible();
  await expect(ben.page.getByText('11 items to key')).toBeVisible({ timeout: 30_000 });

  // Taken back: Maria has them again.
  await page.keyboard.press('Control+z');
  await expect(page.getByText(`11 items back to ${MARIA.name}`)).toBeVisible();
  await maria.page.keyboard.press('Escape');
  await expect(maria.page.getByText('11 items to key')).toBeVisible({ timeout: 30_000 });
  await expect(ben.page.getByText('Nothing to key')).toBeVisible({ timeout: 30_000 });

  // One item by itself goes to Ben, and comes back.
  await goToOperator(page, MARIA.name);
  await page.keyboard.press('i');
  await expect(page.getByTestId('items-row')).toHaveCount(11);
  await page.keyboard.press('End');
  await moveTo(page, BEN.name);
  await expect(page.getByTestId('items-row')).toHaveCount(10);
  await expect(ben.page.getByText('1 item to key')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('items-row')).toHaveCount(11);
  await page.keyboard.press('Backspace');
  await expect(ben.page.getByText('Nothing to key')).toBeVisible({ timeout: 30_000 });

  // Called back while Maria, cut off, keys one of them: hers is kept and credited, and the item is Ben's to key.
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  const late = await sourceName(maria.page).innerText();
  await cut(maria);
  await goToOperator(page, MARIA.name);
  await moveTo(page, BEN.name, true);
  await expect(ben.page.getByText('11 items to key')).toBeVisible({ timeout: 30_000 });
  await submitAnything(maria.page);
  maria.proxy.restore();
  await maria.page.keyboard.press('F5');
  await expect.poll(async () => (await status()).mutations.kept - before.kept, { timeout: 30_000 }).toBe(1);
  await maria.page.keyboard.press('Escape');
  await expect(maria.page.getByText('was taken back before yours arrived; yours is kept for your lead.')).toBeVisible();
  await expect(ben.page.getByText('11 items to key')).toBeVisible();
  expect(await centre.command('explain', `${batch}/${late}`)).toContain(`${LENA.login} assigned it to ${BEN.login}`);
  expect((await status()).mutations.refused - before.refused).toBe(0);

  // Lena finds it in the tray. Without the centre only its envelope is there; with it she looks at it and puts it to use.
  await page.keyboard.press('Alt+3');
  const kept = page.getByTestId('tray-row').filter({ hasText: late });
  await expect(kept).toContainText('to decide', { timeout: 30_000 });
  await expect(kept).toContainText(MARIA.name);
  await cut(lena);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Without the centre only what surrounds the entries is here')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('p');
  await expect(page.getByTestId('tray-waiting')).toHaveCount(0);
  lena.proxy.restore();
  await page.keyboard.press('F5');
  await expect(page.getByText('Working offline')).toHaveCount(0, { timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tray-differences')).toHaveText('The item is open: there is no entry to compare with.', { timeout: 30_000 });
  await expect(page.getByRole('img', { name: `Source ${late}` })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('p');
  await expect(kept).toContainText('used', { timeout: 30_000 });
  await expect(ben.page.getByText('10 items to key')).toBeVisible({ timeout: 30_000 });
  await expect(maria.page.getByText('counts after all: your lead has put it to use.')).toBeVisible({ timeout: 30_000 });
  const done = exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json'))).items.filter((item) => item.keyedBy !== null);
  expect(Object.fromEntries(done.map((item) => [item.source, item.keyedBy]))).toEqual({ [handedIn]: MARIA.login, [late]: MARIA.login });
  expect(await centre.command('explain', `${batch}/${late}`)).toContain('counts from now on');
  expect(await centre.command('check')).toContain('agree');

  async function status() {
    return statusSchema.parse(JSON.parse(await centre.command('status')));
  }
});

test('an absent operator’s whole queue is handed over, what was set aside included; it starts empty, and the draft stays its author’s', async ({ centre, site, floor }) => {
  test.slow();
  const batch = await deliverTo(centre, site, MARIA.login, 6);
  const maria = await floor.openDesk('desk-maria', MARIA);
  const ben = await floor.openDesk('desk-ben', BEN);
  const lena = await floor.openDesk('desk-lena', LENA, 'Floor');
  await firstRowFocused(maria.page);
  await maria.page.keyboard.press('Enter');
  const held = await sourceName(maria.page).innerText();
  await maria.page.keyboard.type('Half a shop');
  await expect(maria.page.getByTestId('draft-state')).toHaveText('draft saved');
  await maria.page.keyboard.press('F8');
  await expect(maria.page.getByRole('dialog')).toBeVisible();
  await maria.page.keyboard.press('Enter');
  await expect(sourceName(maria.page)).not.toHaveText(held);
  // She falls ill: her desk is gone from now on.
  await maria.app.close();

  await expect(lena.page.getByTestId('operators-row').filter({ hasText: MARIA.name })).toContainText('6', { timeout: 60_000 });
  await goToOperator(lena.page, MARIA.name);
  await moveTo(lena.page, BEN.name);
  await expect(ben.page.getByText('6 items to key')).toBeVisible({ timeout: SEEN_WITHIN_MS });
  await firstRowFocused(ben.page);
  await ben.page.keyboard.press('Enter');
  const byBen: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    await expect(sourceName(ben.page)).not.toHaveText(byBen.at(-1) ?? '');
    byBen.push(await sourceName(ben.page).innerText());
    await expect(ben.page.getByRole('textbox', { name: 'Company' })).toHaveValue('');
    await submitAnything(ben.page);
  }
  expect(byBen).toContain(held);
  await expect.poll(async () => (await exported()).every(({ keyedBy }) => keyedBy === BEN.login), { timeout: 30_000 }).toBe(true);
  expect((await exported()).map(({ source }) => source).toSorted()).toEqual(byBen.toSorted());

  async function exported() {
    return exportSchema.parse(JSON.parse(await centre.command('export', '--batch', batch, '--format', 'json'))).items;
  }
});

async function cut({ page, proxy }: FloorDesk): Promise<void> {
  proxy.cut();
  await expect(page.getByText('Working offline')).toBeVisible({ timeout: 30_000 });
}
