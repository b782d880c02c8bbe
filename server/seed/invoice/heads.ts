import { drawLogo } from '../logo';
import type { Random } from '../random';
import { fill, frame, line, SHEET_WIDTH, write, type Sheet } from '../sheet/sheet';
import { MARGIN, RIGHT, type House } from './draw-invoice';
import type { Invoice } from './invoice';
import { wordsOf, type Words } from './words';

/** Prints all above the lines of an invoice and gives where the lines may begin. */
export type Head = (sheet: Sheet, invoice: Invoice, house: House, random: Random) => number;

/** The client that gets all of these invoices. */
const client = ['Harbour & Vale Group', 'Accounts payable, Dept. 4', 'P.O. Box 118'] as const;

const details = (words: Words): readonly (readonly [id: string, label: string])[] => [
  ['invoiceNumber', words.number], ['invoiceDate', words.date], ['dueDate', words.due], ['purchaseOrder', words.purchaseOrder], ['currency', words.currency],
];

/** Name at the left, details in a list at the right. */
const letter: Head = (sheet, invoice, house, random) => {
  const { supplier, answers } = invoice;
  const words = wordsOf[supplier.tongue];
  const { size } = house;
  const y = 120 + random.whole(0, 24);
  if (supplier.manner % 2 === 0) logo(sheet, house, RIGHT - 50, y - 40, 88, supplier.seed);
  write(sheet, supplier.name, MARGIN, y, { size: size * 1.55, bold: true, colour: house.accent, field: 'supplierName', width: 860 });
  supplier.addressLines.forEach((text, index) => write(sheet, text, MARGIN, y + 36 + index * size * 1.4, { size: size * 0.95 }));
  registered(sheet, invoice, house, MARGIN, y + 36 + 2 * size * 1.4);
  const below = y + 220;
  clientBlock(sheet, words, MARGIN, below, size);
  write(sheet, words.invoice, RIGHT, below - 46, { size: size * 1.5, bold: true, align: 'right' });
  printed(details(words), answers.fields).forEach(([id, label, text], index) => {
    const at = below + index * size * 1.75;
    write(sheet, label, 720, at, { size });
    write(sheet, text, RIGHT, at, { size, bold: id === 'invoiceNumber', align: 'right', field: id });
  });
  bank(sheet, invoice, house, MARGIN, below + 6 * size * 1.75);
  return below + 6 * size * 1.75 + 40;
};

/** A coloured band with the name, the details in a row below it. */
const band: Head = (sheet, invoice, house) => {
  const { supplier, answers } = invoice;
  const words = wordsOf[supplier.tongue];
  const { size } = house;
  fill(sheet, { left: 0, top: 50, width: SHEET_WIDTH, height: 120 }, house.accent);
  write(sheet, supplier.name, MARGIN, 126, { size: size * 1.6, bold: true, colour: '#ffffff', field: 'supplierName', width: 720 });
  write(sheet, words.invoice, RIGHT, 126, { size: size * 1.5, colour: '#ffffff', align: 'right' });
  supplier.addressLines.forEach((text, index) => write(sheet, text, MARGIN, 222 + index * size * 1.4, { size: size * 0.95 }));
  registered(sheet, invoice, house, MARGIN, 222 + 2 * size * 1.4);
  clientBlock(sheet, words, 760, 222, size);
  const top = 400;
  const list = printed(details(words), answers.fields);
  const width = (RIGHT - MARGIN) / list.length;
  list.forEach(([id, label, text], index) => {
    const left = MARGIN + index * width;
    frame(sheet, { left, top, width, height: 84 }, 1.2, house.accent);
    write(sheet, label, left + 12, top + 30, { size: size * 0.78, width: width - 20 });
    write(sheet, text, left + 12, top + 66, { size, bold: true, field: id, width: width - 24 });
  });
  bank(sheet, invoice, house, MARGIN, top + 134);
  return top + 170;
};

