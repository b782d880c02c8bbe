import { formatAmount } from './money';
import type { Random } from './random';
import type { Receipt, ReceiptLine } from './receipt';
import { cells, gap, pair, rule, text, type Row } from './rows';

export type Layout = (receipt: Receipt, random: Random) => Row[];

/** Centred head, two-line items, card slip below: a supermarket's or a hardware shop's till. */
export const wideTill: Layout = (receipt, random) => [
  ...head(receipt, random),
  text('TAX INVOICE', 'center', { bold: true }),
  pair(`Bill: ${receipt.number}`, `Cashier: ${random.whole(1, 12)}`),
  pair(`Date: ${receipt.fields.date}`, receipt.time, { field: 'date' }),
  rule(),
  ...receipt.lines.flatMap((line) => [
    text(`${random.digits(7)} ${line.name}`, 'left'),
    pair(`   ${line.quantity} x ${formatAmount(line.unitPriceMinor)}`, formatAmount(line.amountMinor)),
  ]),
  rule(),
  pair('Items', String(receipt.lines.length)),
  ...sums(receipt, 'Subtotal'),
  pair('TOTAL', receipt.fields.total, { bold: true, scale: 1.3, field: 'total' }),
  ...paid(receipt),
  gap(),
  ...foot(receipt, random),
];

/** One line an item, the price at the right: the commonest till. */
export const shortTill: Layout = (receipt, random) => [
  { kind: 'logo', seed: receipt.shop.number },
  ...head(receipt, random),
  rule('equals'),
  pair(`${receipt.fields.date}  ${receipt.time}`, `#${receipt.number}`, { field: 'date' }),
  rule('equals'),
  ...receipt.lines.map((line) => pair(`${quantityText(line)}${line.name}`, formatAmount(line.amountMinor))),
  gap(0.4),
  ...sums(receipt, 'SUB TOTAL'),
  rule('equals'),
  pair(random.pick(['Total', 'TOTAL TO PAY', 'BALANCE DUE', 'Amount Due']), receipt.fields.total, { bold: true, scale: 1.15, field: 'total' }),
  ...paid(receipt),
  gap(),
  ...foot(receipt, random),
];

/** Table number, covers, big total: a restaurant's guest check. */
export const guestCheck: Layout = (receipt, random) => [
  text(receipt.shop.company, 'center', { face: 'title', scale: 1.5, field: 'company' }),
  ...receipt.shop.addressLines.map((line) => text(line, 'center', { field: 'address' })),
  text(receipt.shop.phone),
  gap(),
  pair(`Table ${random.whole(1, 40)}`, `Covers ${random.whole(1, 6)}`, { bold: true }),
  pair(`Server: ${random.pick(['Ana', 'Kim', 'Joel', 'Priya', 'Nils', 'Mei'])}`, `Check ${receipt.number}`),
  text(`${receipt.fields.date} ${receipt.time}`, 'left', { field: 'date' }),
  rule('dotted'),
  ...receipt.lines.map((line) => cells([
    { text: String(line.quantity), at: 0, align: 'left' },
    { text: line.name, at: 0.09, align: 'left' },
    { text: formatAmount(line.amountMinor), at: 1, align: 'right' },
  ])),
  rule('dotted'),
  ...sums(receipt, 'Food & drinks'),
  gap(0.4),
  pair('TOTAL', receipt.fields.total, { bold: true, scale: 1.6, field: 'total' }),
  gap(0.4),
  ...paid(receipt),
  text(receipt.shop.taxNumber),
  gap(),
  text(receipt.shop.thanks),
];

/** Pump, litres and price a litre: a petrol station. */
export const pumpSlip: Layout = (receipt, random) => [
  text(receipt.shop.company, 'left', { bold: true, scale: 1.25, field: 'company' }),
  ...receipt.shop.addressLines.map((line) => text(line, 'left', { field: 'address' })),
  text(receipt.shop.phone, 'left'),
  text(receipt.shop.taxNumber, 'left'),
  rule('stars'),
  pair('RECEIPT', receipt.number),
  pair('DATE', receipt.fields.date, { field: 'date' }),
  pair('TIME', receipt.time),
  pair('PUMP', String(random.whole(1, 12))),
  rule('stars'),
  ...receipt.lines.flatMap((line, index) => (index === 0 ? fuelRows(line, random) : [pair(line.name.toUpperCase(), formatAmount(line.amountMinor))])),
  gap(0.4),
  ...sums(receipt, 'NET SALE'),
  pair('TOTAL', receipt.fields.total, { bold: true, scale: 1.4, field: 'total' }),
  ...paid(receipt),
  rule('stars'),
  pair('AUTH', random.digits(6)),
  pair('TERMINAL', random.digits(8)),
  gap(),
  text(receipt.shop.thanks),
];

