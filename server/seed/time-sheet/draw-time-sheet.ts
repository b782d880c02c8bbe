import type { Answers } from '../answers';
import { around } from '../boxes';
import { codeList } from '../code-lists';
import type { FormTongue } from '../customer/new-customer';
import type { Random } from '../random';
import { narrowFont, sansFont, type OfficeFont } from '../sheet/office-fonts';
import { boxedField, heading, label, linedField, signBoxes, type FormLook } from '../sheet/form-boxes';
import { drawHand, sign, writeByHand, writeInBoxes } from '../sheet/pen';
import { createSheet, fill, frame, line, markField, write, type Sheet } from '../sheet/sheet';
import { drawTimeSheet, type TimeSheet } from './time-sheet';
import { timeSheetWords } from './words';

const LEFT = 90;
const WIDTH = 1060;
const ROW = 62;

/** One filled-in time sheet. */
export function drawTimeSheets(random: Random, seed: number): { sheets: readonly Sheet[]; answers: Answers } {
  const filled = drawTimeSheet(random, seed);
  const { font, ...printed } = printedLook[filled.tongue];
  const look: FormLook = { ...printed, hand: drawHand(random), random };
  const sheet = createSheet(font, '#23252a');
  printHead(sheet, filled, look);
  const bottom = printDays(sheet, filled, look);
  printAbsences(sheet, filled, look, bottom + 110);
  printEnd(sheet, filled, look);
  return { sheets: [sheet], answers: filled.answers };
}

const printedLook: Readonly<Record<FormTongue, Pick<FormLook, 'accent' | 'tint' | 'boxes'> & Readonly<{ font: OfficeFont }>>> = {
  en: { accent: '#3c4350', tint: '#e6e8ec', boxes: 'boxes', font: sansFont },
  it: { accent: '#2e6e6a', tint: '#dff0ee', boxes: 'comb', font: sansFont },
  nb: { accent: '#7c3b3b', tint: '#f4e4e4', boxes: 'boxes', font: narrowFont },
};

function printHead(sheet: Sheet, { tongue, answers: { fields } }: TimeSheet, look: FormLook): void {
  const words = timeSheetWords[tongue];
  write(sheet, words.firm, LEFT, 104, { size: 26, bold: true, colour: look.accent });
  write(sheet, words.title, LEFT + WIDTH, 104, { size: 28, bold: true, align: 'right' });
  line(sheet, LEFT, 124, LEFT + WIDTH, 124, 3, look.accent);
  boxedField(sheet, look, { label: words.costCentre, field: 'costCentre', left: LEFT, top: 180, groups: [4] }, fields['costCentre']);
  boxedField(sheet, look, { label: words.employeeNumber, field: 'employeeNumber', left: 330, top: 180, groups: [6] }, fields['employeeNumber']);
  boxedField(sheet, look, { label: words.weekStart, field: 'weekStart', left: 640, top: 180, groups: [2, 2, 4] }, fields['weekStart']?.replaceAll(' ', ''));
  linedField(sheet, look, { label: words.name, field: 'name', left: LEFT, top: 274, width: 620 }, fields['name']);
  linedField(sheet, look, { label: words.project, field: 'project', left: 790, top: 274, width: 360 }, fields['project']);
}

/** Left edges of the columns of days; the last is the right edge. */
const dayEdges = [LEFT, LEFT + 190, LEFT + 390, LEFT + 560, LEFT + 730, LEFT + 890, LEFT + WIDTH] as const;

function printDays(sheet: Sheet, filled: TimeSheet, look: FormLook): number {
  const words = timeSheetWords[filled.tongue];
  heading(sheet, look, words.days, LEFT, 352, WIDTH);
  const top = 386;
  grid(sheet, look, dayEdges, top, words.columns, 7);
  words.weekdays.forEach((day, index) => write(sheet, day, LEFT + 12, top + 38 + ROW * index + 40, { size: 20 }));
  filled.weekdays.forEach((weekday, index) => {
    ['date', 'start', 'end', 'pause', 'hours'].forEach((column, at) => writeCell(sheet, filled, look, `days.${index}.${column}`, (dayEdges[at + 1] ?? 0) + 22, top + 38 + ROW * weekday + 46));
  });
  const bottom = top + 38 + ROW * 7;
  write(sheet, words.sum, (dayEdges[5] ?? 0) - 16, bottom + 46, { size: 22, bold: true, align: 'right' });
  frame(sheet, { left: dayEdges[5] ?? 0, top: bottom, width: 170, height: ROW + 6 }, 2.4, look.accent);
  writeCell(sheet, filled, look, 'statedHours', (dayEdges[5] ?? 0) + 22, bottom + 48);
  return bottom;
}

