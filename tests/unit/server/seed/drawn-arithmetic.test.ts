import { describe, expect, it } from 'vitest';
import { codeList } from '../../../../server/seed/code-lists';
import { drawNewCustomer } from '../../../../server/seed/customer/new-customer';
import { drawInvoice } from '../../../../server/seed/invoice/invoice';
import { drawOrder } from '../../../../server/seed/order/order';
import { businessNumber, type Land } from '../../../../server/seed/numbers/business-numbers';
import { drawIban } from '../../../../server/seed/numbers/bank-accounts';
import { italianTaxCode, norwegianIdentity } from '../../../../server/seed/numbers/personal-numbers';
import { createRandom } from '../../../../server/seed/random';
import { drawHousehold } from '../../../../server/seed/survey/household';
import { drawTimeSheet } from '../../../../server/seed/time-sheet/time-sheet';

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const cents = (text: string | undefined): bigint => BigInt((text ?? '').replace('.', ''));
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);

/** The rows of one group, each by its column ids. */
function rowsOf(stored: Readonly<Record<string, string>>, id: string): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  for (const [at, value] of Object.entries(stored)) {
    const [group, index, column] = at.split('.');
    if (group === id && index !== undefined && column !== undefined) (rows[Number(index)] ??= {})[column] = value;
  }
  return rows;
}

/** Half away from zero, in whole numbers. */
const divided = (amount: bigint, by: bigint): bigint => (amount * 2n + by) / (by * 2n);

describe('a drawn invoice', () => {
  it('has two to twelve lines that come to its totals, to the cent', () => {
    for (const seed of seeds) {
      const { stored } = drawInvoice(createRandom(seed)).answers;
      const lines = rowsOf(stored, 'lines');
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeLessThanOrEqual(12);
      for (const line of lines) expect(cents(line['amount'])).toBe(divided(cents(line['quantity']) * cents(line['unitPrice']), 100n));
      expect(sum(lines.map((line) => cents(line['amount'])))).toBe(cents(stored['net']));
      expect(cents(stored['net']) + cents(stored['vat'])).toBe(cents(stored['gross']));
      const rates = [...new Set(lines.map((line) => line['vatRate'] ?? ''))];
      expect(sum(rates.map((rate) => divided(sum(lines.filter((line) => line['vatRate'] === rate).map((line) => cents(line['amount']))) * BigInt(rate), 100n)))).toBe(cents(stored['vat']));
      expect((stored['dueDate'] ?? '') >= (stored['invoiceDate'] ?? '')).toBe(true);
    }
  });
});

describe('a drawn order', () => {
  it('asks for articles of the list at the prices of the list', () => {
    const articles = new Map(codeList('articles').map((row) => [row['code'], row]));
    for (const seed of seeds) {
      const { stored } = drawOrder(createRandom(seed)).answers;
      const lines = rowsOf(stored, 'lines');
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeLessThanOrEqual(15);
      lines.forEach((line, index) => {
        const article = articles.get(line['article']);
        expect(line['lineNumber']).toBe(String(index + 1));
        expect(line['unitPrice']).toBe(article?.['price']);
        expect(['', article?.['gtin']]).toContain(line['gtin']);
        expect(cents(line['amount'])).toBe(BigInt(line['quantity'] ?? '') * cents(line['unitPrice']));
      });
      if (stored['total'] !== '') expect(sum(lines.map((line) => cents(line['amount'])))).toBe(cents(stored['total']));
      expect((stored['deliveryDate'] ?? '') >= (stored['orderDate'] ?? '')).toBe(true);
    }
  });

  it('has a price list of at least 400 articles with right GTINs and 300 customers', () => {
    expect(codeList('articles').length).toBeGreaterThanOrEqual(400);
    expect(codeList('customers').length).toBeGreaterThanOrEqual(300);
    for (const { gtin = '' } of codeList('articles')) {
      expect(gtin).toMatch(/^952\d{10}$/);
      expect(Array.from(gtin, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0) % 10).toBe(0);
    }
  });

  it('has all countries of ISO 3166', () => {
    expect(codeList('countries').length).toBe(249);
  });
});

describe('a drawn time sheet', () => {
  it('has five to seven days of one week whose hours are the time between start and end without the break', () => {
    for (const seed of seeds) {
      const { stored } = drawTimeSheet(createRandom(seed), seed).answers;
      const days = rowsOf(stored, 'days');
      const absences = rowsOf(stored, 'absences');
      expect(days.length + absences.length).toBeGreaterThanOrEqual(5);
      expect(days.length + absences.length).toBeLessThanOrEqual(7);
      expect(new Date(`${stored['weekStart'] ?? ''}T00:00:00Z`).getUTCDay()).toBe(1);
      const dates = [...days.map((day) => day['date'] ?? ''), ...absences.map((day) => day['absenceDate'] ?? '')];
      expect(new Set(dates).size).toBe(dates.length);
      for (const date of dates) expect((Date.parse(date) - Date.parse(stored['weekStart'] ?? '')) / 86_400_000).toSatisfy((day: number) => day >= 0 && day <= 6);
      for (const day of days) expect(minutesOf(day['end']) - minutesOf(day['start']) - pauseOf(day['pause'])).toBe((Number(cents(day['hours'])) * 60) / 100);
      expect(sum(days.map((day) => cents(day['hours'])))).toBe(cents(stored['totalHours']));
      expect(stored['statedHours']).toBe(stored['totalHours']);
    }
  });
});

