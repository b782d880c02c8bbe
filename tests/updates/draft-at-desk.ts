import type { CdpPage } from './cdp-page';
import type { UpdatedDesk } from './updated-desk';

const DRAFT = 'Draft Cafe';

/** Signs on and opens the first item of the queue. */
export async function openFirst(desk: UpdatedDesk): Promise<CdpPage> {
  const page = await desk.page();
  await desk.signOn(page, 'maria');
  await page.shows('Queue', 'receipt-');
  await page.rowFocused();
  await page.press('Enter');
  await page.shows('submit + next', 'Company');
  return page;
}

/** Begins the item that is open, and signs off. */
export async function leaveDraft(page: CdpPage): Promise<void> {
  await page.type(DRAFT);
  await page.press('q', 2 | 8);
  await page.shows('Shift summary');
  await page.press('Enter');
  await page.shows('Operator', 'PIN');
  page.close();
}

/** Signs on and finds what was begun, first in the queue. */
export async function findDraft(desk: UpdatedDesk): Promise<void> {
  const page = await openFirst(desk);
  await page.shows(DRAFT);
  page.close();
}
