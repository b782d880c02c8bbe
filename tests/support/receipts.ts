import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { drawReceipt } from '../../server/seed/draw-receipt';

/** Scanned receipts with known answers, where a checkout has them beside it. */
const REAL_RECEIPTS = resolve(import.meta.dirname, '../../../shared/data/receipts');

export type ReceiptFields = Readonly<{ company: string; date: string; address: string; total: string }>;

/** Receipts as a client delivers them, in a folder, with what is printed on each by file name. */
export type Receipts = Readonly<{ folder: string; answers: ReadonlyMap<string, ReceiptFields>; kind: 'scanned' | 'drawn' }>;

/** Puts `count` receipts into a folder: scanned ones where there are some, else drawn. */
export async function receiptsIn(folder: string, count: number): Promise<Receipts> {
  return existsSync(REAL_RECEIPTS) ? scannedReceipts(folder, count) : drawnReceipts(folder, count, 1);
}

async function scannedReceipts(folder: string, count: number): Promise<Receipts> {
  await mkdir(folder, { recursive: true });
  const answers = new Map<string, ReceiptFields>();
  const names = (await readdir(REAL_RECEIPTS)).filter((n) => n.endsWith('.jpg')).toSorted().slice(0, count);
  for (const name of names) {
    const key = JSON.parse(await readFile(join(REAL_RECEIPTS, name.replace('.jpg', '.json')), 'utf8')) as { fields: ReceiptFields };
    await copyFile(join(REAL_RECEIPTS, name), join(folder, name));
    answers.set(name, key.fields);
  }
  return { folder, answers, kind: 'scanned' };
}

/** What is printed on the scanned receipts, in file order; none where a checkout has none beside it. */
export async function realReceiptKeys(): Promise<readonly Readonly<{ fields: Readonly<Record<string, string>> }>[]> {
  if (!existsSync(REAL_RECEIPTS)) return [];
  const names = (await readdir(REAL_RECEIPTS)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(REAL_RECEIPTS, name), 'utf8')) as { fields: Record<string, string> }));
}

/** Drawn receipts from `seed` on, named `receipt-001.jpg` and so forth. */
export async function drawnReceipts(folder: string, count: number, seed: number): Promise<Receipts> {
  await mkdir(folder, { recursive: true });
  const answers = new Map<string, ReceiptFields>();
  for (let i = 0; i < count; i += 1) {
    const { jpeg, key } = drawReceipt(seed + i);
    const name = `receipt-${String(i + 1).padStart(3, '0')}.jpg`;
    await writeFile(join(folder, name), jpeg);
    answers.set(name, key.fields);
  }
  return { folder, answers, kind: 'drawn' };
}
