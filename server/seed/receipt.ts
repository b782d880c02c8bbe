import { drawTime, formatDate, formatTime } from './dates';
import { goodsOf } from './goods';
import { formatAmount } from './money';
import type { Random } from './random';
import { addressOf, drawShop, type Shop } from './shops';

export interface ReceiptLine {
  name: string;
  quantity: number;
  unitPriceMinor: number;
  amountMinor: number;
}

/** What an operator should key, exactly as printed. */
export type ReceiptFields = Readonly<Record<'company' | 'date' | 'address' | 'total', string>>;

/** What is printed on one receipt; the total is the sum of its lines and charges. */
export interface Receipt {
  shop: Shop;
  lines: ReceiptLine[];
  /** What comes on top of the lines: tax not included in prices, service, rounding. */
  charges: { label: string; amountMinor: number }[];
  includedTax: { label: string; amountMinor: number } | undefined;
  totalMinor: number;
  payment: { label: string; amountMinor: number }[];
  time: string;
  number: string;
  fields: ReceiptFields;
  /** The same as it is stored: date and total without their manner. */
  stored: ReceiptFields;
}

/** Invents one purchase. */
export function drawReceiptContent(random: Random): Receipt {
  const shop = drawShop(random);
  const lines = drawLines(shop, random);
  const netMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const charges = drawCharges(shop, netMinor, random);
  const totalMinor = charges.reduce((sum, charge) => sum + charge.amountMinor, netMinor);
  const time = drawTime(random);
  const { tax } = shop.country;
  const same = { company: shop.company, address: addressOf(shop) };
  return {
    shop,
    lines,
    charges,
    includedTax: tax.included ? { label: `${tax.name} ${tax.percent}% incl.`, amountMinor: Math.round((totalMinor * tax.percent) / (100 + tax.percent)) } : undefined,
    totalMinor,
    payment: drawPayment(totalMinor, random),
    time: formatTime(time, shop.twelveHours),
    number: `${random.pick(['A', 'CS', '00', 'R', 'INV-', ''])}${random.digits(random.whole(4, 8))}`,
    fields: { company: same.company, date: formatDate(time, shop.dateStyle), address: same.address, total: `${shop.symbol}${formatAmount(totalMinor)}` },
    stored: { ...same, date: formatDate(time, 'YYYY-MM-DD'), total: formatAmount(totalMinor).replaceAll(',', '') },
  };
}

function drawLines(shop: Shop, random: Random): ReceiptLine[] {
  const { items, lines, mainItems } = goodsOf[shop.trade];
  const wanted = Math.min(random.whole(lines[0], lines[1]), items.length);
  const chosen = new Map<string, ReceiptLine>();
  while (chosen.size < wanted) {
    const main = mainItems !== undefined && chosen.size === 0 ? items[random.whole(0, mainItems - 1)] : undefined;
    const [name, low, high] = main ?? random.pick(items);
    if (chosen.has(name)) continue;
    const quantity = random.chance(0.72) || shop.trade === 'petrol' ? 1 : random.whole(2, 6);
    const unitPriceMinor = priceMinor(random.between(low, high) * shop.country.unitMinor, random);
    chosen.set(name, { name, quantity, unitPriceMinor, amountMinor: quantity * unitPriceMinor });
  }
  return [...chosen.values()];
}

/** Shops like prices that end in 9, 5 or 0. */
function priceMinor(roughMinor: number, random: Random): number {
  const tens = Math.max(10, Math.round(roughMinor / 10) * 10);
  return random.chance(0.3) ? Math.round(roughMinor) : tens - random.pick([0, 0, 1, 5]);
}

function drawCharges(shop: Shop, netMinor: number, random: Random): Receipt['charges'] {
  const charges: Receipt['charges'] = [];
  const { tax } = shop.country;
  if (shop.trade === 'restaurant' && random.chance(0.5)) charges.push({ label: 'Service charge 10%', amountMinor: Math.round(netMinor / 10) });
  if (!tax.included) charges.push({ label: `${tax.name} ${tax.percent}%`, amountMinor: Math.round((netMinor * tax.percent) / 100) });
  const sumMinor = charges.reduce((sum, charge) => sum + charge.amountMinor, netMinor);
  const roundingMinor = Math.round(sumMinor / 5) * 5 - sumMinor;
  if (shop.country.tax.name === 'GST' && roundingMinor !== 0 && sumMinor > 10) charges.push({ label: 'Rounding adj.', amountMinor: roundingMinor });
  return charges;
}

function drawPayment(totalMinor: number, random: Random): Receipt['payment'] {
  if (random.chance(0.45)) return [{ label: `${random.pick(['CARD', 'DEBIT', 'CREDIT', 'CONTACTLESS'])} ************${random.digits(4)}`, amountMinor: totalMinor }];
  const note = random.pick([500, 1000, 5000, 10_000]);
  const givenMinor = Math.ceil(totalMinor / note) * note;
  return [{ label: 'Cash', amountMinor: givenMinor }, { label: 'Change', amountMinor: givenMinor - totalMinor }];
}
