import type { Answers } from '../answers';
import { drawLogo } from '../logo';
import { createRandom, type Random } from '../random';
import { courierSheetFont, narrowFont, plexSheetFont, sansFont, typedFont, type OfficeFont } from '../sheet/office-fonts';
import { createSheet, line, SHEET_HEIGHT, write, type Sheet } from '../sheet/sheet';
import { columnsFrom, printTable, type TableRow, type TableStyle } from '../sheet/table';
import { heads, type Head } from './heads';
import { drawInvoice, type Invoice } from './invoice';
import { printTotals } from './totals';
import { wordsOf } from './words';

export const MARGIN = 96;
export const RIGHT = 1150;

/** How one supplier's invoices look. */
export interface House {
  readonly font: OfficeFont;
  readonly accent: string;
  readonly ink: string;
  readonly size: number;
  readonly table: TableStyle;
  readonly head: Head;
  readonly totals: 'box' | 'list' | 'band';
}

/** One supplier invoice, on one page or two. */
export function drawInvoiceSheets(random: Random): { sheets: readonly Sheet[]; answers: Answers } {
  const invoice = drawInvoice(random);
  const house = houseOf(invoice.supplier.seed);
  const firstCount = invoice.lines.length >= 7 && random.chance(0.35) ? random.whole(4, invoice.lines.length - 2) : invoice.lines.length;
  const sheets = firstCount === invoice.lines.length ? [createSheet(house.font, house.ink)] : [createSheet(house.font, house.ink), createSheet(house.font, house.ink)];
  sheets.forEach((sheet, index) => {
    const part = index === 0 ? [0, firstCount] as const : [firstCount, invoice.lines.length] as const;
    drawPage(sheet, invoice, house, { number: index + 1, count: sheets.length, part }, random);
  });
  return { sheets, answers: invoice.answers };
}

function houseOf(seed: number): House {
  const random = createRandom(seed * 15_485_863);
  const font = random.pick([sansFont, sansFont, narrowFont, narrowFont, courierSheetFont, plexSheetFont, typedFont]);
  const accent = random.pick(['#23415f', '#7a1f2b', '#2f5d46', '#3b3b40', '#5a3f78', '#8a5a1c', '#1c6a80']);
  const size = random.between(20.5, 22.5);
  const plain = font === typedFont || font === courierSheetFont;
  return {
    font, accent, size,
    ink: random.pick(['#141416', '#1c1d21', '#23252b']),
    head: random.pick(plain ? [heads.typed, heads.typed, heads.letter] : [heads.letter, heads.band, heads.aside, heads.letter]),
    totals: random.pick(['box', 'list', plain ? 'list' : 'band']),
    table: { look: random.pick(plain ? ['bare', 'rules', 'grid'] : ['rules', 'grid', 'bands', 'bands', 'bare']), accent, size, rowHeight: random.whole(40, 50) },
  };
}

type PageOf = Readonly<{ number: number; count: number; part: readonly [from: number, to: number] }>;

function drawPage(sheet: Sheet, invoice: Invoice, house: House, page: PageOf, random: Random): void {
  const words = wordsOf[invoice.supplier.tongue];
  const top = page.number === 1 ? house.head(sheet, invoice, house, random) : continuedHead(sheet, invoice, house);
  const rows = invoice.lines.slice(...page.part).map((_, index) => rowOf(invoice, page.part[0] + index));
  const bottom = printTable(sheet, columnsOf(invoice), rows, top, house.table);
  if (page.number === page.count) printTotals(sheet, invoice, house, bottom + 34);
  else write(sheet, `${words.carried} …`, RIGHT, bottom + 40, { align: 'right', size: 18 });
  printFoot(sheet, invoice, house);
  if (page.count > 1) write(sheet, `${words.page} ${page.number} / ${page.count}`, RIGHT, SHEET_HEIGHT - 62, { align: 'right', size: 17 });
}

function continuedHead(sheet: Sheet, { supplier, answers }: Invoice, { size }: House): number {
  write(sheet, supplier.name, MARGIN, 120, { size: size * 1.1, bold: true });
  write(sheet, `${wordsOf[supplier.tongue].number} ${answers.fields['invoiceNumber'] ?? ''}`, RIGHT, 120, { size, align: 'right' });
  return 170;
}

function columnsOf({ supplier }: Invoice): ReturnType<typeof columnsFrom> {
  const words = wordsOf[supplier.tongue];
  const rate = ['vatRate', words.rate, 92, 'right'] as const;
  return columnsFrom(MARGIN, [
    ['description', words.description, 430, 'left'], ['quantity', words.quantity, 110, 'right'], ['unit', words.unit, 92, supplier.manner % 2 === 0 ? 'left' : 'center'],
    ['unitPrice', words.price, 160, 'right'], rate, ['amount', words.amount, 170, 'right'],
  ]);
}

function rowOf({ answers }: Invoice, index: number): TableRow {
  const at = `lines.${index}`;
  const ids = ['description', 'quantity', 'unit', 'unitPrice', 'vatRate', 'amount'] as const;
  return { at, texts: Object.fromEntries(ids.map((id) => [id, answers.fields[`${at}.${id}`]])) };
}

function printFoot(sheet: Sheet, { supplier }: Invoice, { accent, size }: House): void {
  const y = SHEET_HEIGHT - 130;
  line(sheet, MARGIN, y - 26, RIGHT, y - 26, 1.2, accent);
  write(sheet, `${supplier.name} · ${supplier.addressLines.join(' · ')}`, MARGIN, y, { size: size * 0.74, width: 760 });
  write(sheet, `${wordsOf[supplier.tongue].phone} ${supplier.phone}`, RIGHT, y, { size: size * 0.74, align: 'right' });
  if (supplier.manner % 4 === 0) {
    const { context } = sheet;
    context.fillStyle = accent;
    context.strokeStyle = accent;
    drawLogo(context, MARGIN + 22, y + 12, 44, supplier.seed);
  }
}
