import { fill, frame, line, write, type Sheet } from '../sheet/sheet';
import { MARGIN, RIGHT, type House } from './draw-invoice';
import type { Invoice } from './invoice';
import { printedNumber, wordsOf } from './words';

/** The sums at the right and what each rate comes to at the left. */
export function printTotals(sheet: Sheet, invoice: Invoice, house: House, top: number): void {
  const { answers, supplier } = invoice;
  const words = wordsOf[supplier.tongue];
  const step = house.size * 1.85;
  const labelX = 720;
  const sums = [['net', words.net], ['vat', words.vat], ['gross', words.gross]] as const;
  if (house.totals === 'box') frame(sheet, { left: labelX - 20, top, width: RIGHT - labelX + 20, height: step * 3 + 18 }, 1.6);
  if (house.totals === 'band') fill(sheet, { left: labelX - 20, top: top + step * 2 + 8, width: RIGHT - labelX + 20, height: step + 8 }, house.accent);
  sums.forEach(([id, label], index) => {
    const y = top + step * (index + 0.75);
    const last = id === 'gross';
    const style = { size: last ? house.size * 1.12 : house.size, bold: last, ...(last && house.totals === 'band' ? { colour: '#ffffff' } : {}) };
    write(sheet, last ? `${label} (${supplier.currency})` : label, labelX, y, { ...style, width: 260 });
    write(sheet, answers.fields[id] ?? '', RIGHT - 12, y, { ...style, align: 'right', field: id });
  });
  if (house.totals === 'list') line(sheet, labelX - 10, top + step * 2 + 6, RIGHT, top + step * 2 + 6, 1.6);
  byRate(sheet, invoice, house, top);
  write(sheet, words.thanks, MARGIN, top + step * 3 + 96, { size: house.size * 0.85, width: 900 });
}

function byRate(sheet: Sheet, { byRate: rates, supplier }: Invoice, { size }: House, top: number): void {
  const words = wordsOf[supplier.tongue];
  if (rates.length < 2 && supplier.manner % 3 !== 0) return;
  rates.forEach(({ ratePercent, net, vat }, index) => {
    write(sheet, `${words.vat} ${ratePercent} %:  ${printedNumber(net, supplier.tongue)}  →  ${printedNumber(vat, supplier.tongue)}`.replace('→', '/'), MARGIN, top + size * (1.2 + index * 1.6), { size: size * 0.82 });
  });
}
