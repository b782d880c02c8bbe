import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { join, resolve } from 'node:path';
import { expect } from './station';

export const PICTURES = resolve(import.meta.dirname, '../../out/pictures');

/** Takes a picture of what is on screen in light and dark; axe finds no violation in either. */
export async function lookAtRoom(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect.soft(violations.map((v) => ({ room: name, colorScheme, rule: v.id, at: v.nodes.map((n) => n.html.slice(0, 160)) }))).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
