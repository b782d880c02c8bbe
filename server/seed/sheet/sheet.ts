import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { around, type Box } from '../boxes';
import type { Print } from '../printer';
import { faceOf, type OfficeFont } from './office-fonts';

/** A4 at 150 dots an inch. */
export const SHEET_WIDTH = 1240;
export const SHEET_HEIGHT = 1754;

/** One page as it is printed and written on, with the places of its fields by their addresses. */
export interface Sheet {
  readonly ink: Canvas;
  readonly context: SKRSContext2D;
  readonly font: OfficeFont;
  readonly colour: string;
  readonly fieldBoxes: Print['fieldBoxes'];
  /** All that stamps and notes must keep off. */
  readonly taken: Box[];
}

export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly colour?: string;
  /** The address of the field that this text answers. */
  readonly field?: string;
  /** A longer text is set smaller until it fits. */
  readonly width?: number;
}

export function createSheet(font: OfficeFont, colour = '#17181b'): Sheet {
  const ink = createCanvas(SHEET_WIDTH, SHEET_HEIGHT);
  return { ink, context: ink.getContext('2d'), font, colour, fieldBoxes: [], taken: [] };
}

/** Prints one line of text and gives its width. */
export function write(sheet: Sheet, text: string, x: number, baseline: number, style: TextStyle = {}): number {
  const { context } = sheet;
  const { align = 'left', field } = style;
  const size = fittingSize(sheet, text, style);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = style.colour ?? sheet.colour;
  const pieces = apart(text).map((piece) => ({ piece, width: context.measureText(piece).width }));
  const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
  const left = x - { left: 0, center: width / 2, right: width }[align];
  pieces.reduce((at, piece) => {
    context.fillText(piece.piece, at, baseline);
    return at + piece.width;
  }, left);
  const box = { left, top: baseline - size * 0.8, width, height: size * 1.05 };
  sheet.taken.push(box);
  if (field !== undefined) markField(sheet, field, box);
  return width;
}

/** Some typefaces make a multiplication sign of the x in `6x20`, which nobody could key: it is printed by itself. */
function apart(text: string): string[] {
  return text.split(/(?<=\d)(x)(?=\d)/);
}

function fittingSize(sheet: Sheet, text: string, { size = 22, bold = false, width }: TextStyle): number {
  const { context, font } = sheet;
  let fitting = size * font.sizeRatio;
  context.font = faceOf(font, fitting, bold);
  const natural = context.measureText(text).width;
  if (width !== undefined && natural > width) {
    fitting = (fitting * width) / natural;
    context.font = faceOf(font, fitting, bold);
  }
  return fitting;
}

/** Notes where a field is read; a second box of one field widens the first. */
export function markField(sheet: Sheet, field: string, box: Box): void {
  const known = sheet.fieldBoxes.find((each) => each.field === field);
  if (known === undefined) sheet.fieldBoxes.push({ field, box });
  else known.box = around([known.box, box]);
}

export function line(sheet: Sheet, fromX: number, fromY: number, toX: number, toY: number, width = 1.5, colour = sheet.colour): void {
  const { context } = sheet;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

export function frame(sheet: Sheet, { left, top, width, height }: Box, lineWidth = 1.5, colour = sheet.colour): void {
  const { context } = sheet;
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.setLineDash([]);
  context.strokeRect(left, top, width, height);
}

export function fill(sheet: Sheet, { left, top, width, height }: Box, colour: string): void {
  sheet.context.fillStyle = colour;
  sheet.context.fillRect(left, top, width, height);
}
