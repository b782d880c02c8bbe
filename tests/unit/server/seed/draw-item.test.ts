import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { drawItem, DRAWN_WORK_TYPES } from '../../../../server/seed/draw-item';

type Pixels = Readonly<{ data: Uint8ClampedArray; width: number; height: number }>;

async function pixelsOf(jpeg: Buffer): Promise<Pixels> {
  const image = await loadImage(jpeg);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.getContext('2d').getImageData(0, 0, image.width, image.height);
}

type Zone = Readonly<{ x: number; y: number; w: number; h: number }>;

/** How far the darkest and the lightest points of a zone lie apart, without its outermost pixels. */
function contrast({ data, width, height }: Pixels, { x, y, w, h }: Zone): number {
  let [least, most] = [255, 0];
  for (let row = Math.ceil(y * height); row < (y + h) * height - 1; row += 1) {
    for (let column = Math.ceil(x * width); column < (x + w) * width - 1; column += 1) {
      const level = data[(row * width + column) * 4 + 1] ?? 0;
      least = Math.min(least, level);
      most = Math.max(most, level);
    }
  }
  return most - least;
}

describe.each(DRAWN_WORK_TYPES)('a drawn %s', (workType) => {
  const items = [1, 2, 3, 4].map((seed) => drawItem(workType, seed));

  it('is the same pages with the same key for the same seed and others for another', () => {
    const again = drawItem(workType, 1);
    expect(again.pages.map((page) => page.toString('base64'))).toEqual(items[0]?.pages.map((page) => page.toString('base64')));
    expect(again.key).toEqual(items[0]?.key);
    expect(new Set(items.flatMap(({ pages }) => pages.map((page) => page.toString('base64')))).size).toBe(items.flatMap(({ pages }) => pages).length);
  });

  it('is a JPEG small enough for a poor link', () => {
    for (const page of items.flatMap(({ pages }) => pages)) {
      expect(page.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      expect(page.length).toBeGreaterThan(40_000);
      expect(page.length).toBeLessThanOrEqual(160_000);
    }
  });

  it('has a zone with something printed or written in it for every field that can be read on it', async () => {
    for (const { pages, key } of items) {
      const pictures = await Promise.all(pages.map(pixelsOf));
      expect(Object.keys(key.zones).toSorted()).toEqual(Object.keys(key.fields).toSorted());
      for (const [at, zone] of Object.entries(key.zones)) {
        const picture = pictures[zone.page - 1];
        if (picture === undefined) throw new Error(`${at} is on no page`);
        expect(Math.min(zone.x, zone.y, 1 - zone.x - zone.w, 1 - zone.y - zone.h), at).toBeGreaterThanOrEqual(0);
        expect(Math.min(zone.w * picture.width, zone.h * picture.height), at).toBeGreaterThan(6);
        expect(contrast(picture, zone), at).toBeGreaterThan(60);
      }
    }
  });
});

describe('the zones of a drawn invoice', () => {
  it('follow the paper: an empty place as large is beside none of them', async () => {
    const { pages, key } = drawItem('supplier-invoice', 2);
    const picture = await pixelsOf(pages[0] ?? Buffer.alloc(0));
    const gross = key.zones['gross'];
    if (gross === undefined) throw new Error('an invoice has a total');
    // Between the labels and the numbers of the totals nothing is printed.
    expect(contrast(picture, { ...gross, x: gross.x - gross.w * 0.6, w: gross.w * 0.45 })).toBeLessThan(60);
  });
});
