import { describe, expect, it } from 'vitest';
import { drawReceipt } from '../../../../server/seed/draw-receipt';
import { formatDate, type DateStyle } from '../../../../server/seed/dates';
import { formatAmount } from '../../../../server/seed/money';
import { createRandom } from '../../../../server/seed/random';
import { drawReceiptContent } from '../../../../server/seed/receipt';

const manySeeds = Array.from({ length: 300 }, (_, seed) => seed);
const drawn = [1, 2, 3, 4, 5, 6].map(drawReceipt);

describe('a drawn receipt', () => {
  it('is the same picture with the same key for the same seed', () => {
    const again = drawReceipt(1);
    expect(again.jpeg.equals(drawn[0]?.jpeg ?? Buffer.alloc(0))).toBe(true);
    expect(again.key).toEqual(drawn[0]?.key);
  });

  it('is another picture for another seed', () => {
    expect(new Set(drawn.map(({ jpeg }) => jpeg.toString('base64'))).size).toBe(drawn.length);
  });

  it('is a JPEG small enough for a poor link and large enough to be read', () => {
    for (const { jpeg } of drawn) {
      expect(jpeg.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(jpeg.length).toBeGreaterThan(25_000);
      expect(jpeg.length).toBeLessThanOrEqual(90_000);
    }
  });
});

describe('the purchase on a receipt', () => {
  const receipts = manySeeds.map((seed) => drawReceiptContent(createRandom(seed)));

  it('has lines and charges that add up to the total', () => {
    for (const { lines, charges, totalMinor } of receipts) {
      const sumMinor = [...lines, ...charges].reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect(sumMinor).toBe(totalMinor);
      for (const line of lines) expect(line.amountMinor).toBe(line.quantity * line.unitPriceMinor);
    }
  });

  it('is paid in full', () => {
    for (const { payment, totalMinor } of receipts) {
      const [given, change] = payment;
      expect((given?.amountMinor ?? 0) - (change?.amountMinor ?? 0)).toBe(totalMinor);
      expect(change?.amountMinor ?? 0).toBeGreaterThanOrEqual(0);
    }
  });

  it('has a key with all four fields, the total as printed with a decimal point', () => {
    for (const { fields, totalMinor } of receipts) {
      expect(fields.company).not.toBe('');
      expect(fields.address).toContain(', ');
      expect(fields.date).toMatch(/\d/);
      expect(fields.total.endsWith(formatAmount(totalMinor))).toBe(true);
      expect(totalMinor).toBeGreaterThan(0);
    }
  });

  it('comes from many shops, some of which turn up again', () => {
    const shops = new Set(receipts.slice(0, 80).map(({ shop }) => shop.number));
    expect(shops.size).toBeGreaterThan(45);
    expect(shops.size).toBeLessThan(80);
  });

  it('has the same head each time it comes from the same shop', () => {
    const heads = new Map<number, string>();
    for (const { shop, fields } of receipts) {
      const head = `${fields.company} / ${fields.address}`;
      expect(heads.get(shop.number) ?? head).toBe(head);
      heads.set(shop.number, head);
    }
    expect(heads.size).toBeLessThan(receipts.length);
  });
});

describe('a till', () => {
  it('prints amounts with a point for decimals and commas for thousands', () => {
    expect([5, 390, 125_040, 123_456_789, -2].map(formatAmount)).toEqual(['0.05', '3.90', '1,250.40', '1,234,567.89', '-0.02']);
  });

  it('prints the date in its own style', () => {
    const styles: DateStyle[] = ['DD/MM/YYYY', 'DD MMM YYYY', 'YYYY-MM-DD', 'DD-MM-YY', 'DD.MM.YYYY', 'MMM DD, YYYY'];
    const printed = styles.map((style) => formatDate({ year: 2018, month: 3, day: 5, hour: 9, minute: 4 }, style));
    expect(printed).toEqual(['05/03/2018', '05 MAR 2018', '2018-03-05', '05-03-18', '05.03.2018', 'Mar 05, 2018']);
  });
});
