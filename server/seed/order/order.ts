import { createAnswers, type Answers } from '../answers';
import { codeList, entryAt, type CodeRow } from '../code-lists';
import { dayAfter, drawDay, isoDay, weekdayOf, type Day } from '../days';
import { dateIn, printedNumber, storedNumber, type Tongue } from '../invoice/words';
import { createRandom, type Random } from '../random';

/** What is printed on one order: articles from the client's price list, ordered by one of the client's customers. */
export interface Order {
  readonly customer: CodeRow;
  /** A number of the customer: what its house always does follows from it. */
  readonly house: number;
  readonly tongue: Tongue;
  /** Some houses print only what they want, not what it costs. */
  readonly priced: boolean;
  readonly articles: readonly CodeRow[];
  readonly answers: Answers;
}

const tongueOf: Readonly<Record<string, Tongue>> = { IT: 'it', NO: 'nb', DE: 'de', IE: 'en' };

export function drawOrder(random: Random): Order {
  const customers = codeList('customers');
  const at = random.whole(0, customers.length - 1);
  const customer = entryAt(customers, at);
  const house = createRandom(at * 32_452_843).whole(0, 1_000_000);
  const tongue = tongueOf[customer['country'] ?? ''] ?? 'en';
  const priced = house % 5 !== 0;
  const articles = drawArticles(random);
  return { customer, house, tongue, priced, articles, answers: answersOf({ customer, house, tongue, priced, articles }, random) };
}

function drawArticles(random: Random): CodeRow[] {
  const all = codeList('articles');
  const count = random.pick([2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 11, 13, 15]);
  const chosen = new Set<CodeRow>();
  while (chosen.size < count) chosen.add(entryAt(all, random.whole(0, all.length - 1)));
  return [...chosen];
}

function answersOf({ customer, house, tongue, priced, articles }: Omit<Order, 'answers'>, random: Random): Answers {
  const answers = createAnswers();
  const ordered = onWorkday(drawDay(random, 2024, 2025));
  const wanted = onWorkday(dayAfter(ordered, random.whole(3, 45)));
  const number = numberOf(house, ordered, random);
  const shipTo = shipToOf(customer, random);
  const terms = random.pick(['DAP', 'DAP', 'EXW', 'FCA', 'CPT', 'CIP', 'DDP']);
  // A customer is told by its number where the house prints it, else by its name.
  answers.keyed('customer', customer['code'] ?? '', house % 3 === 0 ? customer['label'] : customer['code']);
  answers.keyed('orderNumber', number, number);
  answers.keyed('orderDate', isoDay(ordered), dateIn(ordered, tongue, house));
  answers.keyed('deliveryDate', isoDay(wanted), dateIn(wanted, tongue, house));
  answers.keyed('shipTo', shipTo, shipTo);
  answers.keyed('deliveryTerms', terms, terms);
  answers.keyed('currency', 'EUR', 'EUR');
  const total = articles.reduce((sum, article, index) => sum + addLine(answers, { article, index, house, tongue, priced }, random), 0);
  answers.keyed('total', priced ? storedNumber(total) : '', priced ? printedNumber(total, tongue) : undefined);
  return answers.done();
}

type Line = Pick<Order, 'house' | 'tongue' | 'priced'> & Readonly<{ article: CodeRow; index: number }>;

/** Answers a line and gives its amount in hundredths. */
function addLine(answers: ReturnType<typeof createAnswers>, { article, index, house, tongue, priced }: Line, random: Random): number {
  const at = `lines.${index}`;
  const gtin = house % 2 === 0 ? article['gtin'] : undefined;
  const quantity = random.pick([1, 2, 2, 3, 4, 5, 6, 8, 10, 10, 12, 15, 20, 24, 25, 30, 36, 40, 48, 50, 60, 75, 100, 144, 200, 250]);
  const price = Math.round(Number(article['price']) * 100);
  answers.keyed(`${at}.lineNumber`, String(index + 1), String(index + 1));
  answers.keyed(`${at}.article`, article['code'] ?? '', article['code']);
  answers.keyed(`${at}.gtin`, gtin ?? '', gtin);
  answers.keyed(`${at}.quantity`, String(quantity), String(quantity));
  answers.worked(`${at}.unitPrice`, storedNumber(price), priced ? printedNumber(price, tongue) : undefined);
  answers.worked(`${at}.amount`, storedNumber(price * quantity), priced ? printedNumber(price * quantity, tongue) : undefined);
  return price * quantity;
}

function onWorkday(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday <= 5 ? day : dayAfter(day, 8 - weekday);
}

/** Mostly the customer's own address, else a building site or a store of it. */
function shipToOf(customer: CodeRow, random: Random): string {
  const town = [customer['postcode'], customer['city']].filter((part) => part !== '').join(' ');
  if (random.chance(0.6)) return `${customer['street'] ?? ''}, ${town}`;
  return `${random.pick(['Gate', 'Dock', 'Unit', 'Ramp'])} ${random.whole(1, 28)}, ${(customer['street'] ?? '').replace(/\d+/, String(random.whole(1, 190)))}, ${town}`;
}

function numberOf(house: number, day: Day, random: Random): string {
  switch (house % 4) {
    case 0: return `PO-${random.whole(10_000, 99_999)}`;
    case 1: return `${day.year % 100}/${random.digits(4)}`;
    case 2: return `4${random.digits(6)}`;
    default: return `B${random.digits(3)}-${random.whole(100, 999)}`;
  }
}
