import type { Page } from '@playwright/test';
import { INDEX_NAME } from '../../renderer/store/database';

/** How many rows of work the page's index holds; asked of the database itself, beside the page's own queries. */
export async function itemsIndexed(page: Page): Promise<number> {
  return page.evaluate((name) => new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => reject(new Error('the index cannot be opened')));
    opening.addEventListener('success', () => {
      const counting = opening.result.transaction('queue').objectStore('queue').count();
      counting.addEventListener('success', () => {
        opening.result.close();
        resolve(counting.result);
      });
    });
  }), INDEX_NAME);
}
