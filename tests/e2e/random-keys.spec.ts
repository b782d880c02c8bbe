import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { statusSchema } from '../../shared/protocol/admin';
import { distinctPages } from '../support/distinct-pages';
import { Random } from '../support/random';
import { expect, firstRowFocused, MARIA, signOn, test, type Site } from './station';

const SEEDS = [1, 2, 3, 4, 5];
/** In all, over the seeds; `KEYROOM_RANDOM_KEYS` asks for more. */
const KEYS = Number(process.env['KEYROOM_RANDOM_KEYS'] ?? 10_000);
const ITEMS_A_SEED = 40;
/** Keys that a quick typist has under way at a time. */
const FINGERS = 8;

/** What an operator may press in the entry room, with how often: text most of all. */
const PRESSED: readonly (readonly [weight: number, keys: readonly string[]])[] = [
  [40, Array.from('0123456789')],
  [25, Array.from('abcdefghijklmnopqrstuvwxyzæøåàè')],
  [8, Array.from(' .,-/:@+')],
  [30, ['Enter']],
  [8, ['Tab', 'Shift+Tab', 'Shift+Enter', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'Home', 'End']],
  [8, ['Backspace', 'Delete', 'Control+Delete', 'Control+Z', 'Control+Y']],
  [8, ['F2', 'Shift+F2', 'F3', 'F4', 'Control+End']],
  [4, ['Control+Insert', 'Control+Backspace', 'Control+D']],
  [4, ['Alt+ArrowDown', 'Alt+0', 'Alt+9', 'Alt++', 'Alt+R', 'Alt+L', 'F5']],
  [3, ['Control+K Escape', 'F1 Escape', 'F10 Escape', 'Control+m Enter']],
  [5, ['Control+Enter']],
  [2, ['Escape Enter', 'F8 1', 'F9 2']],
];

for (const seed of SEEDS) {
  test(`random keys and commands never lose the focus, throw, or send what the centre refuses (seed ${seed})`, async ({ centre, site, open }) => {
    test.setTimeout(60_000 + KEYS * 10);
    await deliver(centre, site, seed);
    const { page } = await open();
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(error.stack ?? error.message));
    await signOn(page);
    await firstRowFocused(page);
    await page.evaluate(watchFocus);
    await page.keyboard.press('Enter');
    const random = new Random(seed);
    const pressed: string[] = [];
    const under: Promise<void>[] = [];
    while (pressed.length < KEYS / SEEDS.length) {
      const keys = draw(random).split(' ');
      for (const key of keys) {
        // One finger is down while the next one comes; a chord stands alone.
        const isAlone = !isPlain(key) || keys.length > 1;
        if (isAlone) await Promise.all(under.splice(0));
        pressed.push(key);
        under.push(key.length === 1 ? page.keyboard.type(key) : page.keyboard.press(key));
        if (isAlone || under.length === FINGERS) await Promise.all(under.splice(0));
      }
    }
    await Promise.all(under);
    const strays = await page.evaluate(() => (window as unknown as { strays: string[] }).strays);
    expect({ thrown, strays: strays.slice(0, 3), pressed: strays.length + thrown.length === 0 ? [] : pressed.slice(-60) }).toEqual({ thrown: [], strays: [], pressed: [] });
    await expect(page.getByTestId('saved-here')).toHaveText('Saved here, not settled: 0', { timeout: 60_000 });
    const { mutations, batches } = statusSchema.parse(JSON.parse(await centre.command('status')));
    expect(mutations.refused).toBe(0);
    expect(batches.find(({ name }) => name === site.name)?.done ?? 0).toBeGreaterThan(0);
  });
}

/** Without a modifier: such keys may be down together. */
function isPlain(key: string): boolean {
  return key === '+' || !key.includes('+');
}

/** A space is a key, too: it is named so that sequences can be told apart. */
function draw(random: Random): string {
  const sum = PRESSED.reduce((total, [weight]) => total + weight, 0);
  let left = random.fraction() * sum;
  const [, keys = []] = PRESSED.find(([weight]) => (left -= weight) < 0) ?? [];
  const key = keys[Math.floor(random.fraction() * keys.length)] ?? 'Enter';
  return key === ' ' ? 'Space' : key;
}

/**
 * Notes, after every key, when the focus is on nothing that can be keyed into or answered, and still is two frames later:
 * no finger is as quick. While the next item opens there is nothing such.
 */
function watchFocus(): void {
  const strays: string[] = [];
  Object.assign(window, { strays });
  window.addEventListener('keyup', ({ key }) => {
    if (hasFocus()) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (!hasFocus()) strays.push(`${key}: ${document.activeElement?.tagName ?? 'nothing'} in ${document.querySelector('main')?.className ?? 'no room'}`);
    }));
  }, { capture: true });
  function hasFocus(): boolean {
    const active = document.activeElement;
    const isControl = active?.matches('input, textarea, button, [role=row], [role=option], [role=menuitem], [role=listbox], [role=menu], [role=dialog], [tabindex="-1"]') === true;
    return isControl || document.querySelector('.entry-opening, .empty') !== null;
  }
}

async function deliver(centre: Readonly<{ command: (...args: readonly string[]) => Promise<string> }>, site: Site, seed: number): Promise<void> {
  const folder = join(site.folder, 'delivery');
  await mkdir(folder, { recursive: true });
  const pages = distinctPages(ITEMS_A_SEED, `random keys ${seed}`);
  await Promise.all(pages.map((bytes, i) => writeFile(join(folder, `${String(i + 1).padStart(3, '0')}.jpg`), bytes)));
  await centre.command('forms', 'add', resolve(import.meta.dirname, 'forms/every-kind.form.json'));
  await centre.command('import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'every-kind', '--site', site.name, '--batch', site.name, '--assign', MARIA.login);
}
