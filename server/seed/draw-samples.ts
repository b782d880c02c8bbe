import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawItem, DRAWN_WORK_TYPES, type DrawnWorkType } from './draw-item';

const usage = `usage: draw-samples --out DIR --count N [--seed S] [--first N] [--work-type ${DRAWN_WORK_TYPES.join('|')}]`;

/**
 * Draws items with their answer keys into a folder, named by running numbers.
 *
 * An item of several pages is a folder of its own, as an import takes it; its key lies beside that, as it does beside a page.
 */
function drawSamples(workType: DrawnWorkType, outFolder: string, count: number, seed: number, first: number): void {
  mkdirSync(outFolder, { recursive: true });
  for (let number = first; number < first + count; number += 1) {
    const { pages, key } = drawItem(workType, seed * 100_003 + number);
    const name = `${workType}-${String(number).padStart(4, '0')}`;
    const inFolder = pages.length > 1 ? join(outFolder, name) : outFolder;
    const nameOf = (index: number): string => (pages.length > 1 ? String(index + 1) : name);
    mkdirSync(inFolder, { recursive: true });
    pages.forEach((page, index) => writeFileSync(join(inFolder, `${nameOf(index)}.jpg`), page));
    writeFileSync(join(outFolder, `${name}.json`), `${JSON.stringify(key, null, 2)}\n`);
  }
  console.log(`${count} of ${workType} drawn into ${outFolder}`);
}

function workTypeOf(text: string): DrawnWorkType {
  const known = DRAWN_WORK_TYPES.find((workType) => workType === text);
  if (known === undefined) throw new Error(usage);
  return known;
}

function wholeNumber(text: string | undefined, least: number): number {
  const value = Number(text);
  if (text === undefined || !Number.isSafeInteger(value) || value < least) throw new Error(usage);
  return value;
}

try {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string', default: '1' }, help: { type: 'boolean', default: false }, first: { type: 'string', default: '1' }, 'work-type': { type: 'string', default: 'receipt' } },
  });
  if (values.help) console.log(usage);
  else if (values.out === undefined) throw new Error(usage);
  else drawSamples(workTypeOf(values['work-type']), values.out, wholeNumber(values.count, 1), wholeNumber(values.seed, 0), wholeNumber(values.first, 0));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
