import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { formatDate, drawTime } from './dates';
import { penFamily, sheetFont, typewriterFont } from './fonts';
import type { Box } from './boxes';
import type { Print as PrintedPaper } from './printer';
import type { Random } from './random';

type Print = Pick<PrintedPaper, 'ink' | 'fieldBoxes'>;

/** Puts stamps and pen marks on a paper where they hide no field. */
export function addMarks(context: SKRSContext2D, print: Print, random: Random): void {
  if (random.chance(0.35)) stampSomewhere(context, print, random);
  if (random.chance(0.25)) noteSomewhere(context, print, random, ['ok  JM', 'acct 4420', 'site visit', 'Proj. 118', 'lunch, 2 pers.', 'R. 31/3', 'petty cash', 'see folder 7', 'km 48 210', 'approved  L.']);
  if (random.chance(0.22)) tickBesideTotal(context, print, random);
  if (random.chance(0.18)) ringTotal(context, print, random);
}

/** A stamp or a note where there is room, as an office puts on what comes in. */
export function stampAndNote(context: SKRSContext2D, print: Print, random: Random): void {
  if (random.chance(0.4)) putStamp(context, print, wordStamp(random, ['RECEIVED', 'RECEIVED', 'SCANNED', 'COPY', 'CHECKED', 'MAIL ROOM 2']), random, 0.15);
  if (random.chance(0.1)) noteSomewhere(context, print, random, ['ok  JM', 'see folder 7', 'R. 31/3', 'tray 4', 'chk  L.', 'batch 14']);
}

function stampSomewhere(context: SKRSContext2D, print: Print, random: Random): void {
  putStamp(context, print, random.chance(0.55) ? wordStamp(random, ['PAID', 'PAID', 'RECEIVED', 'COPY', 'POSTED', 'CHECKED']) : dateStamp(random), random);
}

function putStamp(context: SKRSContext2D, print: Print, stamp: Canvas, random: Random, mostTurn = 0.3): void {
  const place = freePlace(print, stamp.width, stamp.height, random);
  if (!place) return;
  context.save();
  context.globalCompositeOperation = 'multiply';
  context.globalAlpha = random.between(0.5, 0.8);
  context.translate(place.left + stamp.width / 2, place.top + stamp.height / 2);
  context.rotate(random.between(-mostTurn, mostTurn));
  context.drawImage(stamp, -stamp.width / 2, -stamp.height / 2);
  context.restore();
}

function wordStamp(random: Random, words: readonly [string, ...string[]]): Canvas {
  const word = random.pick(words);
  const canvas = createCanvas(40 + word.length * 42, 96);
  const context = inked(canvas, random);
  context.lineWidth = 6;
  context.strokeRect(8, 8, canvas.width - 16, 80);
  context.font = `66px "${sheetFont.boldFamily}"`;
  context.fillText(word, canvas.width / 2, 52, canvas.width - 40);
  return wornOff(canvas, random);
}

function dateStamp(random: Random): Canvas {
  const canvas = createCanvas(210, 210);
  const context = inked(canvas, random);
  context.lineWidth = 4;
  for (const radius of [100, 74]) {
    context.beginPath();
    context.arc(105, 105, radius, 0, Math.PI * 2);
    context.stroke();
  }
  context.font = `26px "${typewriterFont.family}"`;
  context.fillText(formatDate(drawTime(random), 'DD MMM YYYY').replace(/ \d\d(\d\d)$/, ' $1'), 105, 106, 136);
  context.font = `18px "${sheetFont.boldFamily}"`;
  context.fillText(random.pick(['RECEIVED', 'ACCOUNTS', 'ENTERED']), 105, 76);
  context.fillText(random.pick(['OFFICE 2', 'FINANCE', 'DEPT 14']), 105, 136);
  return wornOff(canvas, random);
}

function inked(canvas: Canvas, random: Random): SKRSContext2D {
  const context = canvas.getContext('2d');
  const colour = random.pick(['#b3202a', '#23409a', '#5b2a86', '#1d6b45', '#c0392b']);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  return context;
}

/** Rubber never inks evenly. */
function wornOff(canvas: Canvas, random: Random): Canvas {
  const context = canvas.getContext('2d');
  context.globalCompositeOperation = 'destination-out';
  for (let speck = 0; speck < 260; speck += 1) {
    context.fillStyle = `rgba(0,0,0,${random.between(0.15, 0.8)})`;
    context.beginPath();
    context.arc(random.between(0, canvas.width), random.between(0, canvas.height), random.between(0.5, 3.4), 0, Math.PI * 2);
    context.fill();
  }
  return canvas;
}

function noteSomewhere(context: SKRSContext2D, print: Print, random: Random, notes: readonly [string, ...string[]]): void {
  const note = random.pick(notes);
  const place = freePlace(print, 230, 56, random);
  if (!place) return;
  context.save();
  context.globalCompositeOperation = 'multiply';
  context.translate(place.left, place.top + 44);
  context.rotate(random.between(-0.14, 0.08));
  context.fillStyle = penColour(random);
  context.font = `${random.whole(40, 54)}px "${penFamily}"`;
  context.fillText(note, 0, 0, 230);
  context.restore();
}

function tickBesideTotal(context: SKRSContext2D, print: Print, random: Random): void {
  const box = boxOf(print, 'total');
  if (!box) return;
  const x = box.left + box.width * random.between(0.43, 0.47);
  const y = box.top + box.height / 2;
  penStroke(context, random);
  context.moveTo(x - 14, y);
  context.quadraticCurveTo(x - 6, y + 6, x - 2, y + 16);
  context.quadraticCurveTo(x + 12, y - 14, x + 34, y - 26);
  context.stroke();
}

/** Somebody ringed the total with a pen, around it and not through it. */
function ringTotal(context: SKRSContext2D, print: Print, random: Random): void {
  const box = boxOf(print, 'total');
  if (!box) return;
  penStroke(context, random);
  context.ellipse(box.left + box.width * 0.82, box.top + box.height / 2, box.width * 0.23, box.height * 0.86, random.between(-0.05, 0.05), random.between(0, 2), random.between(7.6, 8.6));
  context.stroke();
}

function penStroke(context: SKRSContext2D, random: Random): void {
  context.globalCompositeOperation = 'multiply';
  context.strokeStyle = penColour(random);
  context.lineWidth = random.between(2.2, 3.6);
  context.lineCap = 'round';
  context.setLineDash([]);
  context.beginPath();
}

function penColour(random: Random): string {
  return random.pick(['#1f3a93', '#27408b', '#222831', '#a31621']);
}

function boxOf(print: Print, field: string): Box | undefined {
  return print.fieldBoxes.find((each) => each.field === field)?.box;
}

/** A place of this size that touches no field; undefined when twenty tries found none. */
function freePlace(print: Print, width: number, height: number, random: Random): Box | undefined {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const left = random.between(10, Math.max(11, print.ink.width - width - 10));
    const top = random.between(20, Math.max(21, print.ink.height - height - 20));
    // Stamps turn: leave room around them.
    const room: Box = { left: left - 12, top: top - 30, width: width + 24, height: height + 60 };
    if (print.fieldBoxes.every(({ box }) => !overlap(box, room))) return { left, top, width, height };
  }
  return undefined;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}
