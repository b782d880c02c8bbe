import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{note: (text: string) => void, picture: (title: string) => Promise<void>, finish: () => Promise<void>}} TourLog */

/**
 * Collects what a tour did, with the time since its start, into pictures and summary.md.
 * @param {import('@playwright/test').Page} page
 * @param {string} folder
 * @returns {TourLog}
 */
export function openTourLog(page, folder) {
  const startedAtMs = performance.now();
  /** @type {string[]} */
  const lines = [];
  let pictures = 0;
  /** @param {string} text */
  const note = (text) => {
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    lines.push(`- ${seconds} s: ${text}`);
    console.log(text);
  };
  return {
    note,
    async picture(title) {
      pictures += 1;
      const file = `${String(pictures).padStart(2, '0')}-${title.toLowerCase().replace(/[^a-z]+/g, '-')}.png`;
      await page.screenshot({ path: join(folder, file) });
      note(`${title}: ![${title}](${file})`);
    },
    async finish() {
      await writeFile(join(folder, 'summary.md'), `# A short shift\n\n${lines.join('\n')}\n`);
    },
  };
}
