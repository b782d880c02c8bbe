import { createAnswers, type Answers } from '../answers';
import { dayAfter, drawDay, isoDay, twoDigits, type Day } from '../days';
import { inGroups } from '../numbers/business-numbers';
import type { Random } from '../random';
import { drawSupplier, type Supplier } from './supplier';
import { nameIn, unitSigns, type Ware } from './wares';
import { dateIn, printedNumber, printedQuantity, storedNumber } from './words';

/** A line; quantities, prices and amounts in hundredths. */
export interface InvoiceLine {
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPrice: number;
  readonly ratePercent: number;
  readonly amount: number;
}

/** What is printed on one invoice; the totals are the sums of its lines. */
export interface Invoice {
  readonly supplier: Supplier;
  readonly lines: readonly InvoiceLine[];
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  /** Net and VAT of each rate. */
  readonly byRate: readonly Readonly<{ ratePercent: number; net: number; vat: number }>[];
  readonly answers: Answers;
}

export function drawInvoice(random: Random): Invoice {
  const supplier = drawSupplier(random);
  const lines = drawLines(supplier, random);
  const byRate = sumsByRate(lines);
  const net = lines.reduce((sum, { amount }) => sum + amount, 0);
  const vat = byRate.reduce((sum, rate) => sum + rate.vat, 0);
  const sums = { lines, byRate, net, vat, gross: net + vat };
  return { supplier, ...sums, answers: answersOf(supplier, sums, random) };
}

function drawLines(supplier: Supplier, random: Random): InvoiceLine[] {
  const count = random.pick([2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 10, 12]);
  // Most invoices have one rate, some a second one.
  const rates = random.chance(0.75) ? [supplier.rates[0]] : supplier.rates;
  const chosen = new Map<string, InvoiceLine>();
  while (chosen.size < count) {
    const ware = random.pick(supplier.branch.wares);
    // The same ware has the same rate wherever it stands.
    const line = drawLine(supplier, ware, rates[supplier.branch.wares.indexOf(ware) % rates.length] ?? 0, random);
    chosen.set(line.description, line);
  }
  return [...chosen.values()];
}

function drawLine(supplier: Supplier, [names, unit, low, high]: Ware, ratePercent: number, random: Random): InvoiceLine {
  const service = ['HUR', 'DAY', 'KMT', 'LS', 'MON', 'MTK'].includes(unit);
  const kind = service ? '' : ` ${random.pick(supplier.branch.kinds)}`;
  const reference = service || random.chance(0.5) ? `, ${random.pick(['art.', 'ref.', 'no.'])} ${random.digits(random.whole(3, 5))}` : '';
  const unitPrice = Math.max(5, Math.round(random.between(low, high) * supplier.priceFactor * 100));
  const quantity = quantityOf(unit, random);
  return { description: `${nameIn(names, supplier.tongue)}${kind}${reference}`, quantity, unit, unitPrice, ratePercent, amount: Math.round((quantity * unitPrice) / 100) };
}

function quantityOf(unit: string, random: Random): number {
  if (unit === 'LS') return 100;
  if (unit === 'HUR') return random.whole(1, 90) * 50;
  if (unit === 'DAY' || unit === 'MON') return random.whole(1, 12) * 100;
  if (unit === 'KGM' || unit === 'LTR' || unit === 'MTK' || unit === 'MTR') return random.chance(0.5) ? random.whole(2, 200) * 100 : random.whole(150, 24_000);
  return random.pick([1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 25, 30, 40, 50, 100, 250]) * 100;
}

function sumsByRate(lines: readonly InvoiceLine[]): Invoice['byRate'] {
  const rates = [...new Set(lines.map((line) => line.ratePercent))].toSorted((a, b) => b - a);
  return rates.map((ratePercent) => {
    const net = lines.filter((line) => line.ratePercent === ratePercent).reduce((sum, { amount }) => sum + amount, 0);
    return { ratePercent, net, vat: Math.round((net * ratePercent) / 100) };
  });
}

type Sums = Pick<Invoice, 'lines' | 'net' | 'vat' | 'gross'>;

function answersOf(supplier: Supplier, sums: Sums, random: Random): Answers {
  const { tongue, manner } = supplier;
  const answers = createAnswers();
  const issued = drawDay(random, 2023, 2025);
  const due = dayAfter(issued, random.pick([10, 14, 14, 15, 20, 30, 30, 30, 45, 60]));
  const abroad = supplier.land !== 'NO';
  answers.keyed('supplierName', supplier.name, supplier.name);
  answers.keyed('supplierVat', abroad ? supplier.businessNumber : '', abroad ? supplier.printedBusinessNumber : undefined);
  answers.keyed('supplierRegistration', abroad ? '' : supplier.businessNumber, abroad ? undefined : supplier.printedBusinessNumber);
  const number = numberOf(manner, issued, random);
  answers.keyed('invoiceNumber', number, number);
  answers.keyed('invoiceDate', isoDay(issued), dateIn(issued, tongue, manner));
  answers.keyed('dueDate', isoDay(due), dateIn(due, tongue, manner));
  const order = random.chance(0.72) ? `45000${random.digits(5)}` : undefined;
  answers.keyed('purchaseOrder', order ?? '', order);
  answers.keyed('currency', supplier.currency, supplier.currency);
  answers.keyed('iban', supplier.iban, inGroups(supplier.iban, 4));
  sums.lines.forEach((line, index) => addLine(answers, line, `lines.${index}`, supplier));
  for (const id of ['net', 'vat', 'gross'] as const) answers.keyed(id, storedNumber(sums[id]), printedNumber(sums[id], tongue));
  return answers.done();
}

function addLine(answers: ReturnType<typeof createAnswers>, line: InvoiceLine, at: string, { tongue }: Supplier): void {
  answers.keyed(`${at}.description`, line.description, line.description);
  answers.keyed(`${at}.quantity`, storedNumber(line.quantity), printedQuantity(line.quantity, tongue));
  answers.keyed(`${at}.unit`, line.unit, unitSigns[tongue][line.unit] ?? line.unit);
  answers.keyed(`${at}.unitPrice`, storedNumber(line.unitPrice), printedNumber(line.unitPrice, tongue));
  answers.keyed(`${at}.vatRate`, String(line.ratePercent), String(line.ratePercent));
  answers.worked(`${at}.amount`, storedNumber(line.amount), printedNumber(line.amount, tongue));
}

function numberOf(manner: number, issued: Day, random: Random): string {
  switch (manner % 6) {
    case 0: return `${issued.year}-${random.digits(4)}`;
    case 1: return `INV-${random.whole(10_000, 99_999)}`;
    case 2: return String(random.whole(100_000, 999_999));
    case 3: return `${random.whole(1, 1900)}/${issued.year}`;
    case 4: return `R${twoDigits(issued.year % 100)}${twoDigits(issued.month)}-${random.digits(3)}`;
    default: return `${random.whole(1, 9)}${random.digits(7)}`;
  }
}