function minutesOf(time = ''): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function pauseOf(duration = ''): number {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

describe('a drawn questionnaire', () => {
  it('counts its members, has one reference person of age, and asks children nothing about work', () => {
    for (const seed of seeds) {
      const { stored } = drawHousehold(createRandom(seed), seed).answers;
      const members = rowsOf(stored, 'members');
      expect(String(members.length)).toBe(stored['memberCount']);
      expect(members.length).toBeLessThanOrEqual(8);
      expect(members.filter((member) => member['relation'] === '1').map((member) => Number(member['birthYear']) <= 2006)).toEqual([true]);
      for (const member of members) expect([member['education'] === '', member['activity'] === '']).toEqual(Number(member['birthYear']) <= 2008 ? [false, false] : [true, true]);
      expect(stored['rent'] !== '').toBe(stored['tenure'] === '3');
      expect(stored['internetKind'] !== '').toBe(stored['internet'] === 'yes');
      expect(stored['means'] !== '').toBe(stored['commutes'] === 'yes');
    }
  });
});

describe('a drawn new customer', () => {
  it('shows exactly one kind of identity and answers the channels only with consent', () => {
    for (const seed of seeds) {
      const { stored } = drawNewCustomer(createRandom(seed)).answers;
      const shown = ['norwegianId', 'italianId', 'passportNumber'].map((field) => stored[field] !== '');
      expect(shown).toEqual(['1', '2', '3'].map((kind) => kind === stored['idKind']));
      for (const channel of ['byEmail', 'bySms', 'byPost', 'byPhone']) expect(stored[channel] !== '').toBe(stored['consent'] === 'yes');
      expect(stored['signedOn'] !== '').toBe(stored['signed'] === 'yes');
    }
  });
});

const lands: readonly Land[] = ['IT', 'NO', 'DE', 'AT', 'IE'];

describe('an invented number', () => {
  it('is an IBAN whose remainder by 97 is 1, as long as its land has them', () => {
    const lengths: Readonly<Record<Land, number>> = { IT: 27, NO: 15, DE: 22, AT: 20, IE: 22 };
    for (const land of lands) {
      for (const seed of seeds) {
        const iban = drawIban(land, createRandom(seed));
        expect(iban.length).toBe(lengths[land]);
        expect(BigInt(Array.from(iban.slice(4) + iban.slice(0, 4), (sign) => String(parseInt(sign, 36))).join('')) % 97n).toBe(1n);
      }
    }
  });

  it('is a business number whose check digit another way of counting confirms', () => {
    for (const seed of seeds) {
      const of = (land: Land): string => businessNumber(land, createRandom(seed)).replace(/^(IT|DE|ATU|IE)/, '');
      const digits = (text: string): number[] => Array.from(text, Number);
      const luhn = (text: string): number => digits(text).reverse().reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0) % 10;
      expect(luhn(of('IT'))).toBe(0);
      expect(digits(of('NO')).reduce((total, digit, index) => total + digit * ([3, 2, 7, 6, 5, 4, 3, 2, 1][index] ?? 0), 0) % 11).toBe(0);
      const austrian = digits(of('AT')).reduce((total, digit, index) => total + (index % 2 === 0 || index === 7 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0);
      expect((austrian + 4) % 10).toBe(0);
      const [rest, check] = [digits(of('DE').slice(0, 8)).reduce((product, digit) => (2 * ((digit + product) % 10 === 0 ? 10 : (digit + product) % 10)) % 11, 10), Number(of('DE').slice(8))];
      expect((rest + check) % 10).toBe(1);
      const irish = of('IE');
      expect('WABCDEFGHIJKLMNOPQRSTUV'.indexOf(irish.slice(7))).toBe(digits(irish.slice(0, 7)).reduce((total, digit, index) => total + digit * (8 - index), 0) % 23);
    }
  });

  it('is a Norwegian identity number with both check digits right', () => {
    for (const seed of seeds) {
      const number = Array.from(norwegianIdentity({ year: 1954 + (seed % 46), month: 1 + (seed % 12), date: 1 + (seed % 28) }, createRandom(seed)), Number);
      expect(number.reduce((total, digit, index) => total + digit * ([3, 7, 6, 1, 8, 9, 4, 5, 2, 1][index] ?? 0), 0) % 11).toBe(0);
      expect(number.reduce((total, digit, index) => total + digit * ([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1][index] ?? 0), 0) % 11).toBe(0);
    }
  });

  it('is the tax code that the example of the Italian authority leads to, but for the place', () => {
    const code = italianTaxCode({ given: 'Mario', family: 'Rossi', sex: 'm', born: { year: 1980, month: 1, date: 1 } }, createRandom(1));
    expect(code).toMatch(/^RSSMRA80A01Z99\d[A-Z]$/);
    const woman = italianTaxCode({ given: 'Gianfranca', family: 'Fo', sex: 'f', born: { year: 1999, month: 12, date: 9 } }, createRandom(1));
    expect(woman).toMatch(/^FOXGFR99T49Z99\d[A-Z]$/);
  });
});
