import type { Page } from '@playwright/test';

declare global {
  interface Window {
    changeLatencies: number[];
    stopWatching?: () => void;
  }
}

/** What a key is to change: the item with its source and its first field, the queue's focused row, the room to the queue, or who on a floor holds everything. */
export type Change = 'nextItem' | 'focusedRow' | 'queueRoom' | 'floorHeld';

/** Makes a page note how long it takes from a key (that of the change) to the frame that shows it; see `recordKeys`. */
export async function recordChanges(page: Page, change: Change): Promise<void> {
  await page.evaluate((what) => {
    const look: Record<Change, () => string | null> = {
      nextItem: () => {
        const named = document.querySelector('[data-testid=source-name]')?.textContent ?? '';
        const pictured = document.querySelector('[data-testid=source] canvas')?.getAttribute('aria-label');
        return pictured === `Source ${named}` && document.activeElement?.closest('.fields') ? named : null;
      },
      focusedRow: () => document.activeElement?.getAttribute('aria-rowindex') ?? null,
      // The row of whoever was chosen holds all that is open.
      floorHeld: () => {
        const all = document.querySelector('.figure dd')?.textContent;
        return [...document.querySelectorAll('[data-testid=operators-row] .cell-held')].find((each) => each.textContent === all)?.parentElement?.textContent ?? null;
      },
      queueRoom: () => (document.querySelector('[data-testid=queue-row]') === null ? null : 'queue'),
    };
    const isKey = (event: KeyboardEvent): boolean => (what === 'floorHeld' ? event.key === 'Enter' : what !== 'nextItem' || (event.key === 'Enter' && event.ctrlKey));
    window.stopWatching?.();
    window.changeLatencies = [];
    // The page's own listener may have changed the screen before ours hears of the key.
    let last = look[what]();
    const onKey = (event: KeyboardEvent): void => {
      // A list that is searched hands the key on to its row: that is the same key once more.
      if (!event.isTrusted || !isKey(event)) return;
      const atFrame = (): void => {
        const now = look[what]();
        if (now === null || now === last) return void requestAnimationFrame(atFrame);
        last = now;
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => window.changeLatencies.push(performance.now() - event.timeStamp));
        port1.start();
        port2.postMessage(null);
      };
      requestAnimationFrame(atFrame);
    };
    window.addEventListener('keydown', onKey, true);
    window.stopWatching = () => window.removeEventListener('keydown', onKey, true);
  }, change);
}

/** Waits until so many changes were noted since the last call, and gives them. */
export async function takeChanges(page: Page, count: number): Promise<readonly number[]> {
  const deadlineMs = performance.now() + 30_000;
  // The page's policy forbids what Playwright's own waiting for a function would evaluate.
  while ((await page.evaluate(() => window.changeLatencies.length)) < count) {
    if (performance.now() > deadlineMs) throw new Error('the screen did not change');
    await page.waitForTimeout(20);
  }
  return page.evaluate(() => window.changeLatencies.splice(0));
}
