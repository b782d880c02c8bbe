import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawReceipt } from './draw-receipt';

const usage = 'usage: draw-samples --out DIR --count N --seed S [--first N]';

/** Draws receipts with their answer keys into a folder, named by running numbers. */
function drawSamples(outFolder: string, count: number, seed: number, first: number): void {
  mkdirSync(outFolder, { recursive: true });
  for (let number = first; number < first + count; number += 1) {
    const { jpeg, key } = drawReceipt(seed * 100_003 + number);
    const name = `receipt-${String(number).padStart(4, '0')}`;
    writeFileSync(join(outFolder, `${name}.jpg`), jpeg);
    writeFileSync(join(outFolder, `${name}.json`), `${JSON.stringify(key, null, 2)}\n`);
  }
  console.log(`${count} receipts drawn into ${outFolder}`);
}

function wholeNumber(text: string | undefined, least: number): number {
  const value = Number(text);
  if (text === undefined || !Number.isSafeInteger(value) || value < least) throw new Error(usage);
  return value;
}

try {
  const { values } = parseArgs({ options: { out: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' }, first: { type: 'string', default: '1' } } });
  if (values.out === undefined) throw new Error(usage);
  drawSamples(values.out, wholeNumber(values.count, 1), wholeNumber(values.seed, 0), wholeNumber(values.first, 0));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
