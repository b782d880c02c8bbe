import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Box } from './boxes';
import { code128Text, drawMatrix } from './codes';
import { barcodeFamily, penFamily, sheetFont, type ReceiptFont } from './fonts';
import { drawLogo } from './logo';
import type { Random } from './random';
import type { Cell, Row } from './rows';

/** How one till prints. */
export interface PrinterStyle {
  font: ReceiptFont;
  paperWidth: number;
  margin: number;
  ink: string;
  penInk: string;
  lineSpacing: number;
}

/** Ink on transparent ground, with the places of the fields that must stay readable. */
export interface Print {
  ink: Canvas;
  fieldBoxes: { field: string; box: Box }[];
  /** The single texts in the rows of fields. */
  textBoxes: { field: string; text: string; box: Box }[];
}

interface Head {
  context: SKRSContext2D;
  style: PrinterStyle;
  baseSize: number;
  y: number;
  fieldBoxes: Print['fieldBoxes'];
  textBoxes: Print['textBoxes'];
}

const longest = 4000;

/** Prints rows from the top down and cuts the paper below the last one. */
export function printRows(rows: readonly Row[], style: PrinterStyle, random: Random): Print {
  const canvas = createCanvas(style.paperWidth, longest);
  const context = canvas.getContext('2d');
  context.fillStyle = style.ink;
  context.strokeStyle = style.ink;
  const head: Head = { context, style, baseSize: baseSizeOf(context, style), y: random.whole(30, 90), fieldBoxes: [], textBoxes: [] };
  for (const row of rows) printRow(head, row);
  const height = Math.min(longest, Math.ceil(head.y + random.whole(40, 120)));
  const ink = createCanvas(style.paperWidth, height);
  ink.getContext('2d').drawImage(canvas, 0, 0);
  return { ink, fieldBoxes: head.fieldBoxes, textBoxes: head.textBoxes };
}

function baseSizeOf(context: SKRSContext2D, { font, paperWidth, margin }: PrinterStyle): number {
  context.font = `100px "${font.family}"`;
  const columnWidth = context.measureText('ABCDefgh0123').width / 12;
  return ((paperWidth - 2 * margin) / font.columns / columnWidth) * 100;
}

function printRow(head: Head, row: Row): void {
  const { context, style, baseSize } = head;
  const lineHeight = baseSize * style.lineSpacing;
  const width = style.paperWidth - 2 * style.margin;
  switch (row.kind) {
    case 'cells': return printCells(head, row);
    case 'gap': head.y += row.lines * lineHeight; return;
    case 'rule': printRule(head, row.style, width); return;
    case 'barcode': {
      context.font = `${baseSize * 4.2}px "${barcodeFamily}"`;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillText(code128Text(row.digits), style.paperWidth / 2, head.y, width);
      head.y += baseSize * 3.1;
      printCells(head, { kind: 'cells', cells: [{ text: row.digits.replace(/(.{4})/g, '$1 ').trim(), at: 0.5, align: 'center' }], scale: 0.85, bold: false });
      return;
    }
    case 'matrix': {
      const moduleSize = Math.round(width / 80);
      head.y += drawMatrix(context, (style.paperWidth - moduleSize * 25) / 2, head.y, moduleSize, row.seed) + lineHeight * 0.6;
      return;
    }
    case 'logo': head.y += drawLogo(context, style.paperWidth / 2, head.y, baseSize * 2.4, row.seed) + lineHeight * 0.3;
  }
}

function printRule(head: Head, kind: Extract<Row, { kind: 'rule' }>['style'], width: number): void {
  const { context, style, baseSize } = head;
  const lineHeight = baseSize * style.lineSpacing;
  const character = { dashes: '-', equals: '=', stars: '*', dotted: '', solid: '' }[kind];
  if (character !== '') {
    context.font = `${baseSize}px "${style.font.family}"`;
    const text = character.repeat(Math.floor(width / context.measureText(character).width));
    printCells(head, { kind: 'cells', cells: [{ text, at: 0.5, align: 'center' }], scale: 1, bold: false });
    return;
  }
  const y = head.y + lineHeight * 0.25;
  context.lineWidth = Math.max(1.5, baseSize / 14);
  context.setLineDash(kind === 'dotted' ? [3, 5] : []);
  context.beginPath();
  context.moveTo(style.margin, y);
  context.lineTo(style.margin + width, y);
  context.stroke();
  head.y += lineHeight * 0.5;
}

function printCells(head: Head, row: Extract<Row, { kind: 'cells' }>): void {
  const { style, baseSize } = head;
  const top = head.y;
  const cut = row.cells.map((cell) => wrapped(head, cell, row));
  const lineHeight = baseSize * row.scale * style.lineSpacing;
  const lineCount = Math.max(...cut.map((lines) => lines.length));
  if (row.inverse === true) head.context.fillRect(style.margin * 0.7, top, style.paperWidth - style.margin * 1.4, lineHeight * lineCount * 1.05);
  row.cells.forEach((cell, index) => {
    (cut[index] ?? []).forEach((line, number) => printLine(head, row, cell, line, top + (number + 0.8) * lineHeight));
  });
  head.y = top + lineHeight * lineCount;
  if (row.field !== undefined) head.fieldBoxes.push({ field: row.field, box: { left: style.margin, top, width: style.paperWidth - 2 * style.margin, height: head.y - top } });
}

function printLine(head: Head, row: Extract<Row, { kind: 'cells' }>, cell: Cell, line: string, baseline: number): void {
  const { context, style } = head;
  context.font = fontOf(head, cell, row);
  context.textAlign = cell.align;
  context.textBaseline = 'alphabetic';
  context.fillStyle = row.inverse === true ? '#ffffff' : cell.face === 'pen' ? style.penInk : style.ink;
  const x = style.margin + cell.at * (style.paperWidth - 2 * style.margin);
  context.fillText(line, x, baseline);
  context.fillStyle = style.ink;
  if (row.field !== undefined) head.textBoxes.push({ field: row.field, text: line, box: boxOfLine(head, row, cell, line, x, baseline) });
}

function boxOfLine({ context, baseSize }: Head, row: Extract<Row, { kind: 'cells' }>, cell: Cell, line: string, x: number, baseline: number): Box {
  const { width } = context.measureText(line);
  const size = baseSize * row.scale;
  return { left: x - { left: 0, center: width / 2, right: width }[cell.align], top: baseline - size * 0.85, width, height: size * 1.15 };
}

function fontOf({ style, baseSize }: Head, cell: Cell, row: { scale: number; bold: boolean }): string {
  const { font } = style;
  if (cell.face === 'pen') return `${baseSize * row.scale * 1.25}px "${penFamily}"`;
  if (cell.face === 'title') return `${baseSize * row.scale * 0.95}px "${sheetFont.boldFamily}"`;
  return `${baseSize * row.scale}px "${row.bold ? font.boldFamily : font.family}"`;
}

/** Breaks a text that stands alone in its row into lines that fit; texts that share a row are short by design. */
function wrapped(head: Head, cell: Cell, row: Extract<Row, { kind: 'cells' }>): string[] {
  const width = head.style.paperWidth - 2 * head.style.margin;
  head.context.font = fontOf(head, cell, row);
  if (row.cells.length > 1 || head.context.measureText(cell.text).width <= width) return [cell.text];
  const lines: string[] = [];
  for (const word of cell.text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && head.context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