/** The client at the left where a window envelope shows it, the supplier in a column at the right. */
const aside: Head = (sheet, invoice, house) => {
  const { supplier, answers } = invoice;
  const words = wordsOf[supplier.tongue];
  const { size } = house;
  logo(sheet, house, 800, 76, 96, supplier.seed);
  write(sheet, supplier.name, 740, 216, { size: size * 1.15, bold: true, field: 'supplierName', width: RIGHT - 740 });
  supplier.addressLines.forEach((text, index) => write(sheet, text, 740, 252 + index * size * 1.4, { size: size * 0.95 }));
  registered(sheet, invoice, house, 740, 252 + 2 * size * 1.4);
  clientBlock(sheet, words, MARGIN, 240, size);
  line(sheet, 715, 80, 715, 600, 1.5, house.accent);
  write(sheet, words.invoice, MARGIN, 470, { size: size * 2, bold: true, colour: house.accent });
  printed(details(words), answers.fields).forEach(([id, label, text], index) => {
    const at = 400 + index * size * 1.9;
    write(sheet, label, 740, at, { size: size * 0.9 });
    write(sheet, text, RIGHT, at, { size, align: 'right', field: id });
  });
  bank(sheet, invoice, house, MARGIN, 560);
  return 640;
};

/** All in one face, labels before values, as an old program prints it. */
const typed: Head = (sheet, invoice, house) => {
  const { supplier, answers } = invoice;
  const words = wordsOf[supplier.tongue];
  const { size } = house;
  write(sheet, supplier.name, SHEET_WIDTH / 2, 120, { size: size * 1.35, bold: true, align: 'center', field: 'supplierName', width: 900 });
  write(sheet, supplier.addressLines.join(', '), SHEET_WIDTH / 2, 154, { size: size * 0.95, align: 'center' });
  line(sheet, MARGIN, 180, RIGHT, 180, 1.5);
  registered(sheet, invoice, house, MARGIN, 218);
  write(sheet, words.invoice, RIGHT, 222, { size: size * 1.4, bold: true, align: 'right' });
  clientBlock(sheet, words, MARGIN, 290, size);
  printed(details(words), answers.fields).forEach(([id, label, text], index) => {
    const at = 290 + index * size * 1.6;
    write(sheet, `${label}:`, 690, at, { size, width: 220 });
    write(sheet, text, 920, at, { size, field: id });
  });
  bank(sheet, invoice, house, MARGIN, 500);
  return 540;
};

export const heads = { letter, band, aside, typed } as const;

function printed(list: readonly (readonly [id: string, label: string])[], fields: Readonly<Record<string, string>>): [string, string, string][] {
  return list.flatMap(([id, label]) => (fields[id] === undefined ? [] : [[id, label, fields[id]]]));
}

function registered(sheet: Sheet, { supplier, answers }: Invoice, { size }: House, x: number, y: number): void {
  const id = supplier.land === 'NO' ? 'supplierRegistration' : 'supplierVat';
  const width = write(sheet, `${wordsOf[supplier.tongue].vatNumber}  `, x, y, { size: size * 0.95 });
  write(sheet, answers.fields[id] ?? '', x + width + 6, y, { size: size * 0.95, field: id });
}

function bank(sheet: Sheet, { supplier, answers }: Invoice, { size }: House, x: number, y: number): void {
  const width = write(sheet, `${wordsOf[supplier.tongue].bank}: `, x, y, { size, bold: true });
  write(sheet, answers.fields['iban'] ?? '', x + width + 8, y, { size, field: 'iban' });
}

function clientBlock(sheet: Sheet, words: Words, x: number, y: number, size: number): void {
  write(sheet, words.to, x, y - size * 1.5, { size: size * 0.8, colour: '#55585e' });
  client.forEach((text, index) => write(sheet, text, x, y + index * size * 1.4, { size }));
}

function logo(sheet: Sheet, { accent }: House, centreX: number, top: number, size: number, seed: number): void {
  sheet.context.fillStyle = accent;
  sheet.context.strokeStyle = accent;
  drawLogo(sheet.context, centreX, top, size, seed);
}
