import type { Page } from '@playwright/test';

/** What is keyed into each form, field by field: 62 keys that change a field. */
const FIELDS = ['Kedai Kopi Warisan', '21/11/2026', '14 Jalan Besar, Cebu City', '1250.40'] as const;

export const KEYS_AN_ENTRY = FIELDS.join('').length;

/** Keys an entry at an even rate and submits it, as a quick operator would; does not wait for what a key does. */
export async function keyEntry(page: Page, keysPerSecond: number): Promise<void> {
  const keys = [...FIELDS.flatMap((text) => [...text.split(''), 'Enter']).slice(0, -1), 'Control+Enter'];
  const beganAtMs = performance.now();
  const pressed: Promise<void>[] = [];
  for (const [i, key] of keys.entries()) {
    const waitMs = beganAtMs + (i * 1000) / keysPerSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    pressed.push(page.keyboard.press(key));
  }
  await Promise.all(pressed);
}
