import type { Canvas } from '@napi-rs/canvas';
import { takePicture } from './camera';
import { drawTillFont, sheetFont, typewriterFont, type ReceiptFont } from './fonts';
import { addMarks } from './marks';
import { drawPaperStyle, makePaper } from './paper';
import { around, zoneIn, type Box } from './boxes';
import { printRows, type Print, type PrinterStyle } from './printer';
import { createRandom, type Random } from './random';
import { drawReceiptContent, type Receipt, type ReceiptFields } from './receipt';
import { drawGround } from './scene';
import { drawSheetLayout } from './sheet-layouts';
import { guestCheck, modernTill, pumpSlip, shortTill, wideTill, type Layout } from './till-layouts';
import type { Trade } from './goods';
import type { ItemKey } from './answers';

/** What a keyed receipt must say: the answer key of one picture. */
export interface AnswerKey extends ItemKey {
  readonly fields: ReceiptFields;
}

export interface DrawnReceipt {
  jpeg: Buffer;
  key: AnswerKey;
  /** What was printed, for those who want to check more than the key. */
  receipt: Receipt;
}

const largestBytes = 90_000;
const tillLayouts: Readonly<Record<Trade, readonly [Layout, ...Layout[]]>> = {
  supermarket: [wideTill, shortTill, modernTill],
  restaurant: [guestCheck, guestCheck, shortTill],
  petrol: [pumpSlip],
  hardware: [wideTill, shortTill],
  pharmacy: [modernTill, shortTill, wideTill],
  cafe: [modernTill, guestCheck, shortTill],
  hotel: [guestCheck],
  stationery: [shortTill, wideTill, modernTill],
};

/** Draws the receipt with this seed: the same seed gives the same picture, byte for byte. */
export function drawReceipt(seed: number): DrawnReceipt {
  const random = createRandom(seed);
  const receipt = drawReceiptContent(random);
  const sheet = drawSheetLayout(receipt, random);
  // A shop has one till: layout and typeface follow from the shop, wear and light from the receipt.
  const shopRandom = createRandom(receipt.shop.number * 104_729);
  const layout = sheet?.layout ?? shopRandom.pick(tillLayouts[receipt.shop.trade]);
  const style = sheet ? sheetStyle(sheet.name, shopRandom) : tillStyle(drawTillFont(shopRandom), shopRandom);
  const print = printRows(layout(receipt, random), style, random);
  const paperStyle = drawPaperStyle(random);
  const ofRoll = sheet ? { ...paperStyle, tornEdge: false, dotMatrix: false, inkStrength: Math.max(0.85, paperStyle.inkStrength) } : paperStyle;
  const paper = makePaper(print.ink, ofRoll, random, (context) => addMarks(context, print, random));
  const { picture, boxInPicture } = takePicture(paper, drawGround(random), random);
  const zones = Object.fromEntries(valueBoxes(print, receipt.fields).map(([field, box]) => [field, zoneIn(boxInPicture(box), 1, picture.width, picture.height)]));
  return { jpeg: encode(picture), key: { fields: receipt.fields, stored: receipt.stored, computed: [], zones }, receipt };
}

/** Where each value itself is printed: a row may hold other texts beside it. */
function valueBoxes({ textBoxes }: Print, fields: ReceiptFields): [string, Box][] {
  return Object.entries(fields).flatMap(([field, value]) => {
    const boxes = textBoxes.filter((each) => each.field === field && (value.includes(each.text.trim().replace(/,$/, '')) || each.text.includes(value)));
    return boxes.length === 0 ? [] : [[field, around(boxes.map(({ box }) => box))]];
  });
}

function tillStyle(font: ReceiptFont, random: Random): PrinterStyle {
  return {
    font,
    paperWidth: random.pick([600, 640, 680]),
    margin: random.whole(26, 44),
    ink: random.pick(['#1c1c1e', '#101014', '#2a2438', '#20263a', '#33302f']),
    penInk: '#1f3a93',
    lineSpacing: random.between(1.14, 1.34),
  };
}

function sheetStyle(name: 'folio' | 'cashBill', random: Random): PrinterStyle {
  const font = name === 'folio' ? random.pick([sheetFont, typewriterFont]) : { ...sheetFont, columns: 52 };
  return {
    font,
    paperWidth: 860,
    margin: 58,
    ink: name === 'cashBill' ? random.pick(['#1d3d8f', '#8b1e2d', '#1c1c1e', '#1d5b3a']) : '#1a1a1c',
    penInk: random.pick(['#1b2f86', '#16181d', '#243a9c']),
    lineSpacing: 1.42,
  };
}

/** As good as fits: pictures travel over poor links. */
function encode(picture: Canvas): Buffer {
  for (let quality = 70; quality > 30; quality -= 6) {
    const jpeg = picture.toBuffer('image/jpeg', quality);
    if (jpeg.length <= largestBytes) return jpeg;
  }
  return picture.toBuffer('image/jpeg', 30);
}
