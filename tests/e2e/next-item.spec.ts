import { join } from 'node:path';
import { drawnReceipts } from '../support/receipts';
import { expect, firstRowFocused, MARIA, signOn, submitAnything, test } from './station';

/** What stood on screen in one frame. */
type Frame = Readonly<{ named: string; pictured: string | null; focused: string | null }>;

declare global {
  interface Window {
    frames_: Frame[];
  }
}

test('the next item stands there with its source from the first frame on, and the first field has the focus', async ({ centre, site, open }) => {
  const { folder } = await drawnReceipts(join(site.folder, 'delivery'), 6, 900);
  await centre.command(
    'import', folder, '--client', 'Nordlys', '--project', site.name, '--work-type', 'receipt', '--site', site.name, '--assign', MARIA.login,
  );
  const { page } = await open();
  await signOn(page);
  await firstRowFocused(page);
  await expect(page.getByText(/sources? to fetch/)).toHaveCount(0, { timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('source').getByRole('img')).toBeVisible();
  await page.evaluate(() => {
    window.frames_ = [];
    const sample = (): void => {
      const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
      const focused = document.activeElement?.id ?? '';
      window.frames_.push({
        named: text('[data-testid=source-name]'),
        pictured: document.querySelector('[data-testid=source] canvas')?.getAttribute('aria-label') ?? null,
        focused: document.querySelector(`label[for="${CSS.escape(focused)}"]`)?.textContent ?? null,
      });
      requestAnimationFrame(sample);
    };
    requestAnimationFrame(sample);
  });
  for (let item = 0; item < 4; item += 1) await submitAnything(page);
  const frames = await page.evaluate(() => window.frames_);
  expect(new Set(frames.map((f) => f.named)).size).toBe(5);
  expect(frames.filter((f) => f.pictured !== `Source ${f.named}` || f.focused === null)).toEqual([]);
});
