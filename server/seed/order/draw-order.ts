import type { Answers } from '../answers';
import { drawLogo } from '../logo';
import { createRandom, type Random } from '../random';
import { courierSheetFont, narrowFont, plexSheetFont, sansFont, typedFont, type OfficeFont } from '../sheet/office-fonts';
import { drawHand, sign } from '../sheet/pen';
import { createSheet, fill, frame, line, SHEET_WIDTH, write, type Sheet } from '../sheet/sheet';
import { columnsFrom, printTable, type TableRow, type TableStyle } from '../sheet/table';
import { drawOrder, type Order } from './order';
import { orderWords } from './words';

const LEFT = 84;
const RIGHT = 1160;

/** How one customer's orders look. */
interface House {
  readonly font: OfficeFont;
  readonly accent: string;
  readonly size: number;
  readonly head: 'boxes' | 'list' | 'centred';
  readonly table: TableStyle;
}

/** One customer's order on one page. */
export function drawOrderSheets(random: Random): { sheets: readonly Sheet[]; answers: Answers } {
  const order = drawOrder(random);
  const house = houseOf(order.house);
  const sheet = createSheet(house.font);
  const top = printHead(sheet, order, house);
  const rows = order.articles.map((_, index) => rowOf(order, index));
  const bottom = printTable(sheet, columnsOf(order), rows, top, house.table);
  printEnd(sheet, order, house, bottom, random);
  return { sheets: [sheet], answers: order.answers };
}

function houseOf(seed: number): House {
  const random = createRandom(seed);
  const size = random.between(19.5, 21.5);
  const accent = random.pick(['#2b4a3f', '#1f3c66', '#6b2a2a', '#404348', '#4a3a6a', '#0f5a6e', '#7a5412']);
  return {
    font: random.pick([sansFont, sansFont, narrowFont, narrowFont, plexSheetFont, courierSheetFont, typedFont]),
    accent, size,
    head: random.pick(['boxes', 'list', 'centred']),
    table: { look: random.pick(['grid', 'rules', 'bands', 'bare']), accent, size, rowHeight: random.whole(38, 46) },
  };
}

function printHead(sheet: Sheet, order: Order, house: House): number {
  switch (house.head) {
    case 'boxes': return boxedHead(sheet, order, house);
    case 'list': return listHead(sheet, order, house);
    case 'centred': return centredHead(sheet, order, house);
    default: return unreachable(house.head);
  }
}

/** Details as label and value; the customer only where the house prints its number. */
function details({ answers, tongue, house }: Order): [string, string, string][] {
  const words = orderWords[tongue];
  const list: [string, string][] = [['orderNumber', words.number], ['orderDate', words.date], ['deliveryDate', words.delivery], ['deliveryTerms', words.terms], ['currency', words.currency]];
  if (house % 3 !== 0) list.push(['customer', words.customer]);
  return list.map(([id, label]) => [id, label, answers.fields[id] ?? '']);
}

/** The name, which answers the customer where no number is printed. */
function printName(sheet: Sheet, order: Order, x: number, y: number, size: number, align: 'left' | 'center', colour?: string): void {
  write(sheet, order.customer['label'] ?? '', x, y, { size, bold: true, align, width: 700, ...(colour === undefined ? {} : { colour }), ...(order.house % 3 === 0 ? { field: 'customer' } : {}) });
}

function addressOf({ customer }: Order): string[] {
  return [customer['street'] ?? '', [customer['postcode'], customer['city']].filter((part) => part !== '').join(' ')];
}

function boxedHead(sheet: Sheet, order: Order, { size, accent }: House): number {
  const words = orderWords[order.tongue];
  printName(sheet, order, LEFT, 120, size * 1.5, 'left', accent);
  addressOf(order).forEach((text, index) => write(sheet, text, LEFT, 154 + index * 28, { size }));
  write(sheet, words.order, RIGHT, 124, { size: size * 1.5, bold: true, align: 'right' });
  const list = details(order);
  const width = (RIGHT - LEFT) / 3;
  list.forEach(([id, label, text], index) => {
    const left = LEFT + (index % 3) * width;
    const top = 230 + Math.floor(index / 3) * 82;
    frame(sheet, { left, top, width, height: 82 }, 1.3);
    write(sheet, label, left + 12, top + 28, { size: size * 0.78, colour: '#4c4f55' });
    write(sheet, text, left + 12, top + 64, { size: size * 1.05, field: id, width: width - 24 });
  });
  shipTo(sheet, order, LEFT, 446, size);
  return 520;
}

