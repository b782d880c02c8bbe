import { formatAmount } from './money';
import type { Random } from './random';
import type { Receipt } from './receipt';
import { cells, gap, pair, rule, text, type Row } from './rows';
import { sums, type Layout } from './till-layouts';

/** A hotel's or an office's bill on larger paper with a ruled table. */
export const folio: Layout = (receipt, random) => [
  { kind: 'logo', seed: receipt.shop.number },
  text(receipt.shop.company, 'left', { face: 'title', scale: 1.7, field: 'company' }),
  ...receipt.shop.addressLines.map((line) => text(line, 'left', { field: 'address' })),
  text(`${receipt.shop.phone}    ${receipt.shop.taxNumber}`, 'left', { scale: 0.85 }),
  gap(1),
  rule('solid'),
  pair(receipt.shop.trade === 'hotel' ? 'GUEST BILL' : random.pick(['INVOICE / RECEIPT', 'STATEMENT', 'CASH SALE']), `No. ${receipt.number}`, { bold: true, scale: 1.15 }),
  rule('solid'),
  gap(0.4),
  pair(`${receipt.shop.trade === 'hotel' ? 'Guest' : random.pick(['Customer', 'Account'])}: ${random.pick(['Mr', 'Ms', 'Dr'])} ${random.pick(['A. Holm', 'R. Castell', 'J. Okafor', 'L. Brandt', 'P. Nair', 'S. Whyte'])}`, `Date: ${receipt.fields.date}`, { field: 'date' }),
  text(`${receipt.shop.trade === 'hotel' ? 'Room' : random.pick(['Desk', 'Order'])} ${random.whole(101, 620)}`, 'left'),
  gap(0.6),
  ...table(receipt),
  ...sums(receipt, 'Subtotal'),
  gap(0.3),
  pair('Grand total', receipt.fields.total, { bold: true, scale: 1.35, field: 'total' }),
  rule('solid'),
  ...receipt.payment.map(({ label, amountMinor }) => pair(`Paid: ${label}`, formatAmount(amountMinor))),
  gap(2),
  cells([{ text: '______________________', at: 0, align: 'left' }, { text: receipt.shop.thanks, at: 1, align: 'right' }]),
  text('Signature', 'left', { scale: 0.8 }),
];

/** A printed cash bill filled in by hand. */
export const cashBill: Layout = (receipt, random) => [
  text(receipt.shop.company, 'center', { bold: true, scale: 1.6, field: 'company' }),
  ...receipt.shop.addressLines.map((line) => text(line, 'center', { field: 'address' })),
  text(`${receipt.shop.phone}   ${receipt.shop.taxNumber}`, 'center', { scale: 0.85 }),
  gap(0.6),
  pair('CASH BILL', `No. ${random.digits(5)}`, { bold: true, scale: 1.2 }),
  gap(0.4),
  cells([{ text: 'Date', at: 0.5, align: 'left' }, { text: receipt.fields.date, at: 0.98, align: 'right', face: 'pen' }], { scale: 1.15, field: 'date' }),
  rule('solid'),
  cells([{ text: 'Qty', at: 0, align: 'left' }, { text: 'Description', at: 0.12, align: 'left' }, { text: 'Amount', at: 1, align: 'right' }], { bold: true }),
  rule('solid'),
  ...receipt.lines.flatMap((line): Row[] => [
    cells([{ text: String(line.quantity), at: 0.03, align: 'left' }, { text: line.name, at: 0.12, align: 'left' }, { text: formatAmount(line.amountMinor), at: 0.99, align: 'right' }], { face: 'pen', scale: 1.3 }),
    rule('dotted'),
  ]),
  ...receipt.charges.map(({ label, amountMinor }) => cells([{ text: label, at: 0.12, align: 'left' }, { text: formatAmount(amountMinor), at: 0.99, align: 'right' }], { face: 'pen', scale: 1.2 })),
  gap(0.8),
  cells([{ text: 'TOTAL', at: 0.54, align: 'left', face: 'main' }, { text: receipt.fields.total, at: 0.99, align: 'right', face: 'pen' }], { scale: 1.5, bold: true, field: 'total' }),
  rule('solid'),
  gap(1),
  pair('Goods sold are not returnable', 'Issued by ____________', { scale: 0.85 }),
];

function table(receipt: Receipt): Row[] {
  const row = (values: readonly [string, string, string, string], bold: boolean): Row => cells([
    { text: values[0], at: 0.01, align: 'left' }, { text: values[1], at: 0.62, align: 'right' }, { text: values[2], at: 0.8, align: 'right' }, { text: values[3], at: 1, align: 'right' },
  ], { bold });
  return [
    rule('solid'),
    row(['Description', 'Qty', 'Price', 'Amount'], true),
    rule('solid'),
    ...receipt.lines.flatMap((line) => [row([line.name, String(line.quantity), formatAmount(line.unitPriceMinor), formatAmount(line.amountMinor)], false), rule('dotted')]),
  ];
}

/** Whether this receipt is on a larger sheet rather than on a till roll. */
export function drawSheetLayout(receipt: Receipt, random: Random): { layout: Layout; name: 'folio' | 'cashBill' } | undefined {
  if (receipt.shop.trade === 'hotel') return { layout: folio, name: 'folio' };
  if (receipt.lines.length > 9) return undefined;
  if (receipt.shop.trade === 'stationery' && random.chance(0.5)) return { layout: folio, name: 'folio' };
  if ((receipt.shop.trade === 'hardware' || receipt.shop.trade === 'stationery') && random.chance(0.4)) return { layout: cashBill, name: 'cashBill' };
  return undefined;
}
