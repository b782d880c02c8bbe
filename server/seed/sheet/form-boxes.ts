import { around, type Box } from '../boxes';
import type { Random } from '../random';
import { markBox, writeByHand, writeInBoxes, type Hand } from './pen';
import { fill, frame, line, markField, write, type Sheet } from './sheet';

/** How a printed form looks, and who fills it in. */
export interface FormLook {
  readonly accent: string;
  readonly tint: string;
  readonly boxes: 'boxes' | 'comb';
  readonly hand: Hand;
  readonly random: Random;
}

/** A row of boxes for single signs; `groups` leaves a little space after so many boxes. */
export function signBoxes(sheet: Sheet, look: FormLook, left: number, top: number, groups: readonly number[], size = 36): Box[] {
  const boxes: Box[] = [];
  let x = left;
  for (const count of groups) {
    for (let index = 0; index < count; index += 1) {
      boxes.push({ left: x, top, width: size * 0.9, height: size * 1.2 });
      x += size * 0.9;
    }
    x += groups.length > 1 ? size * 0.3 : 0;
  }
  sheet.taken.push(...boxes);
  for (const box of boxes) drawBox(sheet, box, look);
  return boxes;
}

function drawBox(sheet: Sheet, box: Box, { boxes, accent }: FormLook): void {
  if (boxes === 'boxes') {
    fill(sheet, box, '#ffffff');
    frame(sheet, box, 1.3, accent);
    return;
  }
  const { left, top, width, height } = box;
  line(sheet, left, top + height, left + width, top + height, 1.8, accent);
  line(sheet, left, top + height * 0.55, left, top + height, 1.2, accent);
  line(sheet, left + width, top + height * 0.55, left + width, top + height, 1.2, accent);
}

/** A labelled row of boxes with what was written into it; `signs` leaves out what the form prints itself. */
export function boxedField(sheet: Sheet, look: FormLook, at: Readonly<{ label: string; field: string; left: number; top: number; groups: readonly number[]; size?: number }>, signs: string | undefined): void {
  label(sheet, at.label, at.left, at.top - 9);
  const boxes = signBoxes(sheet, look, at.left, at.top, at.groups, at.size);
  if (signs === undefined || signs === '') return;
  writeInBoxes(sheet, signs, boxes, look.hand, look.random);
  markField(sheet, at.field, around(boxes.slice(0, Array.from(signs).length)));
}

/** A labelled line with what was written on it. */
export function linedField(sheet: Sheet, look: FormLook, at: Readonly<{ label: string; field: string; left: number; top: number; width: number }>, text: string | undefined): void {
  label(sheet, at.label, at.left, at.top - 9);
  line(sheet, at.left, at.top + 44, at.left + at.width, at.top + 44, 1.4, look.accent);
  if (text !== undefined && text !== '') writeByHand(sheet, text, at.left + 12, at.top + 36, look.hand, look.random, { size: 42, field: at.field, width: at.width - 24 });
}

/** Boxes to tick, each with its code and its words; `chosen` is ticked. */
export function tickList(sheet: Sheet, look: FormLook, at: Readonly<{ field: string; left: number; top: number; step: number; across?: boolean; size?: number }>, options: readonly (readonly [code: string, words: string])[], chosen: string | undefined): void {
  const boxes = options.map(([code, words], index): Box => {
    const left = at.left + (at.across === true ? index * at.step : 0);
    const top = at.top + (at.across === true ? 0 : index * at.step);
    const box = tickBox(sheet, look, left, top, code === chosen);
    const width = write(sheet, words, left + 38, top + 21, { size: at.size ?? 19 });
    return { ...box, width: 40 + width };
  });
  markField(sheet, at.field, around(boxes));
}

export function tickBox(sheet: Sheet, look: FormLook, left: number, top: number, ticked: boolean): Box {
  const box = { left, top, width: 25, height: 25 };
  sheet.taken.push(box);
  fill(sheet, box, '#ffffff');
  frame(sheet, box, 1.6, look.accent);
  if (ticked) markBox(sheet, box, look.hand, look.random);
  return box;
}

export function label(sheet: Sheet, text: string, left: number, baseline: number): void {
  write(sheet, text, left, baseline, { size: 16.5, colour: '#3f4349' });
}

/** A heading on a tinted ground across the page, or without ground. */
export function heading(sheet: Sheet, { tint, accent }: FormLook, text: string, left: number, top: number, width: number): void {
  fill(sheet, { left, top, width, height: 34 }, tint);
  write(sheet, text, left + 12, top + 25, { size: 20, bold: true, colour: accent });
}
