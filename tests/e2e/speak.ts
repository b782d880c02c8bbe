import { expect, type Page } from '@playwright/test';

/** Chooses the language of the interface, by keys. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(language);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** English last, as what follows reads it. */
export async function inThreeLanguages(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const [language, name] of [['Italiano', 'it'], ['Norsk', 'nb'], ['English', 'en']] as const) {
    await speak(page, language);
    await look(name);
  }
}
