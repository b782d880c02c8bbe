import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ItemKey } from '../../server/seed/answers';

const DRAW_SAMPLES = resolve(import.meta.dirname, '../../dist/server/draw-samples.mjs');

/** The work types that ship, each with drawn samples. */
export const WORK_TYPES = ['receipt', 'supplier-invoice', 'sales-order', 'new-customer', 'questionnaire', 'time-sheet'] as const;

/** Draws items of a work type into a folder, as `npm run samples` does; gives what should be keyed of each, by the source's name, in file order. */
export async function drawnDelivery(folder: string, workType: string, count: number, seed: number): Promise<ReadonlyMap<string, ItemKey>> {
  await promisify(execFile)(process.execPath, [DRAW_SAMPLES, '--out', folder, '--count', String(count), '--seed', String(seed), '--work-type', workType]);
  const keys = new Map<string, ItemKey>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()) {
    const name = file.replace(/\.json$/, '');
    const source = existsSync(join(folder, `${name}.jpg`)) ? `${name}.jpg` : name;
    keys.set(source, JSON.parse(await readFile(join(folder, file), 'utf8')) as ItemKey);
  }
  return keys;
}
