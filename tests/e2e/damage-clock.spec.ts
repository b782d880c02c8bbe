import { deliver, picture, sourcesHere } from './damaged-desk';
import { expect, firstRowFocused, signOn, submitAnything, test, type Station } from './station';

const HOUR_MS = 3_600_000;

test('a clock that is wrong, or jumps while somebody keys, is told of and changes neither deadlines nor the work', async ({ centre, site, open }) => {
  await deliver(centre, site, 3, ['--due', new Date(Date.now() + 5.5 * HOUR_MS).toISOString()]);
  const station = await open();
  const { page } = station;
  await signOn(page);
  await firstRowFocused(page);
  await sourcesHere(page);
  const due = page.getByTestId('queue-row').first().locator('.badge');
  await expect(due).toHaveText(/^due in 5 h 2\d min$/);
  await expect(page.getByText("This PC's clock")).toHaveCount(0);

  await putClock(station, 9 * HOUR_MS + 5 * 60_000);
  await page.keyboard.press('F5');
  await expect(page.getByText("This PC's clock is 9 h 5 min ahead of the centre's.")).toBeVisible();
  await expect(due).toHaveText(/^due in 5 h 2\d min$/);
  await page.keyboard.press('Enter');
  await submitAnything(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 1', { timeout: 30_000 });
  await picture(page, '08-clock-ahead');

  await putClock(station, -50 * HOUR_MS);
  await page.keyboard.press('F5');
  await expect(page.getByText("This PC's clock is 2 d 2 h behind the centre's.")).toBeVisible();
  await expect(page.locator('.room-head .badge')).toHaveText(/^due in 5 h 2\d min$/);
  await submitAnything(page);
  await expect(page.getByTestId('settled')).toHaveText('Settled: 2', { timeout: 30_000 });

  await putClock(station, 0);
  await page.keyboard.press('F5');
  await expect(page.getByText("This PC's clock")).toHaveCount(0);
});

/** Sets the clock that app and page go by, as somebody who sets the PC's does. */
async function putClock({ app, page }: Station, offsetMs: number): Promise<void> {
  const put = (ms: number): void => {
    Date.now = () => Math.round(performance.timeOrigin + performance.now() + ms);
  };
  await app.evaluate((_electron, ms) => {
    Date.now = () => Math.round(performance.timeOrigin + performance.now() + ms);
  }, offsetMs);
  await page.evaluate(put, offsetMs);
}