function printAbsences(sheet: Sheet, filled: TimeSheet, look: FormLook, top: number): void {
  const words = timeSheetWords[filled.tongue];
  heading(sheet, look, words.absence, LEFT, top, WIDTH);
  const edges = [LEFT, LEFT + 200, LEFT + 360, LEFT + 520];
  grid(sheet, look, edges, top + 34, words.absenceColumns, 4);
  for (let index = 0; index < filled.absenceCount; index += 1) {
    writeCell(sheet, filled, look, `absences.${index}.absenceDate`, (edges[0] ?? 0) + 22, top + 72 + ROW * index + 46);
    writeCell(sheet, filled, look, `absences.${index}.absenceHours`, (edges[2] ?? 0) + 22, top + 72 + ROW * index + 46);
  }
  for (let index = 0; index < 4; index += 1) printCode(sheet, filled, look, `absences.${index}.absence`, (edges[1] ?? 0) + 44, top + 72 + ROW * index + 9);
  label(sheet, words.codes, LEFT + 560, top + 66);
  codeList('absences').forEach((row, index) => {
    const name = (filled.tongue === 'en' ? row['label'] : row[filled.tongue]) ?? '';
    const y = top + 98 + index * 21;
    write(sheet, row['code'] ?? '', LEFT + 560, y, { size: 15.5, bold: true });
    write(sheet, name, LEFT + 605, y, { size: 15.5 });
  });
}

function printCode(sheet: Sheet, { answers }: TimeSheet, look: FormLook, field: string, left: number, top: number): void {
  const boxes = signBoxes(sheet, look, left, top, [2]);
  const code = answers.fields[field];
  if (code === undefined) return;
  writeInBoxes(sheet, code, boxes, look.hand, look.random);
  markField(sheet, field, around(boxes));
}

function grid(sheet: Sheet, look: FormLook, edges: readonly number[], top: number, heads: readonly string[], rows: number): void {
  const left = edges[0] ?? 0;
  const right = edges.at(-1) ?? 0;
  const bottom = top + 38 + ROW * rows;
  if (look.boxes === 'comb') for (let row = 1; row < rows; row += 2) fill(sheet, { left, top: top + 38 + ROW * row, width: right - left, height: ROW }, '#f4f7f7');
  heads.forEach((head, index) => write(sheet, head, (edges[index] ?? 0) + 12, top + 27, { size: 17, bold: true }));
  for (let row = 0; row <= rows; row += 1) line(sheet, left, top + 38 + ROW * row, right, top + 38 + ROW * row, row === 0 ? 2 : 1.1, look.accent);
  for (const edge of edges) line(sheet, edge, top, edge, bottom, 1.1, look.accent);
  frame(sheet, { left, top, width: right - left, height: bottom - top }, 2, look.accent);
}

function writeCell(sheet: Sheet, { answers }: TimeSheet, { hand, random }: FormLook, field: string, x: number, baseline: number): void {
  const text = answers.fields[field];
  if (text !== undefined) writeByHand(sheet, text, x + random.between(-6, 8), baseline + random.between(-3, 3), hand, random, { size: 42, field });
}

function printEnd(sheet: Sheet, { tongue, name, answers: { fields } }: TimeSheet, look: FormLook): void {
  const words = timeSheetWords[tongue];
  line(sheet, LEFT, 1602, LEFT + 440, 1602, 1.6, look.accent);
  label(sheet, words.sign, LEFT, 1626);
  markField(sheet, 'signed', { left: LEFT, top: 1530, width: 440, height: 76 });
  if (fields['signed'] === 'yes') sign(sheet, name, LEFT + 30, 1592, look.hand, look.random);
  line(sheet, LEFT + 620, 1602, LEFT + WIDTH, 1602, 1.6, look.accent);
  label(sheet, words.approve, LEFT + 620, 1626);
  if (look.random.chance(0.7)) sign(sheet, look.random.pick(['K. Berg', 'L. Doyle', 'P. Neri', 'T. Voll', 'B. Fusco']), LEFT + 650, 1592, drawHand(look.random), look.random);
}