/** Total in white on black near the head, codes below: a pharmacy or a modern café. */
export const modernTill: Layout = (receipt) => [
  { kind: 'logo', seed: receipt.shop.number },
  text(receipt.shop.company, 'center', { face: 'title', scale: 1.35, field: 'company' }),
  gap(0.3),
  ...receipt.shop.addressLines.map((line) => text(line, 'center', { scale: 0.95, field: 'address' })),
  text(`${receipt.shop.phone}   ${receipt.shop.taxNumber}`, 'center', { scale: 0.8 }),
  gap(),
  rule('solid'),
  pair('Receipt no.', receipt.number),
  pair('Date of sale', `${receipt.fields.date}, ${receipt.time}`, { field: 'date' }),
  rule('solid'),
  cells([{ text: 'Qty', at: 0, align: 'left' }, { text: 'Article', at: 0.12, align: 'left' }, { text: 'Amount', at: 1, align: 'right' }], { bold: true }),
  ...receipt.lines.map((line) => cells([{ text: String(line.quantity), at: 0.03, align: 'left' }, { text: line.name, at: 0.12, align: 'left' }, { text: formatAmount(line.amountMinor), at: 1, align: 'right' }])),
  rule('solid'),
  ...sums(receipt, 'Sum'),
  gap(0.3),
  pair(' TOTAL', `${receipt.fields.total} `, { bold: true, scale: 1.3, field: 'total', inverse: true }),
  gap(0.3),
  ...paid(receipt),
  gap(),
  { kind: 'matrix', seed: receipt.shop.number + receipt.totalMinor },
  text(receipt.shop.thanks, 'center', { scale: 0.9 }),
];

function head(receipt: Receipt, random: Random): Row[] {
  const { shop } = receipt;
  return [
    text(shop.company, 'center', { bold: true, scale: random.pick([1, 1.2, 1.35]), field: 'company' }),
    ...shop.addressLines.map((line) => text(line, 'center', { field: 'address' })),
    text(shop.phone),
    text(shop.taxNumber),
    gap(0.4),
  ];
}

function fuelRows(line: ReceiptLine, random: Random): Row[] {
  const litres = random.between(18, 58);
  return [
    text(line.name.toUpperCase(), 'left', { bold: true }),
    pair(`  ${litres.toFixed(2)} L  @ ${(line.amountMinor / 100 / litres).toFixed(3)}/L`, formatAmount(line.amountMinor)),
  ];
}

/** Subtotal where something is added, and the tax that prices include. */
export function sums(receipt: Receipt, label: string): Row[] {
  const netMinor = receipt.lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const charges = receipt.charges.map((charge) => pair(charge.label, formatAmount(charge.amountMinor)));
  const tax = receipt.includedTax ? [pair(receipt.includedTax.label, formatAmount(receipt.includedTax.amountMinor))] : [];
  return [...(charges.length > 0 ? [pair(label, formatAmount(netMinor)), ...charges] : []), ...tax];
}

function paid(receipt: Receipt): Row[] {
  return receipt.payment.map(({ label, amountMinor }) => pair(label, formatAmount(amountMinor)));
}

function foot(receipt: Receipt, random: Random): Row[] {
  const code: Row[] = random.chance(0.6) ? [{ kind: 'barcode', digits: random.digits(12) }] : [];
  return [...code, text(receipt.shop.thanks), text(random.pick(['*** customer copy ***', 'E. & O. E.', 'Keep this receipt', 'No refund without receipt']))];
}

function quantityText(line: ReceiptLine): string {
  return line.quantity === 1 ? '' : `${line.quantity} x `;
}
