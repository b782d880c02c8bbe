import type { Page } from '@playwright/test';

declare global {
  interface Window {
    keyLatencies: { atMs: number; latencyMs: number }[];
  }
}

export type KeyLatency = Readonly<{ atMs: number; latencyMs: number }>;

/**
 * Makes a page note, for every key that changes a field, how long it took from the key to the frame that shows it.
 *
 * It begins with the key event's own time stamp, which the browser process sets when it takes the input in: waiting
 * behind a busy main thread counts. It ends with the first task after the frame's `requestAnimationFrame` callbacks,
 * layout and paint: a message posted from within such a callback is delivered when the frame has been handed over. What the
 * compositor and the screen do then is the same for both pages. The Event Timing API would tell more of that, but rounds to
 * 8 ms and leaves out what is quicker than 16 ms: too coarse for a ratio of two pages that both answer within a frame.
 * The `input` listener stands at the window, behind the page's own: the frame asked for is one that has seen the change.
 */
export async function recordKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keyLatencies = [];
    let pressedAtMs = 0;
    window.addEventListener('keydown', (event) => {
      pressedAtMs = event.timeStamp;
    }, true);
    window.addEventListener('input', () => {
      const atMs = pressedAtMs;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          window.keyLatencies.push({ atMs, latencyMs: performance.now() - atMs });
          port1.close();
        });
        port1.start();
        port2.postMessage(null);
      });
    });
  });
}

/** What was noted since the last call; times are the page's own. */
export async function takeKeys(page: Page): Promise<readonly KeyLatency[]> {
  return page.evaluate(() => window.keyLatencies.splice(0));
}

/** The page's own time now. */
export async function pageNowMs(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}
