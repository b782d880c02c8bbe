import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Zone } from '../../../shared/forms/field';
import { around, zoneIn, type Box } from '../boxes';
import { stampAndNote } from '../marks';
import { makePaper, type PaperStyle } from '../paper';
import type { Random } from '../random';
import type { Sheet } from './sheet';

export interface ScannedPage {
  readonly jpeg: Buffer;
  readonly zones: Readonly<Record<string, Zone>>;
}

const largestBytes = 160_000;

/** Lays a page on an office scanner and gives its picture with the places of its fields in it. */
export function scanSheet(sheet: Sheet, page: number, random: Random): ScannedPage {
  const paper = makePaper(sheet.ink, drawSheetPaper(random), random, (context) => stampAndNote(context, keptOff(sheet), random));
  const picture = createCanvas(paper.width, paper.height);
  const context = picture.getContext('2d');
  const feed = drawFeed(paper, random);
  lid(context, random);
  context.save();
  context.setTransform(...feed);
  const greyed = random.chance(0.45);
  context.filter = `${greyed ? 'grayscale(1) ' : ''}contrast(${random.between(0.96, 1.12).toFixed(2)}) blur(${random.between(0.2, 0.5).toFixed(2)}px)`;
  context.drawImage(paper, 0, 0);
  context.restore();
  grain(context, random);
  if (random.chance(0.16)) feederStreak(context, random);
  return { jpeg: encoded(picture), zones: Object.fromEntries(sheet.fieldBoxes.map(({ field, box }) => [field, zoneOf(box, page, feed, picture)])) };
}

/** The sheet as those who put stamps on it see it: every text is as good as a field. */
function keptOff({ ink, fieldBoxes, taken }: Sheet): Pick<Sheet, 'ink' | 'fieldBoxes'> {
  return { ink, fieldBoxes: [...fieldBoxes, ...taken.map((box) => ({ field: '', box }))] };
}

type Affine = [a: number, b: number, c: number, d: number, e: number, f: number];

/** A sheet goes in a little turned and shifted. */
function drawFeed({ width, height }: Canvas, random: Random): Affine {
  const turn = random.pick([1, 1, 2.4]) * random.between(-0.005, 0.005);
  const scale = random.between(0.975, 0.995);
  const cos = Math.cos(turn) * scale;
  const sin = Math.sin(turn) * scale;
  const x = width / 2 + random.between(-5, 5);
  const y = height / 2 + random.between(-6, 6);
  return [cos, sin, -sin, cos, x - (cos * width) / 2 + (sin * height) / 2, y - (sin * width) / 2 - (cos * height) / 2];
}

/** The box around a box's four corners on the turned sheet, with a little air, in shares of the picture. */
function zoneOf(box: Box, page: number, [a, b, c, d, e, f]: Affine, { width, height }: Canvas): Zone {
  const air = 4;
  const corners = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([right = 0, down = 0]): Box => {
    const x = box.left - air + right * (box.width + 2 * air);
    const y = box.top - air + down * (box.height + 2 * air);
    return { left: a * x + c * y + e, top: b * x + d * y + f, width: 0, height: 0 };
  });
  return zoneIn(around(corners), page, width, height);
}

function drawSheetPaper(random: Random): PaperStyle {
  return {
    tint: random.pick(['#ffffff', '#ffffff', '#fdfcf8', '#fbf9f2', '#f8f6ec', '#f5f7fa']),
    inkStrength: random.between(0.86, 1),
    dotMatrix: false,
    fadedBands: random.chance(0.12),
    folds: random.pick([0, 0, 0, 0, 2, 2, 1]),
    crumple: random.pick([0, 0, 0, 0, 0, 2]),
    tornEdge: false,
  };
}

function lid(context: SKRSContext2D, random: Random): void {
  context.fillStyle = random.pick(['#ffffff', '#f0f0ee', '#dcdddf', '#b9bcc0', '#3a3c40']);
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** Sensor noise from one small tile, laid over the page a few times. */
function grain(context: SKRSContext2D, random: Random): void {
  const side = 320;
  const tile = createCanvas(side, side);
  const tileContext = tile.getContext('2d');
  const pixels = tileContext.createImageData(side, side);
  const strength = random.between(3, 11);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const level = random.next();
    pixels.data[at] = pixels.data[at + 1] = pixels.data[at + 2] = level < 0.5 ? 0 : 255;
    pixels.data[at + 3] = Math.abs(level - 0.5) * 2 * strength;
  }
  tileContext.putImageData(pixels, 0, 0);
  for (let y = 0; y < context.canvas.height; y += side) {
    for (let x = 0; x < context.canvas.width; x += side) context.drawImage(tile, x, y);
  }
}

/** Dust on the glass of a feeder draws a thin line down the page. */
function feederStreak(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  context.fillStyle = `rgba(${random.pick(['60,60,70', '255,255,255', '90,120,90'])},${random.between(0.12, 0.3).toFixed(2)})`;
  context.fillRect(random.between(30, width - 30), 0, random.between(1, 2), height);
}

/** As good as fits: pictures travel over poor links. */
function encoded(picture: Canvas): Buffer {
  for (let quality = 72; quality > 24; quality -= 8) {
    const jpeg = picture.toBuffer('image/jpeg', quality);
    if (jpeg.length <= largestBytes) return jpeg;
  }
  return picture.toBuffer('image/jpeg', 24);
}
