import { countries, type Country } from './countries';
import type { DateStyle } from './dates';
import { goodsOf, type Trade } from './goods';
import { createRandom, type Random } from './random';

/** One invented shop: what stays the same on all of its receipts. */
export interface Shop {
  number: number;
  trade: Trade;
  country: Country;
  company: string;
  addressLines: string[];
  symbol: string;
  dateStyle: DateStyle;
  twelveHours: boolean;
  phone: string;
  taxNumber: string;
  thanks: string;
}

// About half as many shops again as receipts in a demo: most turn up once, some two or three times.
const shopCount = 170;
const tradesList: readonly [Trade, ...Trade[]] = ['supermarket', 'supermarket', 'restaurant', 'petrol', 'hardware', 'pharmacy', 'cafe', 'hotel', 'stationery'];

/** The shop that a receipt comes from. */
export function drawShop(random: Random): Shop {
  return shopByNumber(random.whole(1, shopCount));
}

// The same shop at every call.
function shopByNumber(number: number): Shop {
  const random = createRandom(number * 7919);
  const country = random.pick(countries);
  const trade = random.pick(tradesList);
  const capitals = random.chance(0.55);
  const inCase = (text: string): string => (capitals ? text.toUpperCase() : text);
  return {
    number,
    trade,
    country,
    company: inCase(`${random.pick(country.surnames)} ${random.pick(goodsOf[trade].words)}${random.pick(country.suffixes)}`),
    addressLines: withCommas(country.address(random).map(inCase), random.chance(0.7)),
    symbol: random.pick(country.symbols),
    dateStyle: random.pick(country.dateStyles),
    twelveHours: random.chance(0.35),
    phone: country.phone(random),
    taxNumber: country.taxNumber(random),
    thanks: random.pick(country.thanks),
  };
}

/** The address as one line, as an operator keys it. */
export function addressOf(shop: Shop): string {
  return shop.addressLines.map((line, index) => (index < shop.addressLines.length - 1 && !line.endsWith(',') ? `${line},` : line)).join(' ');
}

function withCommas(lines: string[], printed: boolean): string[] {
  if (!printed) return lines;
  return lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line));
}
