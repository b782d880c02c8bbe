import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the app cannot do without, beside what its page names. */
const MAIN_FILES = ['main/index.cjs', 'main/preload.cjs', 'main/pin-hash-worker.cjs'] as const;
const PAGE = 'renderer/index.html';
const ASSETS = 'renderer/assets';

/** The build puts a hash of eight characters into the name of each of the page's files. */
const ASSET_NAME = /[\w.-]+-[\w-]{8}\.(?:js|css|woff2?)\b/g;

/** Reads the app's own files through, in the archive or beside the sources, and names those that are missing or empty. */
export async function surveyBundle(appFolder: string) {
  const seen = new Set<string>([...MAIN_FILES, PAGE]);
  const missing: string[] = [];
  for (const file of seen) {
    const text = await readFile(join(appFolder, file), 'latin1').catch(() => '');
    if (text === '') missing.push(file);
    if (file !== PAGE && !/^renderer\/.*\.(?:js|css)$/.test(file)) continue;
    // What one of the page's files names is looked at in its turn.
    for (const [name] of text.matchAll(ASSET_NAME)) seen.add(`${ASSETS}/${name}`);
  }
  return { fileCount: seen.size, missing };
}