function listHead(sheet: Sheet, order: Order, { size, accent }: House): number {
  const words = orderWords[order.tongue];
  sheet.context.fillStyle = accent;
  sheet.context.strokeStyle = accent;
  drawLogo(sheet.context, LEFT + 44, 76, 84, order.house);
  printName(sheet, order, LEFT + 110, 112, size * 1.35, 'left');
  write(sheet, addressOf(order).join(', '), LEFT + 110, 146, { size });
  line(sheet, LEFT, 190, RIGHT, 190, 3, accent);
  write(sheet, words.order, LEFT, 246, { size: size * 1.7, bold: true, colour: accent });
  supplierBlock(sheet, words.to, LEFT, 310, size);
  details(order).forEach(([id, label, text], index) => {
    const y = 250 + index * size * 1.8;
    write(sheet, `${label}:`, 700, y, { size });
    write(sheet, text, 950, y, { size, bold: true, field: id });
  });
  shipTo(sheet, order, LEFT, 500, size);
  return 570;
}

function centredHead(sheet: Sheet, order: Order, { size, accent }: House): number {
  const words = orderWords[order.tongue];
  fill(sheet, { left: LEFT, top: 64, width: RIGHT - LEFT, height: 8 }, accent);
  printName(sheet, order, SHEET_WIDTH / 2, 126, size * 1.5, 'center');
  write(sheet, addressOf(order).join(' · '), SHEET_WIDTH / 2, 162, { size, align: 'center' });
  fill(sheet, { left: LEFT, top: 184, width: RIGHT - LEFT, height: 3 }, accent);
  write(sheet, words.order, SHEET_WIDTH / 2, 240, { size: size * 1.5, bold: true, align: 'center' });
  details(order).forEach(([id, label, text], index) => {
    const x = index % 2 === 0 ? LEFT : 660;
    const y = 306 + Math.floor(index / 2) * size * 2;
    write(sheet, label, x, y, { size, width: 210 });
    write(sheet, text, x + 225, y, { size, bold: true, field: id });
  });
  shipTo(sheet, order, LEFT, 306 + size * 6 + 30, size);
  return 306 + size * 6 + 100;
}

function supplierBlock(sheet: Sheet, to: string, x: number, y: number, size: number): void {
  write(sheet, to, x, y, { size: size * 0.8, colour: '#4c4f55' });
  ['Nordlys Engros', 'Order desk', 'P.O. Box 2040'].forEach((text, index) => write(sheet, text, x, y + 32 + index * 28, { size }));
}

function shipTo(sheet: Sheet, { answers, tongue }: Order, x: number, y: number, size: number): void {
  const width = write(sheet, `${orderWords[tongue].shipTo}: `, x, y, { size, bold: true });
  write(sheet, answers.fields['shipTo'] ?? '', x + width + 8, y, { size, field: 'shipTo', width: RIGHT - x - width - 20 });
}

function columnsOf({ tongue, priced, house }: Order): ReturnType<typeof columnsFrom> {
  const words = orderWords[tongue];
  const withGtin = house % 2 === 0;
  const spare = (withGtin ? 0 : 190) + (priced ? 0 : 250);
  return columnsFrom(LEFT, [
    ['lineNumber', words.line, 66, 'right'], ['article', words.article, 122, 'left'], ...(withGtin ? [['gtin', 'GTIN', 190, 'left'] as const] : []), ['description', words.description, 282 + spare, 'left'],
    ['quantity', words.quantity, 90, 'right'], ['unit', words.unit, 76, 'left'], ...(priced ? [['unitPrice', words.price, 110, 'right'] as const, ['amount', words.amount, 140, 'right'] as const] : []),
  ]);
}

function rowOf({ answers, articles }: Order, index: number): TableRow {
  const at = `lines.${index}`;
  const answered = Object.fromEntries(['lineNumber', 'article', 'gtin', 'quantity', 'unitPrice', 'amount'].map((id) => [id, answers.fields[`${at}.${id}`]]));
  return { at, texts: answered, plain: { description: articles[index]?.['label'] ?? '', unit: articles[index]?.['unit'] ?? '' } };
}

function printEnd(sheet: Sheet, order: Order, { size, accent }: House, bottom: number, random: Random): void {
  const words = orderWords[order.tongue];
  const total = order.answers.fields['total'];
  if (total !== undefined) {
    write(sheet, `${words.total} EUR`, 820, bottom + 56, { size: size * 1.1, bold: true, align: 'right' });
    write(sheet, total, RIGHT - 8, bottom + 56, { size: size * 1.1, bold: true, align: 'right', field: 'total' });
    line(sheet, 840, bottom + 70, RIGHT, bottom + 70, 2, accent);
  }
  write(sheet, words.confirm, LEFT, bottom + 130, { size: size * 0.92 });
  if (order.house % 7 < 3) return;
  line(sheet, LEFT, bottom + 270, LEFT + 340, bottom + 270, 1.2);
  write(sheet, words.buyer, LEFT, bottom + 296, { size: size * 0.8 });
  sign(sheet, random.pick(['R. Holm', 'M. Conti', 'A. Lie', 'J. Burke', 'S. Weber', 'E. Ricci']), LEFT + 20, bottom + 258, drawHand(random), random);
}

function unreachable(value: never): never {
  throw new Error(`unknown head ${String(value)}`);
}
