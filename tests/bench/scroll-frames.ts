import type { Page } from '@playwright/test';

declare global {
  interface Window {
    scrollFrames: { ms: number; isBlank: boolean }[];
    stopFrames?: () => void;
  }
}

/** Makes a page note how long each frame takes, and whether the middle of the list shows no row. */
export async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.stopFrames?.();
    window.scrollFrames = [];
    let goesOn = true;
    let lastMs = performance.now();
    const group = document.querySelector('.floor-operators [role=rowgroup], main[role=rowgroup]');
    const look = (nowMs: number): void => {
      if (!goesOn) return;
      const list = group?.getBoundingClientRect();
      const middle = list === undefined ? null : document.elementFromPoint(list.x + list.width / 2, list.y + list.height / 2);
      window.scrollFrames.push({ ms: nowMs - lastMs, isBlank: list === undefined || middle?.closest('[role=row]') == null });
      lastMs = nowMs;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    window.stopFrames = () => {
      goesOn = false;
    };
  });
}

export async function takeFrames(page: Page): Promise<Readonly<{ framesMs: readonly number[]; blankFrames: number }>> {
  const frames = await page.evaluate(() => {
    window.stopFrames?.();
    return window.scrollFrames.splice(0);
  });
  return { framesMs: frames.slice(1).map(({ ms }) => ms), blankFrames: frames.filter(({ isBlank }) => isBlank).length };
}
